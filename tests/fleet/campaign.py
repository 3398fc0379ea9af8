"""A fleet under fire: workers are killed and frozen, hosts cut off, database and mail fail.

Counted at the mail server: no letter twice, none that the ledgers say was sent missing, and of
every registry as many letters as of one that nothing happened to. What is written to a registry
comes from the host that has it.
"""

import datetime as dt
import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter, deque
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import psycopg

from sheets_sync.fleet.engine import Deferrer
from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.settings import load
from sheets_sync.wiring.fleet import settings_of_member
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from sheets_sync.wiring.ledger import open_ledger
from tests.fixtures.fleet import make_fleet
from tests.fleet.hosts import hosts as some_hosts
from tests.fleet.trespass import Wrote, in_hand, trespasses, watch
from tests.google.google import Google
from tests.mailers.server import DROP, STORE_DROP, MailServer

FAULTS = {  # none of those for which the channel rests: then nobody would meet another
    "rcpt": ("450 4.2.0 later", DROP),
    "data": ("451 4.3.0 later", DROP),
    "body": (DROP,),
    "dot": ("451 4.3.0 later", DROP, STORE_DROP),
}
BANGKOK = ZoneInfo("Asia/Bangkok")
HOUR = dt.timedelta(hours=1)
HOURS = 20
WAITING = """
SELECT count(*) FROM fleet_registries
WHERE state = 'active' AND (look_at <= now() OR tries > 0)
"""
LATER = """
SELECT count(*) FROM fleet_registries
WHERE state = 'aside' OR trouble <> '' OR passed_at IS NULL
"""
UNTIL = 6
"""So many hours the mail server goes on failing."""
ONLINE = 3
"""Every so many-th registry is a spreadsheet of Google's; the others are files that all share."""
SETTINGS = """
credentials = ["key.json"]
account_per_minute = 100000
project_per_minute = 1000000
[mail]
transport = "smtp"
live = true
host = "{host}"
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
    cuts: int = 0
    restarts: int = 0
    faults: int = 0
    tries: int = 0
    """Letters as they were begun at the mail server, and how many steps of them failed."""
    resumed: list = field(default_factory=list)
    """Seconds from a worker's death, or its host's loss, until another had its registry."""
    aside: int = 0
    """Registries that broke off so often that they were set aside instead."""
    trespassed: list = field(default_factory=list)
    """What a host wrote to a registry that another had, and how long since."""
    in_hand: int = 0
    """And what those that stood still had begun before, and could not be held back from."""

    @property
    def is_good(self):
        """Whether nothing is amiss."""
        amiss = self.lost or self.twice or self.trespassed
        return not amiss and max(self.resumed, default=0) <= 60


class Field:
    """A fleet with its workers, its mail server and its database."""

    def __init__(self, folder, cluster, *, registries, hosts, processes, percent, seed):
        self._stack = ExitStack()
        faults = Unreliable(percent, seed)
        self.hosts, gate = self._stack.enter_context(some_hosts(hosts))
        self.server = self._stack.enter_context(MailServer(host=gate))
        self.google = self._stack.enter_context(Google(host=gate))
        self.google.quota.enabled = False
        (folder / "key.json").write_text(json.dumps(self.google.service_account_info()))
        more = SETTINGS.format(host=gate, port=self.server.port)
        self.fleet = make_fleet(folder, cluster.new_database(), more)
        self._sheets = {}
        self.fleet.fill(registries, self._online)
        watch(self.fleet)
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
        self.hours = 0
        self._still = {}
        """Processes that are frozen, and hosts without a link, with what lets them go on."""
        self._thawed = []
        self.workers = [self._start(host, processes) for host in self.hosts]

    def _online(self, number, book):
        if number % ONLINE != 1:
            return None
        sheet = self.google.load(book).id
        self._sheets[sheet] = f"r{number}"
        return sheet

    def _start(self, host, processes):
        with (self.fleet.folder / "worker.log").open("a") as log:
            return host.start(
                [
                    sys.executable, "-m", "tests.fleet.worked", str(self.fleet.config),
                    str(processes), str(self._clock),
                ],
                stdout=log, stderr=log, env=os.environ | {GOOGLE_ENDPOINT: self.google.url},
            )  # fmt: skip

    def _put_clock(self, ahead):
        part = self._clock.with_suffix(".part")
        part.write_text(str((self._base + ahead).total_seconds()), encoding="ascii")
        part.replace(self._clock)

    def busy(self, seconds=60.0, *, online=False):
        """A registry that is in hand, of which process on which host; nothing where all is done.

        What a host writes to a spreadsheet `online` can be seen from outside.
        """
        of_google = {*self._sheets.values()}
        by_name = {host.name: host for host in self.hosts}
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            rows = self.fleet.ask(
                "SELECT split_part(name, '/', 2), holder FROM leases"
                " WHERE name LIKE 'registry/%' AND until > now()"
            )
            held = [(registry, *holder.rpartition(":")[::2]) for registry, holder in rows]
            able = [
                (registry, by_name[host], int(pid))
                for registry, host, pid in held
                if not {host, int(pid)} & self._still.keys() and _is_there(int(pid))
                if registry in of_google or not online
            ]
            if able:
                return self.random.choice(able)
            if self._persist(WAITING) == 0:
                return None
            time.sleep(0.02)
        return None

    def kill(self):
        """Kill a worker with a registry in hand; how long that one waits for the next."""
        target = self.busy()
        if target is None:
            return
        registry, _, pid = target
        before = self._tried(registry)
        os.kill(pid, signal.SIGKILL)
        self.found.kills += 1
        self._wait_for_next(registry, before)

    def _wait_for_next(self, registry, before):
        lost = time.monotonic()
        while time.monotonic() < lost + 90:
            if self._tried(registry) != before:
                self.found.resumed.append(round(time.monotonic() - lost, 1))
                return
            if self._passed(registry):
                return  # it was through by then
            if self._is_aside(registry):
                self.found.aside += 1
                return
            time.sleep(0.1)
        self.found.resumed.append(90.0)

    def freeze(self, seconds):
        """Let a worker stand still for longer than its lease lasts, while everything goes on."""
        target = self.busy(online=True)
        if target is None:
            return
        _, host, pid = target
        os.kill(pid, signal.SIGSTOP)
        self.found.freezes += 1

        def thaw():
            self._thawed.append((host.address, time.time()))
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

        self._let_go_on(pid, seconds, thaw)

    def cut(self, seconds):
        """Part a host with a registry in hand from everything else; how long that one waits."""
        target = self.busy(online=True)
        if target is None:
            return
        registry, host, _ = target
        before = self._tried(registry)
        host.cut()
        self.found.cuts += 1
        self._let_go_on(host.name, seconds, host.join)
        self._wait_for_next(registry, before)

    def _let_go_on(self, who, seconds, how):
        def go_on():
            how()
            del self._still[who]

        self._still[who] = threading.Timer(seconds, go_on)
        self._still[who].start()

    def wait_until_all_go_on(self):
        """Nobody stands still any more."""
        for timer in [*self._still.values()]:
            timer.join()

    def crash_database(self):
        """Let the server fall as in a power cut."""
        self.busy(10)
        self.cluster.crash()
        self.found.restarts += 1

    def _tried(self, registry):
        return self._persist("SELECT tried_at FROM fleet_registries WHERE id = %s", registry)

    def _is_aside(self, registry):
        asked = "SELECT state = 'aside' FROM fleet_registries WHERE id = %s"
        return self._persist(asked, registry)

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

        After `until` hours nothing fails any more.
        """
        self.wait_until_all_go_on()
        while self.hours < HOURS:
            self.wait_until_passed()
            if not self._open():
                break
            if self.hours + 1 >= until:
                self.server.faults.end()
            self.next_hour()

    def next_hour(self):
        """Let everything be due again an hour later, and hand it out before a tick does."""
        self.hours += 1
        self._put_clock(HOUR * self.hours)
        # Whoever was interrupted again and again was set aside, and is resumed by a person.
        again = "UPDATE fleet_registries SET look_at = now(), tries = 0, state = 'active'"
        self._persist(f"{again} RETURNING 1")
        deferrer = Deferrer(self.fleet.url)
        for number in range(self.found.registries):
            deferrer.defer(f"r{number}")
        deferrer.close()

    def wait_until_passed(self, seconds=300):
        """No registry but those set aside has anything to be done for it now."""
        self.fleet.wait_until(lambda: self._persist(WAITING) == 0, seconds)

    def _ledgers(self):
        base = load(self.fleet.config)
        for number in range(self.found.registries):
            with open_ledger(settings_of_member(base, f"r{number}")) as ledger:
                yield f"r{number}", ledger.letters.standing()

    def _open(self):
        """Whether there is a letter, or a registry, that is still to be brought to its end."""
        if self._persist(LATER):
            return True
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
        of_registry, ids = {}, {}
        for registry, letters in self._ledgers():
            # An alarm tells what this registry alone met under fire, and is over with its event.
            of_registry[registry] = sorted(one.kind for one in letters if one.kind != "notice")
            for one in letters:
                ids[one.id] = registry
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
        found.trespassed = trespasses(self.fleet, self.hosts, self._wrote(ids))
        excused = in_hand(found.trespassed, self._thawed)
        found.in_hand = len(excused)
        found.trespassed = [one for one in found.trespassed if one[0] not in excused]
        return codes

    def _wrote(self, ids):
        for one in self.server.stored:
            owner = next((ids[id_] for id_ in ids if id_ in (one.message_id or "")), None)
            if owner is not None:
                yield Wrote(owner, one.client, one.at, "letter")
        for one in self.google.log:
            sheet = next((id_ for id_ in self._sheets if id_ in one.path), None)
            if one.quota == "write" and sheet is not None:
                yield Wrote(self._sheets[sheet], one.client, one.at, one.api_method)

    def close(self):
        for timer in [*self._still.values()]:
            timer.cancel()
            timer.function()
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
