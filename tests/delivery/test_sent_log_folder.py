"""The files of the list of letters that left."""

import datetime as dt
import stat

import pytest

from sheets_sync.delivery.sent_log_folder import (
    Departure,
    LogFolder,
    digest_of,
    digests_of_state,
)
from sheets_sync.mail.message import DigestKey, InvitationKey

NOV = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
SUDA = DigestKey("suda@agency.go.th", NOV.date())
SESSION = InvitationKey("main/S-1", "suda@agency.go.th", 3)


def departure(key=SUDA, at=NOV, **more):
    return Departure("a1b2c3", key, at, **more)


@pytest.fixture
def folder(tmp_path):
    kept = LogFolder(tmp_path / "sent", lasting=True)
    yield kept
    kept.close()


def names(folder):
    return sorted(path.name for path in folder.folder.iterdir())


def test_a_letter_stands_there_by_its_id_and_names_nobody(folder):
    folder.append([departure()])

    (line,) = folder.lines()
    text = (folder.folder / "sent-2026-11.log").read_text(encoding="ascii")
    assert (line.id, line.at, line.told) == ("a1b2c3", NOV, "")
    assert line.digest == digest_of(line.salt, SUDA)
    assert len(line.salt) == 16
    assert "suda" not in text
    assert stat.S_IMODE((folder.folder / "sent-2026-11.log").stat().st_mode) == 0o600


def test_every_file_has_a_salt_of_its_own_and_keeps_it(folder, tmp_path):
    folder.append([departure()])
    folder.close()
    again = LogFolder(folder.folder, lasting=False)
    again.append([departure()])
    again.close()
    other = LogFolder(tmp_path / "other", lasting=False)
    other.append([departure()])
    other.close()

    first, second = folder.lines()
    (elsewhere,) = other.lines()
    assert (first.salt, first.digest) == (second.salt, second.digest)
    assert elsewhere.salt != first.salt


def test_of_a_session_the_state_is_known_under_whatever_number(folder):
    folder.append([departure(SESSION, version="cancelled")])

    (line,) = folder.lines()
    again = InvitationKey("main/S-1", "suda@agency.go.th", 9)
    assert (line.session, line.version) == digests_of_state(line.salt, again, "cancelled")
    assert line.version != digests_of_state(line.salt, again, "moved")[1]
    assert line.told == ""


def test_what_a_letter_told_can_be_read_again(folder):
    folder.append([departure(told='{"items":["C-1/4"]}'), departure()])

    assert [line.told for line in folder.lines()] == ['{"items":["C-1/4"]}', ""]


def test_two_months_are_kept(folder):
    for month in (9, 10, 11):
        folder.append([departure(at=NOV.replace(month=month))])

    assert names(folder) == ["sent-2026-10.log", "sent-2026-11.log"]


def test_a_line_that_a_crash_cut_off_hides_no_other(folder):
    folder.append([departure()])
    folder.close()
    path = folder.folder / "sent-2026-11.log"
    path.write_bytes(path.read_bytes() + b"2026-11-23T09")
    folder.append([departure(at=NOV + dt.timedelta(hours=1))])

    assert [line.at.hour for line in folder.lines()] == [8, 9]


def test_the_mark_of_a_persons_look_stands_between_the_lines(folder):
    folder.believe_ledger(NOV)
    assert [*folder.lines()] == []

    folder.append([departure()])
    folder.believe_ledger(NOV)
    folder.append([departure()])

    assert [line is None for line in folder.lines()] == [False, True, False]
