"""Which scores a manager's copy may tell, kind by kind, beside all that was told before."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sheets_sync.planning.report.disclosure import Contribution, Disclosure
from sheets_sync.planning.report.indicators.application import APPLIED, confirmed
from sheets_sync.planning.report.indicators.coverage import APPLICATION
from sheets_sync.planning.report.indicators.results_stories import followed_up_in_span
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month_rows import DATED, Tab, at
from sheets_sync.planning.report.person_codes import person_mark, record_code, scored
from sheets_sync.registry.cells import Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE

Atoms = Mapping[str, Sequence[Sequence[int]]]
"""By kind, the people that the figures told so far tell apart; nobody is named."""


class Scored(NamedTuple):
    """The records a figure is made of, and what each of them scores."""

    rows: Rows
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ScoreKind:
    """One kind of score: where it stands, how it is read, and its scale."""

    tab: Tab
    read: Callable[[View], Scored]
    least: float = 0
    most: float = 1
    counts: str | None = None
    """The kind whose sum is how many it is of: who reads the one reads the other."""


@dataclass(frozen=True, slots=True)
class ShownKind:
    """What may be told of one kind."""

    total: bool = True
    before: bool = True
    year: bool = True
    due: bool = True
    """Over those only whose follow-up is due."""
    groups: frozenset[int] | None = None
    """The rounds; None for all."""
    reasons: frozenset[str] = frozenset()
    """Of the barriers, those that enough people name, and leave enough others."""

    def of_group(self, row: int) -> bool:
        """Whether the score of one round may be told."""
        return self.groups is None or row in self.groups

    def within(self, other: "ShownKind") -> "ShownKind":
        """Only as far as the other may be told, too."""
        return replace(
            self,
            total=self.total and other.total,
            before=self.before and other.before,
            year=self.year and other.year,
        )


@dataclass(frozen=True, slots=True)
class ShownScores:
    """What may be told of every kind, and what is to be remembered of it."""

    kinds: Mapping[str, ShownKind] = field(default_factory=dict)
    atoms: Atoms = field(default_factory=dict)

    def of(self, kind: str) -> ShownKind:
        """What may be told of one kind; all where nothing is hidden."""
        return self.kinds.get(kind, ShownKind())


EVERYTHING = ShownScores()
"""HR's copy hides nothing."""


def shown_scores(
    now: View, before: View, year: View, *, registry: str, small: int, past: Iterable[Atoms]
) -> ShownScores:
    """What a manager may be told, the totals first, then the largest groups."""
    earlier = tuple(past)
    kinds, atoms = {}, {}
    codes: dict[Tab, NDArray[np.uint64]] = {}
    for name, kind in KINDS.items():
        disclosure = Disclosure(small, kind.least, kind.most)
        for one in earlier:
            disclosure.was_told(one.get(name, ()))
        if kind.tab not in codes:
            codes[kind.tab] = _codes(now, kind.tab, registry)
        teller = _Teller(kind, codes[kind.tab], disclosure)
        kinds[name] = teller.shown(now, before, year)
        if kind.counts is not None:
            kinds[name] = kinds[name].within(kinds[kind.counts])
        if name == BARRIERS and kinds[name].total:
            kinds[name] = replace(kinds[name], reasons=teller.reasons(now))
        atoms[name] = disclosure.atoms
    return ShownScores(kinds, atoms)


