"""One spreadsheet in which staff work while the service runs, again and again."""

import datetime as dt
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from pathlib import Path
from random import Random

from sheets_sync.stores.google.store import GoogleStore
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from tests.fixtures.google_agency import NOW, TODAY, Agency, Check, agency_book, letter
from tests.google.fixture import LoopbackGoogle
from tests.race.edits import EDITS, OUTBOX, Edit, Scene, letters_in
from tests.race.proof import (
    Look,
    Said,
    broken_columns,
    broken_tabs,
    flags_shown,
    said_by,
    staff_s,
    status_cells,
    ticks_shown,
    touched,
)

WRITE = {"method": "POST", "path": ":batchUpdate"}
BRISK = RetryPolicy(attempts=3, seconds=20, first_wait=0.001)
REFUSED = 400
"""Google's answer where a sheet is gone: after it the sheets may be asked for once more."""
RUNS = 8
"""Of one spreadsheet; then another one begins, for staff leave little of it whole."""


@dataclass
class Tally:
    """What was done, and what went wrong."""

    edits: Counter[str] = field(default_factory=Counter)
    meanwhile: Counter[str] = field(default_factory=Counter)
    """Of the edits, those between a read and the write that followed."""
    runs: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    wrong_by: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def add(self, name: str, place: str, looks: Iterable[Look]) -> None:
        """Counts what was looked at, and keeps what was not right."""
        for look in looks:
            self.seen[name] += 1
            if look.wrong:
                self.wrong_by[name] += 1
                self.wrong.append(f"{place}: {look.wrong}")


class Field:
    """The agency's spreadsheet in a loopback Google, and one pair of dice for all that happens."""

    def __init__(
        self,
        seed: int,
        google: LoopbackGoogle,
        folder: Path,
        *,
        kinds: dict[str, Edit] = EDITS,
        provision: Callable[[Agency, GoogleStore], None] = Agency.provision,
    ) -> None:
        self.seed = seed
        self.dice = Random(seed)  # noqa: S311  the same dice every time
        self._google = google
        self._folder = folder
        self._kinds = kinds
        self._stack = ExitStack()
        book = agency_book(google)
        self.agency = Agency(google, book, self._store(book.id, "state"))
        provision(self.agency, self._store(book.id, "furnishing"))
        self.scene = Scene(self.dice, book)
        self.scene.known_titles = {sheet.id: sheet.title for sheet in self.scene.registers()}
        self.tally = Tally()
        self._said: dict[int, Said] = {}

    def _store(self, spreadsheet: str, state: str) -> GoogleStore:
        key = self._folder / "key.json"
        key.write_text(json.dumps(self._google.service_account_info()))
        store = GoogleStore(
            spreadsheet,
            key,
            state=self._folder / state,
            endpoint=self._google.url,
            retry_policy=BRISK,
        )
        self._stack.callback(store.connection.close)
        return store

    def play(self, runs: int = RUNS) -> Tally:
        """So many runs with edits before them and within; what came of it."""
        with self._stack:
            for number in range(runs):
                self._edit(self.dice.randint(0, 4))
                self._run(number)
        self.tally.edits.update(self.scene.made)
        return self.tally

    def _edit(self, count: int) -> None:
        for _ in range(count):
            self.scene.edit(self._kinds)

    def _run(self, number: int) -> None:
        """The service runs; staff edit right before its write arrives."""
        between: list[dict] = []

        def meanwhile(_: object) -> None:
            made = len(self.scene.made)
            self._edit(self.dice.randint(1, 6))
            self.tally.meanwhile.update(self.scene.made[made:])
            between.append(staff_s(self.scene))

        self._google.edits.before(meanwhile, **WRITE)
        lost = self.dice.random() < 0.08
        if lost:
            arrives = self.dice.random() < 0.5
            self._google.faults.add("status", status=503, applied=arrives, **WRITE)
        before, cells = staff_s(self.scene), status_cells(self.scene)
        start = len(self._google.log)
        check = self.agency.check(self._letters(), now=NOW + dt.timedelta(days=number))
        self._google.edits.clear()
        self._google.faults.clear()
        spent = Counter(
            one.quota for one in self._google.log.entries[start:] if one.status != REFUSED
        )
        place = f"seed {self.seed}, run {number}"
        self._judge(check, place, between[-1] if between else before)
        self.tally.add("broken columns", place, broken_columns(cells, check))
        self._count(check, place, spent, lost=lost)

    def _letters(self) -> tuple:
        """The letters of this run: some of the last one's, and others."""
        known = self.dice.sample(range(1, 12), self.dice.randint(0, 6))
        return tuple(
            letter(number, day=TODAY + dt.timedelta(days=self.dice.randint(-1, 1)))
            for number in known
        )

    def _judge(self, check: Check, place: str, before: dict) -> None:
        outcome = _outcome(check)
        self.tally.runs[outcome] += 1
        if outcome == "written":
            self._said = said_by(check.output, check.workbook)
        if outcome == "unclear":
            self._said = self._seen(check)
        add = self.tally.add
        add("tabs of the staff", place, touched(before, self.scene))
        for look in flags_shown(self.scene, self._said):
            add(look.name, place, [look])
        add("boxes to tick", place, ticks_shown(self.scene))
        if outcome == "written":
            add("tabs of ours", place, broken_tabs(self.scene, check.output))
        self._forget_letters()

    def _count(self, check: Check, place: str, spent: Counter[str], *, lost: bool) -> None:
        """One read, one write; one more read on a first run, or after a refusal."""
        most_reads = 3 if _outcome(check) == "deferred" else 2
        most_writes = BRISK.attempts if lost else 1
        is_more = spent["read"] > most_reads or spent["write"] > most_writes
        said = f"{spent['read']} reads and {spent['write']} writes"
        self.tally.add("counts of requests", place, [Look("", said if is_more else "")])

    def _seen(self, check: Check) -> dict[int, Said]:
        """What is said now after a write of which nobody knows whether it arrived: either."""
        new = said_by(check.output, check.workbook)
        arrived = not any(look.wrong for look in flags_shown(self.scene, new))
        return new if arrived else self._said

    def _forget_letters(self) -> None:
        """Letters that left the tab took their ticks along."""
        sheet = self.scene.ours(OUTBOX)
        there = set() if sheet is None else {key for _, key in letters_in(sheet)}
        ticks = self.scene.ticks
        for one in [one for one in ticks if one[0] not in there]:
            del ticks[one]


def _outcome(check: Check) -> str:
    if check.written is None:
        return "unchanged"
    if check.written.deferred:
        reasons = {"write-unclear": "unclear", "changed-meanwhile": "deferred"}
        return reasons[check.written.left[0].reason]
    return "written"


def play(seed: int, google: LoopbackGoogle, **more: object) -> Tally:
    """One spreadsheet's runs under one seed."""
    with tempfile.TemporaryDirectory() as folder:
        return Field(seed, google, Path(folder), **more).play()
