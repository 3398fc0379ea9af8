"""What cron mails: the same trouble once a day, something else at once."""

import datetime as dt
import io

import pytest

from jobs.cli.once_a_day import OnceADay, ToldToday
from sheets_sync.errors import MailError, SetupError, StewardError
from sheets_sync.i18n.sentences import Sentences

SAY = Sentences("en")
MONDAY, TUESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)
DAMAGED = SetupError("workbook-damaged", path="registry.xlsx")


@pytest.fixture
def told(tmp_path):
    """How many troubles a call of that day prints."""

    def call(*troubles: StewardError, day=MONDAY, registry=""):
        stderr = io.StringIO()
        console = OnceADay(io.StringIO(), stderr, SAY, ToldToday(tmp_path, day))
        for error in troubles:
            console.failure(error, SAY, registry)
        return stderr.getvalue().count("Problem:")

    return call


def test_the_same_trouble_is_told_again_on_the_next_day_only(told):
    assert [told(DAMAGED), told(DAMAGED), told(DAMAGED, day=TUESDAY)] == [1, 0, 1]


def test_another_file_or_another_registry_is_another_trouble(told):
    other = SetupError("workbook-damaged", path="west.xlsx")

    assert [told(DAMAGED), told(other), told(DAMAGED, registry="west")] == [1, 1, 1]


def test_a_trouble_that_lasts_longer_or_concerns_more_is_the_same(told):
    def resting(count, hour):
        until = dt.datetime(2026, 11, 23, hour, tzinfo=dt.UTC)
        return MailError("channel-rests", count=count, channel="smtp", why="busy", until=until)

    assert [told(resting(3, 9)), told(resting(4, 10))] == [1, 0]


def test_where_nothing_can_be_remembered_everything_is_told(told, tmp_path):
    (tmp_path / "told-today.json").mkdir()

    assert [told(DAMAGED), told(DAMAGED)] == [1, 1]


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"day":"2026-11-23","told":"x"}'])
def test_a_memory_that_cannot_be_read_is_begun_anew(told, tmp_path, kept):
    (tmp_path / "told-today.json").write_bytes(kept)

    assert [told(DAMAGED), told(DAMAGED)] == [1, 0]
