"""Which scores a manager's copy may tell, kind by kind, beside all that was told before."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sheets_sync.planning.report.atoms import Atom, atoms_of
from sheets_sync.planning.report.disclosure import FIRST, Disclosure, Scale
from sheets_sync.planning.report.indicators.application import APPLIED, confirmed
from sheets_sync.planning.report.indicators.coverage import APPLICATION
from sheets_sync.planning.report.indicators.results_stories import followed_up_in_span
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month_rows import DATED, Tab, at
from sheets_sync.planning.report.person_codes import answer_code, person_mark, record_code
from sheets_sync.planning.report.record_sums import Places, records_of
from sheets_sync.registry.cells import Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE

Atoms = Mapping[str, Sequence[Atom]]
"""By family, the people that the figures told so far tell apart; nobody is named."""


@dataclass(frozen=True, slots=True)
class Family:
    """Scores that stand in the same rows and bear on each other."""

    tab: Tab
    scales: Sequence[Scale]
    read: Callable[[View], Sequence[NDArray[np.float64]]]
    """For every row of the tab what it scores, score by score."""
    answers: Callable[[View], Sequence[str]] | None = None
    """For every row what else was answered: another answer makes it another record."""


@dataclass(frozen=True, slots=True)
class ScoreKind:
    """One kind of figure: the records it is made of, and which of their scores it tells."""

    family: str
    rows: Callable[[View], Rows]
    scores: tuple[int, ...] = (0,)
    has_groups: bool = False
    """Whether it is told of each round, too."""
    has_due: bool = False
    """Whether it is told over those only whose follow-up is due, too."""
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
    tellers: dict[str, _Teller] = {}
    records: dict[Tab, NDArray[np.uint64]] = {}
    kinds: dict[str, ShownKind] = {}
    for name, kind in KINDS.items():
        if kind.family not in tellers:
            tab = FAMILIES[kind.family].tab
            if tab not in records:
                records[tab] = _records(now, tab, registry)
            tellers[kind.family] = _teller(kind.family, now, records[tab], small, earlier)
        teller = tellers[kind.family]
        kinds[name] = teller.shown(kind, now, before, year)
        if kind.counts is not None:
            kinds[name] = kinds[name].within(kinds[kind.counts])
        if name == BARRIERS and kinds[name].total:
            kinds[name] = replace(kinds[name], reasons=teller.reasons(kind.rows(now), now))
    return ShownScores(
        kinds, {family: (*teller.disclosure.atoms,) for family, teller in tellers.items()}
    )


def _teller(
    name: str, now: View, records: NDArray[np.uint64], small: int, earlier: Iterable[Atoms]
) -> "_Teller":
    """Who tells the figures of one family, knowing what each record scores and what was told."""
    family = FAMILIES[name]
    scores = np.column_stack(family.read(now))
    codes = records ^ _answer_codes(scores, family.answers(now) if family.answers else None)
    groups = now.context.table(family.tab)["community"].per_row()
    past = [one.get(name, ()) for one in earlier]
    keys = [key for atoms in past for atom in atoms for key in atom.keys]
    told = np.flatnonzero(records)  # the others are nobody's
    known = records_of(codes[told], groups[told], scores[told], np.array(keys, dtype=np.uint64))
    disclosure = Disclosure(small, family.scales, atoms_of(known, past))
    return _Teller(known.places(codes), groups, disclosure)


@dataclass(frozen=True)
class _Teller:
    records: Places
    """By row, where it is somebody's."""
    communities: NDArray[np.int32]
    disclosure: Disclosure

    def shown(self, kind: ScoreKind, now: View, before: View, year: View) -> ShownKind:
        """The totals first, then the largest groups."""
        rows = kind.rows(now)
        total = self._tell(kind, rows)
        due = now.end.fell_due(APPLICATION)
        return ShownKind(
            total=total,
            before=self._tell(kind, kind.rows(before)),
            year=self._tell(kind, kind.rows(year)),
            due=total and (not kind.has_due or self._tell(kind, rows[due[self.communities[rows]]])),
            groups=self._groups(kind, rows) if kind.has_groups else None,
        )

    def reasons(self, rows: Rows, view: View) -> frozenset[str]:
        """What refused people name, the most frequent first, as far as it may be told."""
        return self._each(rows, np.array(_reasons(view, rows), dtype=object))

    def _groups(self, kind: ScoreKind, rows: Rows) -> frozenset[int]:
        """The rounds, the largest first."""
        return self._each(rows, self.communities[rows], frozenset(kind.scores))

    def _each(
        self, rows: Rows, names: NDArray[Any], scores: frozenset[int] = FIRST
    ) -> frozenset[Any]:
        """The names whose rows may be told each by itself, the most frequent first."""
        distinct, name, sizes = np.unique(names, return_inverse=True, return_counts=True)
        order = np.argsort(-sizes, kind="stable")
        may = self.disclosure.tell_each(self.records[rows], np.argsort(order)[name], scores)
        return frozenset(distinct[order][np.array(may, dtype=np.bool_)].tolist())

    def _tell(self, kind: ScoreKind, rows: Rows) -> bool:
        return self.disclosure.tell(self.records[rows], frozenset(kind.scores))