@dataclass(frozen=True)
class _Teller:
    kind: ScoreKind
    codes: NDArray[np.uint64]
    disclosure: Disclosure

    def shown(self, now: View, before: View, year: View) -> ShownKind:
        # All before anything is told: what is known of a person decides how they may be told apart.
        mine, then, so_far = self._known(now), self._known(before), self._known(year)
        groups: dict[int, list[int]] = {}
        for key, group in mine.items():
            groups.setdefault(group, []).append(key)
        total = self.disclosure.tell(mine)
        due = now.end.fell_due(APPLICATION)
        largest_first = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        return ShownKind(
            total=total,
            before=self.disclosure.tell(then),
            year=self.disclosure.tell(so_far),
            due=total and self.disclosure.tell(key for key, row in mine.items() if due[row]),
            groups=frozenset(row for row, keys in largest_first if self.disclosure.tell(keys)),
        )

    def reasons(self, view: View) -> frozenset[str]:
        """What refused people name, the most frequent first, as far as it may be told."""
        rows, _ = self.kind.read(view)
        by_code = dict(zip(self._known(view), _reasons(view, rows), strict=True))
        named: dict[str, list[int]] = {}
        for code, reason in by_code.items():
            named.setdefault(reason, []).append(code)
        ordered = sorted(named.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        return frozenset(reason for reason, codes in ordered if self.disclosure.tell(codes))

    def _known(self, view: View) -> dict[int, int]:
        """By code of each record, its round; what it scores becomes known to the disclosure."""
        rows, scores = self.kind.read(view)
        communities = at(view.context.table(self.kind.tab)["community"], rows)
        new = np.flatnonzero(self._scores[rows] != scores)  # of most it was known before
        for row, score, community in zip(
            rows[new].tolist(), scores[new].tolist(), communities[new].tolist(), strict=True
        ):
            code = self._scored[row] = scored(int(self.codes[row]), score)
            self.disclosure.contributions[code] = Contribution(score, community)
        self._scores[rows[new]] = scores[new]
        return dict(zip(self._scored[rows].tolist(), communities.tolist(), strict=True))

    @cached_property
    def _scores(self) -> NDArray[np.float64]:
        """For every row, the score that its code in `_scored` stands for; none at first."""
        return np.full(len(self.codes), np.nan)

    @cached_property
    def _scored(self) -> NDArray[np.uint64]:
        return np.zeros(len(self.codes), dtype=np.uint64)


def _codes(view: View, tab: Tab, registry: str) -> NDArray[np.uint64]:
    """For every row of a tab, what stands for its round, person and day, and names nobody."""
    table = view.context.table(tab)
    communities, people = table["community"].per_row(), table["person"].per_row()
    known = np.flatnonzero((communities != NOWHERE) & (people != NOBODY))
    marks = {
        person: person_mark(registry, str(view.context.staff_id(person)))
        for person in np.unique(people[known]).tolist()
    }
    names = {
        row: str(view.end.rounds.identifier(row)) for row in np.unique(communities[known]).tolist()
    }
    codes = np.zeros(len(table), dtype=np.uint64)
    codes[known] = [
        record_code(marks[person], names[community], day)
        for person, community, day in zip(
            people[known].tolist(),
            communities[known].tolist(),
            table[DATED[tab]].per_row()[known].astype(str).tolist(),
            strict=True,
        )
    ]
    return codes


def _passed(view: View) -> Scored:
    rows = view.records.counted("evaluations")
    results = at(view.context.table("evaluations")["result"], rows)
    marked = np.isin(results, ("passed", "not_passed"))
    return Scored(rows[marked], (results[marked] == "passed").astype(np.float64))


def _gain(view: View) -> Scored:
    before, after = view.records.matched_scores()
    return Scored(view.records.matched_rows(), after - before)


def _satisfaction(view: View) -> Scored:
    rows = view.records.dated("evaluations", view.span)
    scores = at(view.context.table("evaluations")["satisfaction"], rows)
    return Scored(rows[~np.isnan(scores)], scores[~np.isnan(scores)])


def _applied(view: View) -> Scored:
    rows = view.records.counted("followups")
    answers = at(view.context.table("followups")["applied"], rows)
    given = np.isin(answers, (*APPLIED, "no"))
    return Scored(rows[given], np.isin(answers[given], APPLIED).astype(np.float64))


def _confirmed(view: View) -> Scored:
    rows, used = _applied(view)
    claims = rows[used > 0]
    return Scored(claims, confirmed(view)[claims].astype(np.float64))


def _stories(view: View) -> Scored:
    rows, has_effect = followed_up_in_span(view)
    return Scored(rows, has_effect.astype(np.float64))


def _barriers(view: View) -> Scored:
    """Whether somebody names the most frequent reason: open where not everybody does."""
    rows, used = _applied(view)
    refused = rows[used == 0]
    reasons = _reasons(view, refused)
    most = max(Counter(reasons).items(), key=lambda pair: pair[1])[0] if reasons else ""
    return Scored(refused, np.array([one == most for one in reasons], dtype=np.float64))


def _reasons(view: View, rows: Rows) -> list[str]:
    """What each of these follow-ups names as the barrier; empty for nothing."""
    return [str(one or "").strip() for one in at(view.context.table("followups")["barrier"], rows)]


BARRIERS = "barriers"
KINDS: Mapping[str, ScoreKind] = {
    "passed": ScoreKind("evaluations", _passed),
    "gain": ScoreKind("evaluations", _gain, -1, 1),
    "satisfaction": ScoreKind("evaluations", _satisfaction, 1, 5),
    "applied": ScoreKind("followups", _applied),
    "confirmed": ScoreKind("followups", _confirmed, counts="applied"),
    "stories": ScoreKind("followups", _stories),
    BARRIERS: ScoreKind("followups", _barriers, counts="applied"),
}
"""By the name of the indicator."""
