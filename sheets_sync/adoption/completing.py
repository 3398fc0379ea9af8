"""What a copied registry needs so that its parts find each other: IDs, and lists of who is named.

A list that the workbook does not have is made of the names that it uses; nothing is added to one
that it has, so that a slip stays a slip.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.adoption.layouts.found import Numbering, Record
from sheets_sync.adoption.layouts.person_columns import nobody_yet
from sheets_sync.registry.person_names import looks_like_email, name_key, split_people
from sheets_sync.registry.record_words import is_ditto
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawCell

_PEOPLE = (
    ("communities", "coordinator"),
    ("members", "person"),
    ("experts", "person"),
    ("attendance", "person"),
    ("evaluations", "person"),
    ("followups", "person"),
)
"""Who is named there belongs to the agency; who speaks may come from anywhere."""
_OF_COMMUNITIES = ("members", "experts", "plans", "sessions", "evaluations", "followups")


@dataclass(frozen=True, slots=True)
class Given:
    """How many things were made that the workbook does not have."""

    community_ids: int = 0
    staff_ids: int = 0
    communities: int = 0
    """Communities that are only named by others."""
    people: int = 0
    """People who are only named, where there was no staff list."""
    session_ids: int = 0


@dataclass(frozen=True, slots=True)
class Differing:
    """What a workbook says of somebody or something after it has said something else."""

    name: str
    column: str
    text: str
    tab: str = "staff"


def completed(
    records: Mapping[str, Sequence[Record]], people: Sequence[Record], *, listed: bool
) -> tuple[dict[str, list[Record]], Given, tuple[Differing, ...]]:
    """The records with what they need; `people` is what other layouts say of persons.

    Where the workbook lists its communities, `listed`, those that are only named are slips.
    """
    found = {name: list(rows) for name, rows in records.items()}
    found["communities"] = _together(found.get("communities", []))
    named = [] if listed else list(_named_communities(found))
    found["communities"] += named
    community_ids = _number(found["communities"], "community_id", "C-{:03}")
    staff = found.get("staff", [])
    made, differing = ([], ()) if staff else _named_people(found, people)
    found["staff"] = [*staff, *made]
    session_ids = _number_sessions(found.get("sessions", []))
    staff_ids = _number(found["staff"], "staff_id", "P-{:03}")
    given = Given(community_ids, staff_ids, len(named), len(made), session_ids)
    kept = {name: _distinct(rows) for name, rows in found.items() if rows}
    return kept, given, differing


def _together(communities: Sequence[Record]) -> list[Record]:
    """One record of each community, of all that sheets say of it."""
    found: dict[str, dict[str, RawCell]] = {}
    order: list[dict[str, RawCell]] = []
    for one in communities:
        keys = [fold(shown(one.get(name))) for name in ("community_id", "name")]
        known = next((found[key] for key in keys if key and key in found), None)
        if known is None or _contradict(known, one):
            known = {}
            order.append(known)
        for name, cell in one.items():
            known.setdefault(name, cell)
        found.update({key: known for key in keys if key})
    return list(order)


def _contradict(known: Record, one: Record) -> bool:
    """Two rounds of one name, or two rows that a person has to look at."""
    return any(
        name in known and fold(shown(known[name])) != fold(shown(cell))
        for name, cell in one.items()
    )


def _named_communities(records: Mapping[str, Sequence[Record]]) -> Iterator[Record]:
    seen = {
        fold(shown(one.get(name)))
        for one in records["communities"]
        for name in ("community_id", "name")
    }
    for tab in _OF_COMMUNITIES:
        for record in records.get(tab, ()):
            text = shown(record.get("community")).strip()
            if text and not is_ditto(text) and fold(text) not in seen:
                seen.add(fold(text))
                yield {"name": text}


def _named_people(
    records: Mapping[str, Sequence[Record]], people: Iterable[Record]
) -> tuple[list[Record], tuple[Differing, ...]]:
    """Everybody who is named, once, with what is known of them, and what else is said of them."""
    found: dict[str, dict[str, RawCell]] = {}
    differing: dict[Differing, None] = {}
    for person in people:
        mine = found.setdefault(name_key(shown(person["full_name"])), {})
        for name, cell in person.items():
            if fold(shown(mine.setdefault(name, cell))) != fold(shown(cell)) and name != _NAME:
                differing[Differing(shown(mine[_NAME]), name, shown(cell))] = None
    for tab, column in _PEOPLE:
        for record in records.get(tab, ()):
            text = shown(record.get(column))
            for typed in () if nobody_yet(text) else split_people(text):
                person_typed = _TELEPHONE.sub("", typed).strip()
                key = name_key(person_typed)
                if key and _is_name(person_typed) and not _says_nobody(person_typed):
                    found.setdefault(key, {"full_name": person_typed})
    return list(found.values()), tuple(differing)


_NAME = "full_name"
_TELEPHONE = re.compile(
    r"\s*[(\[]?\s*(?:โทร(?:ศัพท์)?|เบอร์(?:โทร)?|มือถือ|tel|mobile|ext)\s*\.?\s*[:：]?\s*[0-9๐-๙][^)\]]*[)\]]?",
    re.IGNORECASE,
)
"""Written behind a name it is no part of it."""


def _says_nobody(text: str) -> bool:
    return is_ditto(text) or nobody_yet(text)


def _is_name(text: str) -> bool:
    return not looks_like_email(text) and not any(letter.isdigit() for letter in text)


def _number(rows: list[Record], column: str, pattern: str) -> int:
    """How many IDs were given to records that have none."""
    taken = [shown(one.get(column)).strip() for one in rows]
    numbers, count = Numbering(pattern, taken), 0
    for at, one in enumerate(rows):
        if not taken[at]:
            rows[at] = {**one, column: numbers.next()}
            count += 1
    return count


def _number_sessions(sessions: list[Record]) -> int:
    """How many IDs were given to sessions that nothing else tells apart."""
    open_ones = [at for at, one in enumerate(sessions) if not _is_told_apart(one)]
    numbers = Numbering("S-{:04}", [shown(one.get("session_id")).strip() for one in sessions])
    for at in open_ones:
        sessions[at] = {**sessions[at], "session_id": numbers.next()}
    return len(open_ones)


def _is_told_apart(session: Record) -> bool:
    if shown(session.get("session_id")).strip():
        return True
    return all(shown(session.get(name)).strip() for name in ("community", "number"))


def _distinct(rows: Sequence[Record]) -> list[Record]:
    """The records without those that say the very same as one before."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    kept: list[Record] = []
    for one in rows:
        key = tuple(sorted((name, shown(cell)) for name, cell in one.items()))
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept
