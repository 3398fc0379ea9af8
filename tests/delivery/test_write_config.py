"""The config file and the overlay as text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.delivery.write_config import overlay_text, path_for_config, quoted, write_new
from sheets_sync.errors import SetupError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
tables = st.recursive(
    st.fixed_dictionaries({"also": st.lists(texts, min_size=1, max_size=3)}),
    lambda inner: st.dictionaries(texts.filter(lambda name: name != "also"), inner, min_size=1),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(texts, tables, max_size=3), st.lists(texts, max_size=3))
def test_an_overlay_reads_back_as_it_was(overlay, comments):
    assert tomllib.loads(overlay_text(overlay, comments)) == overlay


@given(texts)
def test_a_quoted_text_reads_back_as_it_was(text):
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}


def test_an_overlay_is_written_as_people_would_write_it():
    overlay = {"tabs": {"staff": {"also": ["คน"], "columns": {"unit": {"also": ["กอง", "ฝ่าย"]}}}}}

    assert overlay_text(overlay, ["first", "two\nlines"]) == (
        "# first\n"
        "# two lines\n"
        "\n"
        "[tabs.staff]\n"
        'also = ["คน"]\n'
        "\n"
        "[tabs.staff.columns.unit]\n"
        'also = ["กอง", "ฝ่าย"]\n'
    )


def test_a_file_that_is_there_stays(tmp_path):
    path = tmp_path / "registry.toml"
    write_new(path, "first\n")

    with pytest.raises(SetupError, match="file-exists"):
        write_new(path, "second\n")

    assert path.read_text("utf-8") == "first\n"


def test_a_file_inside_the_folder_is_named_from_there():
    folder = Path("/srv/cop")

    assert path_for_config(folder / "data" / "a.xlsx", folder) == "data/a.xlsx"
    assert path_for_config(Path("/srv/other/a.xlsx"), folder) == "/srv/other/a.xlsx"
