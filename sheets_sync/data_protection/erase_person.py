"""Forgets a person in every place, and what has to be remembered of that."""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.data_protection.mentions import mentions
from sheets_sync.data_protection.person import Person
from sheets_sync.data_protection.places import LEDGER, PLACES
from sheets_sync.files import write_file
from sheets_sync.planning.report.frozen import marks_in, without_person
from sheets_sync.planning.report.person_codes import person_mark
from sheets_sync.ports import Ledger
from sheets_sync.regular_files import read_own_json
from sheets_sync.settings import Settings

_FILE = "erasures.json"
"""Beside the ledger: a ledger that is put back knows nothing of later erasures."""
KEPT = frozenset({"backups", "archives"})
"""Places of which nothing is removed: backups go when they are dropped, and the rows of years that
are over are the agency's own, like its workbooks."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was forgotten, or would be."""

    rows: int
    """Of the ledger."""
    files: Mapping[str, tuple[Path, ...]]
    """By place, the files that name the person: removed, they can be made again or are over."""


def erase_person(
    person: Person, ledger: Ledger, settings: Settings, *, now: dt.datetime
) -> Erasure:
    """Forget the person in the ledger and in every file; backups are told of, not opened."""
    found = files_about(person, settings)
    rows = sum(ledger.erase(address, person.names, now=now) for address in person.addresses)
    if not person.addresses:
        rows = ledger.erase("", person.names, now=now)
    marks = [person_mark(registry, number) for registry, number in person.numbers]
    rows += ledger.reports.rewrite(lambda kept: without_person(kept, marks))
    _keep(ledger, settings, {_pseudonym(ledger, mark): now.isoformat() for mark in marks})
    for place, paths in found.items():
        if place not in KEPT:
            for path in paths:
                path.unlink(missing_ok=True)
    return Erasure(rows, found)


def files_about(person: Person, settings: Settings) -> dict[str, tuple[Path, ...]]:
    """By place, every file that names the person or cannot be searched."""
    found = {}
    for place in PLACES:
        if place.name != LEDGER:
            paths = tuple(path for path in place.files(settings) if mentions(path, person.texts))
            if paths:
                found[place.name] = paths
    return found


def erase_again(ledger: Ledger, settings: Settings, *, now: dt.datetime) -> int:
    """Forget whoever was erased since this copy of the ledger was made; how many people."""
    marks = _kept(settings)
    again = 0
    for address, name in ledger.people_named():
        known = {ledger.pseudonym(text) for text in (address, name) if text}
        if known & marks.keys():
            ledger.erase(address, [name] if name else [], now=now)
            again += 1
    _forget_codes_again(ledger, marks.keys())
    _keep(ledger, settings, {})
    return again


def _forget_codes_again(ledger: Ledger, erased: Collection[str]) -> None:
    """Take out of the kept reports the codes of whoever was erased."""

    def without(kept: str) -> str:
        gone = {mark for mark in marks_in(kept) if _pseudonym(ledger, mark) in erased}
        return without_person(kept, gone) if gone else kept

    ledger.reports.rewrite(without)


def _pseudonym(ledger: Ledger, mark: int) -> str:
    """What stands for a person's mark: staff numbers are few enough to be tried one by one."""
    return ledger.pseudonym(f"mark {mark}")


def _keep(ledger: Ledger, settings: Settings, more: Mapping[str, str]) -> None:
    marks = {mark: at.isoformat() for mark, at in ledger.erasures().items()}
    content = json.dumps({**_kept(settings), **marks, **more}, sort_keys=True)
    write_file(settings.state / _FILE, content.encode(), private=True)


def _kept(settings: Settings) -> dict[str, str]:
    return {mark: str(at) for mark, at in read_own_json(settings.state / _FILE).items()}
