"""A month as it was sent: its figures and how many rows they were made of; it names nobody."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sheets_sync.checking.rounds import happened
from sheets_sync.planning.report.indicators.values import Figure, NumberedIndicator
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
    atoms: Mapping[str, Sequence[Sequence[int]]] = field(default_factory=dict)
    """Of a manager's copy: the people its scores tell apart, as codes that name nobody."""

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
            "atoms": {kind: list(map(list, atoms)) for kind, atoms in self.atoms.items()},
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
        {kind: tuple(map(tuple, atoms)) for kind, atoms in kept["atoms"].items()},
    )


def to_keep(
    indicators: Mapping[int, NumberedIndicator],
    rows: Mapping[str, int],
    *,
    atoms: Mapping[str, Sequence[Sequence[int]]],
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
    )


def dated_rows(snapshot: Snapshot, as_of: dt.date) -> dict[str, int]:
    """By tab, the rows dated by a day."""
    last = np.datetime64(as_of)
    return {
        tab: int((happened(snapshot[tab], column, snapshot.today) <= last).sum())
        for tab, column in DATED.items()
    }


def _plain(figure: Figure) -> list[float | None]:
    return [figure.n, figure.of, figure.value]
