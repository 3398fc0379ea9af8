"""A file is there whole or not at all."""

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.files import write_file


def test_a_file_comes_with_its_folders(tmp_path):
    write_file(tmp_path / "a" / "b" / "page.html", b"new")

    assert (tmp_path / "a" / "b" / "page.html").read_bytes() == b"new"


def test_a_piece_left_by_a_crash_is_no_hindrance(tmp_path):
    write_file(tmp_path / "page.html", b"old")
    for _ in range(2):
        write_file(tmp_path / "page.html", b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert (tmp_path / "page.html").read_bytes() == b"new"


def test_what_cannot_be_written_is_named_and_leaves_nothing_behind(tmp_path):
    (tmp_path / "page.html").mkdir()
    (tmp_path / "page.html" / "inside").touch()

    with pytest.raises(SetupError) as raised:
        write_file(tmp_path / "page.html", b"new")

    assert raised.value.args[0] == "disk-failed"
    assert raised.value.facts["place"] == tmp_path / "page.html"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
