import datetime as dt
import json
import os

from jobs.cli.main import main
from sheets_sync.mail.delivery import LetterState
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.pipeline.test_forgotten_letters import folder
from tests.jobs.pipeline.test_send_alerts import SOMCHAI, at, letters_to, remind

__all__ = ["folder"]

SHORT = "\n[retention]\nmails_months = 1\nfindings_months = 1\n"


def keep_a_month(folder):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    (folder / "cop-steward.toml").write_text(config + SHORT, encoding="utf-8")


def test_after_the_months_nobody_is_named_and_the_count_of_reminders_goes_on(folder):
    keep_a_month(folder)
    remind(23)
    with at(61, 9):
        assert main(["purge"]) == 0
    with open_ledger(load()) as ledger:
        letters = ledger.letters.standing(states={LetterState.ACCEPTED, LetterState.FLAGGED})
        kept = [(letter.recipient, letter.name, letter.subject) for letter in letters]
        readers = {letter.reader for letter in letters}
        assert kept == [(None, None, None)] * len(letters) != []
        assert ledger.pseudonym(SOMCHAI) in readers


def test_files_older_than_they_are_kept_are_removed(folder):
    keep_a_month(folder)
    remind(23)
    remind(30)
    mails = sorted((folder / "outbox").glob("*.eml"))
    old = dt.datetime(2026, 11, 23, 9).timestamp()
    os.utime(mails[0], (old, old))
    new = dt.datetime(2026, 12, 30, 9).timestamp()
    for mail in mails[1:]:
        os.utime(mail, (new, new))
    with at(61, 9):
        assert main(["purge"]) == 0

    assert sorted((folder / "outbox").glob("*.eml")) == mails[1:]


def test_what_is_young_stays(folder):
    remind(23)
    with at(30, 9):
        assert main(["purge"]) == 0

    assert letters_to(folder, SOMCHAI) == 1
    with open_ledger(load()) as ledger:
        assert [letter.recipient for letter in ledger.letters.standing(recipient=SOMCHAI)] == [
            SOMCHAI
        ]


def test_a_file_that_is_gone_by_the_time_it_is_looked_at_stops_nothing(folder, capsys):
    keep_a_month(folder)
    remind(23)
    (folder / ".registry.0a1b.tmp").symlink_to(folder / "put-in-its-place")
    with at(61, 9):
        capsys.readouterr()
        assert main(["purge", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["files"]["copies"] == 0
