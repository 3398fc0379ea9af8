"""What is no file is refused at once, and what stands in a file of ours by now harms nothing."""

import json
import os
from pathlib import Path

import pytest

from sheets_sync.regular_files import (
    OWN_MOST,
    FileTooLargeError,
    NotRegularError,
    read_own_json,
    read_regular,
)
from tests.fixtures.agency_folder import agency_folder

__all__ = ["agency_folder"]


def a_pipe(path):
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def a_loop(path):
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)


def test_a_pipe_is_refused_without_waiting(tmp_path):
    a_pipe(tmp_path / "pipe")
    with pytest.raises(NotRegularError):
        read_regular(tmp_path / "pipe")


def test_a_device_is_refused_too():
    with pytest.raises(NotRegularError):
        read_regular(Path("/dev/zero"))


@pytest.mark.parametrize("made", [a_pipe, a_loop])
@pytest.mark.parametrize("name", ["registry.xlsx", "cop-steward.toml"])
def test_every_command_names_what_is_no_file(name, made, agency_folder):
    path = agency_folder.path / name
    made(path)
    for command in ("check", "remind", "report"):
        code, out, err = agency_folder.run(command, "--lang", "en")
        assert (command, code) == (command, 1)
        problem = "is not a file, but a pipe, a device, or a link that leads back to itself."
        assert f"{path} {problem}" in out + err


@pytest.mark.parametrize(
    "content",
    ["", "nothing", "[]", '"text"', "[" * 100_000, "{" * 100_000, " " * OWN_MOST + "{}"],
    ids=["empty", "text", "list", "string", "deep", "deeper", "large"],
)
def test_a_file_of_ours_that_says_something_else_says_nothing(content, tmp_path):
    (tmp_path / "own.json").write_text(content, encoding="utf-8")
    assert read_own_json(tmp_path / "own.json") == {}


def test_a_file_of_ours_is_read(tmp_path):
    (tmp_path / "own.json").write_text(json.dumps({"epoch": "e"}), encoding="utf-8")
    assert read_own_json(tmp_path / "own.json") == {"epoch": "e"}


def test_a_mark_nested_very_deeply_stops_nothing(agency_folder):
    assert agency_folder.run("check")[0] == 0
    mark = agency_folder.path / "state" / "ledger-mark.json"
    mark.write_text("[" * 100_000, encoding="utf-8")

    assert agency_folder.run("check")[0] == 0
    assert agency_folder.run("status")[0] in {0, 1}


def test_a_file_with_more_in_it_than_it_says_is_read_whole_or_refused():
    said = Path("/proc/version")

    assert read_regular(said, 4096) == said.read_bytes()
    with pytest.raises(FileTooLargeError):
        read_regular(said, 10)
