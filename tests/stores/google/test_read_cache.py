"""What is remembered between runs, and how little it matters when it is lost."""

import datetime as dt
import stat

import orjson
import pytest

from sheets_sync.diagnostics import note
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.registry.workbook import Area
from sheets_sync.stores.google.reading.read_cache import LastRun, ReadCache, digest_of
from sheets_sync.stores.google.reading.structure import Sheet, Structure

BOOK = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ"
SHEETS = (
    Sheet(0, "กิจกรรม", 0, False, 1000, 26, 1, "", (Area(2, 1, 3, 1),), (9,)),
    Sheet(12, "กล่องอีเมลรอส่ง", 1, True, 200, 8, 3, "outbox"),
)
REPLY = '{"valueRanges": ["ข้อมูล"]}'.encode()
KNOWN = LastRun(
    Structure("ทะเบียน", "th_TH", "Asia/Bangkok", SHEETS),
    dt.date(2026, 11, 22),
    {"outbox": "กล่องอีเมลรอส่ง"},
    version="417",
    read_on=dt.date(2026, 11, 21),
    digest=digest_of(REPLY),
)


@pytest.fixture
def memory(tmp_path):
    return ReadCache(tmp_path / "state" / "google", BOOK)


def files(tmp_path):
    return sorted(path for path in tmp_path.rglob("*") if path.is_file())


def test_nothing_is_known_at_first(memory):
    assert memory.recall() is None
    assert memory.reply(KNOWN) is None


def test_everything_is_known_again(memory):
    memory.keep(KNOWN, REPLY)

    assert memory.recall() == KNOWN
    assert memory.reply(KNOWN) == REPLY


def test_less_is_known_where_less_was_kept(memory):
    little = LastRun(Structure("T", "", "", ()), dt.date(2026, 11, 22))
    memory.keep(little)

    assert memory.recall() == little
    assert memory.reply(little) is None


def test_only_its_owner_reads_what_people_typed(memory, tmp_path):
    memory.keep(KNOWN, REPLY)

    assert len(files(tmp_path)) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in files(tmp_path)} == {0o600}
    assert stat.S_IMODE((tmp_path / "state" / "google").stat().st_mode) == 0o700


def test_the_reply_of_another_moment_is_none(memory):
    memory.keep(KNOWN, REPLY)
    memory.keep(LastRun(KNOWN.structure, KNOWN.asked_on, digest=digest_of(b"newer")), b"newer")

    assert memory.reply(KNOWN) is None


@pytest.mark.parametrize("length", [0, 1, -1])
def test_a_reply_that_was_cut_short_is_none(memory, tmp_path, length):
    memory.keep(KNOWN, REPLY)
    (path,) = (path for path in files(tmp_path) if path.name == "reply.json")
    path.write_bytes(REPLY[:length])

    assert memory.reply(KNOWN) is None


def test_what_is_damaged_is_forgotten(memory, tmp_path):
    memory.keep(KNOWN, REPLY)
    (path,) = (path for path in files(tmp_path) if path.name != "reply.json")
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        assert memory.recall() is None
    path.write_bytes(whole)
    assert memory.recall() == KNOWN


def change(path, **changes):
    path.write_bytes(orjson.dumps(orjson.loads(path.read_bytes()) | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 0},
        {"format": None},
        {"spreadsheet": "another"},
        {"known": None},
        {"known": {}},
        {"known": {"structure": {"title": "T"}}},
    ],
)
def test_what_is_of_another_format_or_spreadsheet_is_forgotten(memory, tmp_path, changes):
    memory.keep(KNOWN)
    (path,) = files(tmp_path)
    change(path, **changes)

    assert memory.recall() is None


def test_another_spreadsheet_in_the_same_folder_knows_nothing(memory, tmp_path):
    memory.keep(KNOWN)

    assert ReadCache(tmp_path / "state" / "google", "another").recall() is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    told = []
    memory = ReadCache(tmp_path / "state", BOOK, told.append)
    memory.keep(KNOWN, REPLY)
    memory.keep(KNOWN, REPLY)

    assert memory.recall() is None
    assert memory.reply(KNOWN) is None
    folder = tmp_path / "state"
    reason = LazySentence("jobs.file_trouble.there_already", code="EEXIST")
    assert told == [note("google-memory", folder=folder, reason=reason)]


def test_nothing_half_written_is_left_behind(memory, tmp_path):
    for _ in range(3):
        memory.keep(KNOWN, REPLY)

    assert [path.name for path in files(tmp_path)] == ["reply.json", "spreadsheet.json"]
