"""A fleet under fire: workers are killed and frozen, the database falls, the mail server fails.

Counted at the mail server: no letter twice, none that the ledgers say was sent missing, and of
every registry as many letters as of one that nothing happened to.
"""

import datetime as dt
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from contextlib import ExitStack
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import psycopg

from sheets_sync.fleet.engine import Deferrer
from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.settings import load
from sheets_sync.wiring.fleet import settings_of_member
from sheets_sync.wiring.ledger import open_ledger
from tests.fixtures.fleet import make_fleet
from tests.mailers.server import DROP, STORE_DROP, MailServer

FAULTS = {  # none of those for which the channel rests: then nobody would meet another
    "rcpt": ("450 4.2.0 later", DROP),
    "data": ("451 4.3.0 later", DROP),
    "body": (DROP,),
    "dot": ("451 4.3.0 later", DROP, STORE_DROP),
}
BANGKOK = ZoneInfo("Asia/Bangkok")
HOUR = dt.timedelta(hours=1)
ROUNDS = 20
UNTIL = 6
"""So many rounds the mail server goes on failing."""
MAIL = """
[mail]
transport = "smtp"
live = true
host = "127.0.0.1"
port = {port}
security = "none"
connections = 1
[reminders.data]
working_day = 1
"""


class Unreliable(dict):
    """The faults of a mail server, drawn anew at every step of every letter."""

    def __init__(self, percent, seed):
        super().__init__()
        # Four steps a letter: each fails so rarely that of all letters so many meet a fault.
        self._chance = 1 - (1 - percent / 100) ** (1 / len(FAULTS))
        self._random = random.Random(seed)  # noqa: S311 — a seeded draw
        self.letters = self.faulty = 0

    def end(self):
        """From now on nothing fails."""
        self._chance = 0.0

    def __getitem__(self, phase):
        if phase == "mail":
            self.letters += 1
        if phase not in FAULTS or self._random.random() >= self._chance:
            return deque()
        self.faulty += 1
        return deque([self._random.choice(FAULTS[phase])])


@dataclass
class Found:
    """What became of everything."""

    registries: int
    letters: int = 0
    stored: int = 0
    lost: list = field(default_factory=list)
    twice: list = field(default_factory=list)
    in_doubt: int = 0
    kills: int = 0
    freezes: int = 0
    restarts: int = 0
    faults: int = 0
    tries: int = 0
    """Letters as they were begun at the mail server, and how many steps of them failed."""
    resumed: list = field(default_factory=list)
    """Seconds from a worker's death until another had its registry."""

    @property
    def is_good(self):
        return not (self.lost or self.twice) and max(self.resumed, default=0) <= 60


