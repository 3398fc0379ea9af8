"""One case: a process stopped at a moment, the recovery, and what the server counted."""

import datetime as dt
import itertools
import multiprocessing
import os
import secrets
import signal
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import LetterState
from tests.crash.victim import FIRST_POINTS, LOOK_POINTS, SECOND_POINTS, Errand, main
from tests.mailers.certificates import Authority
from tests.mailers.server import MailServer

START = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
SENT = {LetterState.ACCEPTED, LetterState.FLAGGED}
PATIENCE = 20


@dataclass(frozen=True)
class Case:
    """Where a process stops, how, and whether there is somebody to ask afterwards."""

    point: str
    how: str
    oracle: bool
    before: str = ""
    """Where an earlier process was killed, so that this one finds a letter in doubt."""

    def __str__(self):
        earlier = f"{self.before}, then " if self.before else ""
        return f"{self.how} at {earlier}{self.point}"


def all_cases(*, oracle):
    points = FIRST_POINTS + SECOND_POINTS
    first = [Case(point, how, oracle) for point in points for how in ("kill", "freeze")]
    looks = [
        Case(point, how, oracle, before)
        for before in ("after-handing", "after-dot")
        for point in LOOK_POINTS
        for how in ("kill", "freeze")
        if oracle or point == "before-look"
    ]
    return first + looks


@dataclass(frozen=True)
class Verdict:
    """What became of the letter of one case."""

    copies: int
    state: LetterState

    def wrong(self, case):
        """What must never be; empty when all is well."""
        if self.copies > 1:
            return "sent twice"
        if case.oracle and self.copies == 0:
            return "lost"
        if case.oracle and self.state not in SENT:
            return f"sent, but {self.state}"
        if self.copies == 0 and self.state is not LetterState.UNCERTAIN:
            return "silently lost"
        if self.state not in SENT | {LetterState.UNCERTAIN}:
            return f"neither sent nor listed: {self.state}"
        return ""


class Field:
    """One ledger and one mail server for many cases."""

    def __init__(self, url, folder: Path):
        self.folder = folder
        self.url = url
        self._stack = ExitStack()
        tag = secrets.token_hex(4)
        self._letters = (f"{tag}-{number}" for number in itertools.count(1))
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["tests.crash.cases"])

    def __enter__(self):
        archive = self.folder / "archive"
        archive.mkdir()
        self.server = self._stack.enter_context(
            MailServer(
                tls=Authority(self.folder).server(),
                user="cop",
                password="s3cret",  # noqa: S106  (of this test alone)
                pipelining=self.url.startswith("postgresql"),  # both ways are proven
                data_seconds=0.4,
                archive=archive,
            )
        )
        self.ledger = self._stack.enter_context(open_ledger(self.url, folder=self.folder))
        return self

    def __exit__(self, *exc):
        self._stack.close()

    def judge(self, case):
        """Play one case to its end."""
        errand = Errand(
            self.url, self.folder, self.server.port, next(self._letters), START, case.oracle
        )
        if case.point in SECOND_POINTS:
            errand = replace(errand, people="pq")
        if case.before:
            self._stopped(replace(errand, point=case.before)).join(PATIENCE)
            errand = replace(errand, now=START + 20 * MINUTE)
        victim = self._stopped(replace(errand, point=case.point, how=case.how))
        self._quiet()
        self._recover(errand, after=1)
        self._recover(errand, after=30)
        if case.how == "freeze":
            os.kill(victim.pid, signal.SIGCONT)
        victim.join(PATIENCE)
        assert victim.exitcode is not None, "the victim never ended"
        self._quiet()
        self._recover(errand, after=60)
        verdicts = [self._verdict(message.key) for message in errand.messages]
        return next((one for one in verdicts if one.wrong(case)), verdicts[0])

    def _stopped(self, errand):
        victim = self._processes.Process(target=main, args=(errand,))
        victim.start()
        if errand.how == "kill":
            victim.join(PATIENCE)
            assert victim.exitcode == -signal.SIGKILL, f"never came to {errand.point}"
        else:
            _until(lambda: _frozen(victim.pid), f"never froze at {errand.point}")
        return victim

    def _recover(self, errand, *, after):
        replace(errand, now=errand.now + after * MINUTE).run(self.ledger)

    def _quiet(self):
        """Wait as the settle time does: until the server has given up or stored."""
        _until(lambda: self.server.receiving == 0, "the server is still receiving")

    def _verdict(self, key):
        letter = self.ledger.letters.find([key])[key]
        copies = sum(each.message_id == letter.message_id for each in self.server.stored)
        return Verdict(copies, letter.state)


def _until(done, complaint):
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.005)


def _frozen(pid):
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return text.rpartition(")")[2].split()[0] == "T"
