"""A month as it was sent: its figures, and what they were made of; it names nobody."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sheets_sync.checking.rounds import happened
from sheets_sync.planning.report.atoms import Atom
from sheets_sync.planning.report.indicators.values import Figure, NumberedIndicator
from sheets_sync.planning.report.person_codes import mark_of
from sheets_sync.planning.report.quality import Quality, kept_quality
from sheets_sync.registry.snapshot import Snapshot

DATED = {
    "members": "joined_on",
    "sessions": "held_on",
    "evaluations": "evaluated_on",
    "followups": "followed_up_on",
}
"""By tab, the column that says when what a row tells happened."""


@dataclass(frozen=True, slots=True)
class FrozenIndicator:
    """One figure of a month as it was sent."""

    figure: Figure
    parts: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrozenMonth:
    """What is kept of one copy of a report."""

    as_of: dt.date
    compiled_on: dt.date
    indicators: Mapping[int, FrozenIndicator]
    rows: Mapping[str, int]
    """By tab, the rows that were there and dated by the cut-off."""
    atoms: Mapping[str, Sequence[Atom]] = field(default_factory=dict)
    """Of a manager's copy: the people its scores tell apart, as codes that name nobody.

    Kept as long as anything about people is: `without_people` and `without_person` forget them.
    """
    quality: Quality | None = None
    """What the check of that day found; None where an earlier release kept the month."""

    def told(self) -> Mapping[str, frozenset[Atom]]:
        """Whom its scores tell apart: equal where they tell the same."""
        return {family: frozenset(atoms) for family, atoms in self.atoms.items()}

    def as_text(self) -> str:
        """As the ledger keeps it."""
        kept = {
            "version": 1,
            "as_of": self.as_of.isoformat(),
            "compiled_on": self.compiled_on.isoformat(),
            "indicators": {
                str(number): {
                    "figure": _plain(one.figure),
                    "parts": {name: _plain(part) for name, part in one.parts.items()},
                }
                for number, one in self.indicators.items()
            },
            "rows": dict(self.rows),
            "atoms": {
                family: [[one.told, one.keys, one.size, one.together] for one in atoms]
                for family, atoms in self.atoms.items()
            },
            "quality": None if self.quality is None else self.quality.as_values(),
        }
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def frozen_month(text: str) -> FrozenMonth:
    """What the ledger kept."""
    kept = json.loads(text)
    return FrozenMonth(
        dt.date.fromisoformat(kept["as_of"]),
        dt.date.fromisoformat(kept["compiled_on"]),
        {
            int(number): FrozenIndicator(
                Figure(*one["figure"]),
                {name: Figure(*part) for name, part in one["parts"].items()},
            )
            for number, one in kept["indicators"].items()
        },
        kept["rows"],
        {
            family: tuple(_atom(*values) for values in atoms)
            for family, atoms in kept["atoms"].items()
        },
        kept_quality(quality) if (quality := kept.get("quality")) else None,
    )


def _atom(
    told: Sequence[int], keys: Sequence[int], size: int = 0, together: Sequence[float] = ()
) -> Atom:
    """Earlier releases kept neither how many records they were nor what these scored together."""
    return Atom(tuple(keys), tuple(told), size, tuple(together))


def without_people(text: str) -> str:
    """What the ledger kept, with no code of anybody; its figures stay."""
    return replace(frozen_month(text), atoms={}).as_text()


def marks_in(text: str) -> frozenset[int]:
    """The marks of all people whose codes the ledger kept with it."""
    families = frozen_month(text).atoms.values()
    return frozenset(mark_of(code) for atoms in families for atom in atoms for code in atom.keys)


def without_person(text: str, marks: Collection[int]) -> str:
    """The same without the codes of the people with these marks (`person_mark`)."""
    kept, gone = frozen_month(text), frozenset(marks)
    atoms = {
        family: [one._replace(keys=_but(gone, one.keys)) for one in of_family]
        for family, of_family in kept.atoms.items()
    }
    return replace(
        kept,
        atoms={
            family: [one for one in of_family if one.keys] for family, of_family in atoms.items()
        },
    ).as_text()


def _but(gone: Collection[int], codes: Sequence[int]) -> tuple[int, ...]:
    return tuple(code for code in codes if mark_of(code) not in gone)


def to_keep(
    indicators: Mapping[int, NumberedIndicator],
    rows: Mapping[str, int],
    *,
    atoms: Mapping[str, Sequence[Atom]],
    quality: Quality,
    as_of: dt.date,
    compiled_on: dt.date,
) -> FrozenMonth:
    """What is kept of these indicators; what people typed as a barrier is not."""
    return FrozenMonth(
        as_of,
        compiled_on,
        {
            number: FrozenIndicator(one.figure, {} if one.name == "barriers" else dict(one.parts))
            for number, one in indicators.items()
        },
        rows,
        atoms,
        quality,
    )


def dated_rows(snapshot: Snapshot, as_of: dt.date) -> dict[str, int]:
    """By tab, the rows dated by a day."""
    last = np.datetime64(as_of)
    return {
        tab: int((happened(snapshot[tab], column, snapshot.today) <= last).sum())
        for tab, column in DATED.items()
    }


def _plain(figure: Figure) -> list[float | None]:
    plain = [figure.n, figure.of, figure.value]
    return [*plain, figure.is_hidden] if figure.is_hidden else plain