class Field:
    """A fleet with its workers, its mail server and its database."""

    def __init__(self, folder, cluster, *, registries, hosts, processes, percent, seed):
        self._stack = ExitStack()
        faults = Unreliable(percent, seed)
        self.server = self._stack.enter_context(MailServer())
        self.fleet = make_fleet(folder, cluster.new_database(), MAIL.format(port=self.server.port))
        self.fleet.fill(registries)
        self.server.faults = faults
        self.cluster = cluster
        self.random = random.Random(seed)  # noqa: S311 — a seeded draw
        self._clock = folder / "clock.txt"
        now = dt.datetime.now(BANGKOK)
        # A day with enough hours left: what is not told by midnight is told anew on the next.
        morning = (now + dt.timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)
        self._base = morning - now
        self._put_clock(dt.timedelta(0))
        self.found = Found(registries)
        self.workers = [self._start(processes) for _ in range(hosts)]

    def _start(self, processes):
        with (self.fleet.folder / "worker.log").open("a") as log:
            return subprocess.Popen(
                [
                    sys.executable, "-m", "tests.fleet.worked", str(self.fleet.config),
                    str(processes), str(self._clock),
                ],
                stdout=log, stderr=log,
            )  # fmt: skip

    def _put_clock(self, ahead):
        part = self._clock.with_suffix(".part")
        part.write_text(str((self._base + ahead).total_seconds()), encoding="ascii")
        part.replace(self._clock)

    def busy(self, seconds=60.0):
        """A process that has a registry in hand, and which."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            rows = self.fleet.ask(
                "SELECT name, holder FROM leases WHERE name LIKE 'registry/%' AND until > now()"
            )
            mine = [
                (name, int(holder.rpartition(":")[2]))
                for name, holder in rows
                if holder.startswith(f"{socket.gethostname()}:")
            ]
            alive = [(name, pid) for name, pid in mine if _is_there(pid)]
            if alive:
                return self.random.choice(alive)
            time.sleep(0.02)
        return None

    def kill(self):
        """Kill a worker with a registry in hand; how long that one waits for the next."""
        target = self.busy()
        if target is None:
            return
        name, pid = target
        os.kill(pid, signal.SIGKILL)
        died = time.monotonic()
        self.found.kills += 1
        registry = name.partition("/")[2]
        before = self._tried(registry)
        while time.monotonic() < died + 90:
            if self._tried(registry) != before:
                self.found.resumed.append(round(time.monotonic() - died, 1))
                return
            if self._passed(registry):
                return  # it was through when it was killed
            time.sleep(0.1)
        self.found.resumed.append(90.0)

    def freeze(self, seconds):
        """Let a worker stand still for longer than its lease lasts, then go on."""
        target = self.busy()
        if target is None:
            return
        _, pid = target
        os.kill(pid, signal.SIGSTOP)
        time.sleep(seconds)
        if _is_there(pid):
            os.kill(pid, signal.SIGCONT)
        self.found.freezes += 1

    def crash_database(self):
        """Let the server fall as in a power cut."""
        self.busy(10)
        self.cluster.crash()
        self.found.restarts += 1

    def _tried(self, registry):
        return self._persist("SELECT tried_at FROM fleet_registries WHERE id = %s", registry)

    def _passed(self, registry):
        asked = "SELECT tries = 0 AND look_at > now() FROM fleet_registries WHERE id = %s"
        return self._persist(asked, registry)

    def _persist(self, query, *values):
        """What the database answers, once it is there."""
        for _ in range(100):
            try:
                return self.fleet.ask(query, *values)[0][0]
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise AssertionError(query)

    def settle(self, until=UNTIL):
        """An hour later, and again, until nothing is left to send.

        After `until` rounds nothing fails any more.
        """
        for number in range(1, ROUNDS):
            self.wait_until_passed()
            if not self._open():
                break
            if number >= until:
                self.server.faults.end()
            self._put_clock(HOUR * number)
            self.fleet.tell("UPDATE fleet_registries SET look_at = now(), tries = 0")
            self._hand_out()

    def _hand_out(self):
        """What the next tick would do, some seconds later."""
        deferrer = Deferrer(self.fleet.url)
        for number in range(self.found.registries):
            deferrer.defer(f"r{number}")
        deferrer.close()

    def wait_until_passed(self, seconds=300):
        waiting = "SELECT count(*) FROM fleet_registries WHERE look_at <= now() OR tries > 0"
        self.fleet.wait_until(lambda: self._persist(waiting) == 0, seconds)

    def _ledgers(self):
        base = load(self.fleet.config)
        for number in range(self.found.registries):
            with open_ledger(settings_of_member(base, f"r{number}")) as ledger:
                yield f"r{number}", ledger.letters.standing()

    def _open(self):
        over = SENT | DOUBTFUL | {"refused", "expired", "superseded"}
        return any(one.state not in over for _, some in self._ledgers() for one in some)

    def end(self):
        """Stop everybody in order, and count."""
        for worker in self.workers:
            worker.send_signal(signal.SIGTERM)
        codes = [worker.wait(120) for worker in self.workers]
        found = self.found
        found.faults, found.tries = self.server.faults.faulty, self.server.faults.letters
        copies = Counter(one.message_id for one in self.server.stored)
        found.stored = sum(copies.values())
        found.twice = [one for one, count in copies.items() if count > 1]
        of_registry = {}
        for registry, letters in self._ledgers():
            # An alarm tells what this registry alone met under fire, and is over with its event.
            of_registry[registry] = sorted(one.kind for one in letters if one.kind != "notice")
            for one in letters:
                found.letters += 1
                came = any(one.id in (identity or "") for identity in copies)
                found.in_doubt += one.state in DOUBTFUL
                settled = (one.kind, one.state) == ("notice", "superseded")
                if not (came or settled or one.state in DOUBTFUL):
                    found.lost.append((registry, one.kind, str(one.state)))
        usual = Counter(map(tuple, of_registry.values())).most_common(1)[0][0]
        found.lost += [
            (name, "not as others", str(kinds))
            for name, kinds in of_registry.items()
            if tuple(kinds) != usual
        ]
        return codes

    def close(self):
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self._stack.close()


def _is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
