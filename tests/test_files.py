"""A file is there whole or not at all."""

import os
import stat
import struct

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.files import replace_file, sweep, write_file


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


def _rights(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_to_all(tmp_path):
    """A process whose files everybody may read, as most are started."""
    before = os.umask(0o022)
    yield tmp_path
    os.umask(before)


def test_nobody_else_reads_a_private_file_nor_its_folder(open_to_all):
    write_file(open_to_all / "outbox" / "letter.eml", b"x", private=True)

    assert _rights(open_to_all / "outbox") == 0o700
    assert _rights(open_to_all / "outbox" / "letter.eml") == 0o600


def test_an_unfinished_file_is_read_by_its_owner_alone(open_to_all):
    path = open_to_all / "registry.xlsx"
    path.touch(mode=0o644)
    seen = []

    def look(file):
        file.write(b"half")
        seen.extend(_rights(part) for part in open_to_all.glob(".*.part"))

    assert replace_file(path, look)
    assert (seen, _rights(path)) == ([0o600], 0o644)


def test_a_file_keeps_what_belongs_to_it(open_to_all):
    path = open_to_all / "registry.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    os.setxattr(path, "user.label", "ราชการ".encode())
    os.setxattr(path, "system.posix_acl_access", READ_BY_42)

    write_file(path, b"new")

    assert (path.read_bytes(), _rights(path)) == (b"new", 0o640)
    assert os.getxattr(path, "user.label") == "ราชการ".encode()
    assert os.getxattr(path, "system.posix_acl_access") == READ_BY_42


def _acl(*entries):
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NOBODY = 0xFFFFFFFF
READ_BY_42 = _acl(
    (0x01, 6, NOBODY), (0x02, 4, 42), (0x04, 4, NOBODY), (0x10, 4, NOBODY), (0x20, 0, NOBODY)
)
"""The owner writes, the group and account 42 read, others nothing: as Linux keeps it."""


def test_what_killed_writes_left_is_swept_by_whoever_may_write_alone(tmp_path):
    left = [
        tmp_path / ".registry.xlsx.0123456789abcdef.part",
        tmp_path / ".registry.0123456789abcdef.tmp",  # of 26.11.0
    ]
    others = [tmp_path / ".other.xlsx.0123456789abcdef.part", tmp_path / "registry.xlsx"]
    for path in (*left, *others):
        path.touch()

    sweep(tmp_path / "registry.xlsx")

    assert sorted(tmp_path.iterdir()) == sorted(others)


def test_what_nobody_can_be_writing_any_more_is_swept_by_the_next_write(tmp_path):
    old, young = tmp_path / ".a.eml.77.part", tmp_path / ".b.eml.78.part"
    for path in (old, young):
        path.touch()
    os.utime(old, (0, 0))

    write_file(tmp_path / "page.html", b"new")

    assert {path.name for path in tmp_path.iterdir()} == {"page.html", young.name}


def test_a_write_that_is_no_longer_right_leaves_everything_as_it_was(tmp_path):
    path = tmp_path / "registry.xlsx"
    path.write_bytes(b"old")

    assert not replace_file(path, lambda file: file.write(b"new"), still_right=lambda: False)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [
        ("registry.xlsx", b"old")
    ]
