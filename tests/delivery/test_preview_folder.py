"""Where letters are looked at before any is sent."""

import stat

import pytest

from sheets_sync.delivery.preview_folder import write_preview
from sheets_sync.errors import SetupError


def test_it_holds_the_letters_of_this_time_alone_and_is_its_owners(tmp_path):
    folder = tmp_path / "state" / "preview"
    write_preview(folder, [("a.html", b"1"), ("a.eml", b"2")])
    write_preview(folder, [("b.html", b"3")])

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"b.html": b"3"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "b.html").stat().st_mode) == 0o600


def test_a_link_in_its_place_is_taken_away_and_what_it_leads_to_stays(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_text("kept", encoding="utf-8")
    folder = tmp_path / "preview"
    folder.symlink_to(elsewhere)

    write_preview(folder, [("b.html", b"3")])

    assert not folder.is_symlink()
    assert [path.name for path in folder.iterdir()] == ["b.html"]
    assert [path.name for path in elsewhere.iterdir()] == ["kept.txt"]


def test_a_file_in_its_place_is_an_error_that_names_it(tmp_path):
    folder = tmp_path / "preview"
    folder.write_text("a file", encoding="utf-8")

    with pytest.raises(SetupError) as raised:
        write_preview(folder, [])

    assert (raised.value.name, raised.value.facts["path"]) == ("file-not-writable", folder)
