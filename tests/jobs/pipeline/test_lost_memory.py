"""Nobody gets a letter twice, however the memory was lost while letters were going out."""

import datetime as dt
import shutil
import signal

import pytest

from tests.fixtures.postgres import postgres
from tests.jobs.commands.test_remind import NO_PLAN, save
from tests.jobs.pipeline.mailing_process import started
from tests.jobs.pipeline.test_forgotten_letters import check, mail_through, resolve
from tests.jobs.pipeline.test_send_alerts import remind, status
from tests.mailers.server import HANG, MailServer

__all__ = ["postgres"]

pytestmark = pytest.mark.long
DAY = 24


@pytest.fixture(params=["sqlite", "postgresql"])
def folder(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(NO_PLAN, tmp_path / "registry.xlsx")
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
    with MailServer() as server:
        mail_through(server, tmp_path, f'[ledger]\nurl = "{url}"\n' if url else "")
        yield Lost(tmp_path, server, url)


class Lost:
    """A folder that mails for real, and ways to lose its memory."""

    def __init__(self, path, server, url):
        self.path, self.server, self.url = path, server, url

    def die_after_the_first(self):
        """Kill a run after its first letter has been taken."""
        self.server.fail("mail", None, HANG)
        moment = dt.datetime(2026, 11, DAY, 1, 30, tzinfo=dt.UTC).isoformat()
        victim = started(self.path, moment)
        while not self.server.stored:
            assert victim.exitcode is None
            victim.join(0.02)
        victim.kill()
        victim.join(20)
        assert victim.exitcode == -signal.SIGKILL
        self.server.faults.clear()
        return len(self.server.stored)

    def forget_database(self):
        """Put an empty ledger in place of the one there is."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
        else:
            for file in (self.path / "state").glob("ledger.db*"):
                file.unlink()

    def twice(self):
        got = [each.recipients for each in self.server.stored if b"hrd@" not in each.content[:9]]
        return {one for one in got if got.count(one) > 1 and one != ("hrd@agency.go.th",)}


def holds(capsys):
    return {matter["hold"] for matter in status(capsys, DAY, 13)[1]["matters"] if "hold" in matter}


def test_empty_ledger_beside_the_list_of_what_left_holds_all_mail(folder, capsys):
    check(DAY)
    folder.die_after_the_first()
    folder.forget_database()

    remind(DAY, "--apply")

    assert "ledger-restored" in holds(capsys)
    assert folder.twice() == set()


def test_confirmed_or_not_nobody_gets_a_letter_twice(folder, capsys):
    check(DAY)
    folder.die_after_the_first()
    folder.forget_database()
    remind(DAY, "--apply")
    for matter in status(capsys, DAY, 13)[1]["matters"]:
        if "hold" in matter:
            resolve(matter["code"], DAY, 13)

    remind(DAY, "--apply")

    assert folder.twice() == set()


def test_lost_state_folder_is_noticed_though_no_check_ever_ran(folder, capsys):
    folder.die_after_the_first()
    shutil.rmtree(folder.path / "state")
    if folder.url:
        folder.forget_database()

    remind(DAY, "--apply")

    assert holds(capsys) & {"letters-unknown", "ledger-restored"}
    assert folder.twice() == set()


@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_last_nights_copy_of_the_state_folder_is_noticed(folder, capsys):
    check(DAY, hour=1)
    shutil.copytree(folder.path / "state", folder.path / "backup")
    folder.die_after_the_first()
    shutil.rmtree(folder.path / "state")
    shutil.move(folder.path / "backup", folder.path / "state")

    remind(DAY, "--apply")

    assert holds(capsys) & {"letters-unknown", "ledger-restored"}
    assert folder.twice() == set()


@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_lost_write_ahead_file_is_noticed(folder, capsys):
    check(DAY, hour=1)
    folder.die_after_the_first()
    for file in (folder.path / "state").glob("ledger.db-*"):
        file.unlink()

    remind(DAY, "--apply")

    assert "ledger-restored" in holds(capsys)
    assert folder.twice() == set()


def test_a_run_that_ended_well_holds_nothing(folder, capsys):
    check(DAY)
    remind(DAY, "--apply")
    remind(DAY + 1, "--apply")

    assert holds(capsys) == set()