def _records(view: View, tab: Tab, registry: str) -> NDArray[np.uint64]:
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


def _answer_codes(scores: NDArray[np.float64], answers: Sequence[str] | None) -> NDArray[np.uint64]:
    """For every row, what stands for its answers: another one would tell of the person anew."""
    known: dict[tuple[object, ...], int] = {}
    codes = []
    for place, of_row in enumerate(map(tuple, scores.tolist())):
        answer = (*of_row, answers[place]) if answers else of_row
        code = known.get(answer)
        if code is None:
            code = known[answer] = answer_code(*map(str, answer))
        codes.append(code)
    return np.array(codes, dtype=np.uint64)


def _passed(view: View) -> list[NDArray[np.float64]]:
    return [_is(view.context.table("evaluations")["result"].per_row(), "passed")]


def _gain(view: View) -> list[NDArray[np.float64]]:
    """What was gained, and what it is told from: the room before, and what was reached."""
    before, after = view.records.shares_of_full
    return [_known(after - before), _known(before), _known(after)]


def _satisfaction(view: View) -> list[NDArray[np.float64]]:
    return [_known(view.context.table("evaluations")["satisfaction"].per_row())]


def _application(view: View) -> list[NDArray[np.float64]]:
    """Who put it to use, wholly or partly, and who tells an effect, which says as much."""
    table = view.context.table("followups")
    answers = table["applied"].per_row()
    return [
        _is(answers, *APPLIED),
        *(_is(answers, word) for word in APPLIED),
        (~table["effect"].blank_rows()).astype(np.float64),
    ]


def _confirmed(view: View) -> list[NDArray[np.float64]]:
    return [confirmed(view).astype(np.float64)]


def _barrier(view: View) -> list[NDArray[np.float64]]:
    """Whether somebody names the most frequent reason: open where not everybody does."""
    reasons = _barriers(view)
    refused = _reasons(view, _refused(view))
    most = max(Counter(refused).items(), key=lambda pair: pair[1])[0] if refused else ""
    return [np.array([one == most for one in reasons], dtype=np.float64)]


def _barriers(view: View) -> list[str]:
    """What each follow-up names as the barrier; empty for nothing."""
    return [str(one or "").strip() for one in view.context.table("followups")["barrier"].per_row()]


def _reasons(view: View, rows: Rows) -> list[str]:
    """The same of these alone."""
    return [str(one or "").strip() for one in at(view.context.table("followups")["barrier"], rows)]


def _is(values: NDArray[np.object_], *words: str) -> NDArray[np.float64]:
    return np.isin(values, words).astype(np.float64)


def _known(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows without a score are in no figure."""
    return np.where(np.isfinite(scores), scores, 0)


def _marked(view: View) -> Rows:
    rows = view.records.counted("evaluations")
    results = at(view.context.table("evaluations")["result"], rows)
    return np.asarray(rows[np.isin(results, ("passed", "not_passed"))])


def _matched(view: View) -> Rows:
    return view.records.matched_rows()


def _content(view: View) -> Rows:
    """The rows of the span with a score of satisfaction."""
    rows = view.records.dated("evaluations", view.span)
    return np.asarray(rows[~np.isnan(at(view.context.table("evaluations")["satisfaction"], rows))])


def _answered(view: View, words: tuple[str, ...] = (*APPLIED, "no")) -> Rows:
    rows = view.records.counted("followups")
    return np.asarray(rows[np.isin(at(view.context.table("followups")["applied"], rows), words)])


def _claimed(view: View) -> Rows:
    return _answered(view, APPLIED)


def _refused(view: View) -> Rows:
    return _answered(view, ("no",))


def _followed_up(view: View) -> Rows:
    return followed_up_in_span(view)[0]


BARRIERS, DEGREES = "barriers", "degrees"
FAMILIES: Mapping[str, Family] = {
    "passed": Family("evaluations", (Scale(),), _passed),
    "gain": Family("evaluations", (Scale(-1, 1), Scale(), Scale()), _gain),
    "satisfaction": Family("evaluations", (Scale(1, 5),), _satisfaction),
    "application": Family("followups", (Scale(),) * 4, _application),
    "confirmed": Family("followups", (Scale(),), _confirmed),
    BARRIERS: Family("followups", (Scale(),), _barrier, _barriers),
}
KINDS: Mapping[str, ScoreKind] = {
    "passed": ScoreKind("passed", _marked, has_groups=True),
    "gain": ScoreKind("gain", _matched, (0, 1, 2), has_groups=True),
    "satisfaction": ScoreKind("satisfaction", _content, has_groups=True),
    "applied": ScoreKind("application", _answered, has_groups=True, has_due=True),
    DEGREES: ScoreKind("application", _answered, (1, 2), counts="applied"),
    "confirmed": ScoreKind("confirmed", _claimed, counts="applied"),
    "stories": ScoreKind("application", _followed_up, (3,)),
    BARRIERS: ScoreKind(BARRIERS, _refused, counts="applied"),
}
"""By the name of the indicator; how far something was put to use is told in parts of one."""
