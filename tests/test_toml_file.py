"""TOML files: their lines, and what can be wrong with a file."""

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.toml_file import read_toml

TEXT = """\
# a comment
language = "th"  # [not.a.table]

words = [
  "[steps]",
  "plan_days = 3",
]
text = \'\'\'
[steps]
plan_days = 4
\'\'\'

[steps]

# how long
plan_days = 5
a.b = 6
[[registry]]
id = "one"
[[registry]]
id = "two"
inline = { x = 1, y = 2 }
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file.toml"
    path.write_text(TEXT, encoding="utf-8")
    return read_toml(path)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("language",), 2),
        (("words",), 4),
        (("text",), 8),
        (("steps",), 13),
        (("steps", "plan_days"), 16),
        (("steps", "a", "b"), 17),
        (("registry",), 18),
        (("registry", 0), 18),
        (("registry", 0, "id"), 19),
        (("registry", 1), 20),
        (("registry", 1, "id"), 21),
        (("registry", 1, "inline", "y"), 22),
        (("nowhere",), 1),
        (("registry", 7), 1),
        ((), 1),
    ],
)
def test_a_value_is_found_on_the_line_where_it_begins(file, keys, line):
    assert file.line_of(*keys) == line


def test_a_long_file_is_searched_quickly(tmp_path):
    path = tmp_path / "long.toml"
    path.write_text("".join(f"[[r]]\nid = {n}\n" for n in range(500)), encoding="utf-8")

    assert read_toml(path).line_of("r", 321, "id") == 644


def test_a_file_that_the_system_cannot_open(tmp_path):
    with pytest.raises(SetupError) as caught:
        read_toml(tmp_path / ("x" * 300))

    assert caught.value.name == "file-read-failed"
    assert Sentences("en").show(caught.value.facts["reason"]) == "the name is too long"


def test_a_file_below_a_file_is_missing(file):
    with pytest.raises(SetupError) as caught:
        read_toml(file.path / "x.toml")

    assert caught.value.name == "file-missing"


def test_brackets_without_end_are_no_toml(tmp_path):
    path = tmp_path / "deep.toml"
    path.write_text("x = " + "[" * 100_000, encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        read_toml(path)

    assert caught.value.name == "toml-unreadable"


def test_a_long_faulty_line_is_shown_in_part(tmp_path):
    path = tmp_path / "long.toml"
    path.write_text("ก = " + "ข" * 200, encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        read_toml(path)

    assert caught.value.facts["text"] == "ก = " + "ข" * 56 + "…"
