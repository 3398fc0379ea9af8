"""Which heading is which column: of all sheets of one tab at once, so that no word means two."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.adoption.answers import NONE, Answers
from sheets_sync.adoption.contents import Contents, Fit
from sheets_sync.adoption.layouts.person_columns import FIRST_NAMES, PREFIXES, lists_people
from sheets_sync.adoption.mapping import (
    LIMIT,
    LISTS,
    ColumnMatch,
    LeftHeading,
    LeftReason,
    MappingReason,
)
from sheets_sync.adoption.sheets import COUNTING, SheetHeading, SheetView
from sheets_sync.registry.headers import SURNAMES
from sheets_sync.registry.likeness import Columns, Like
from sheets_sync.registry.schema import Column, Kind, Tab

_FLOOR = 0.35
"""What resembles less is not even mentioned; but a name that would do without its cells is."""
_MARGIN = 0.04
"""Two columns that are as close as this cannot be told apart."""
_FITS, _DIFFERS = 0.8, 0.3
_NAMED = 0.8
"""A heading as like as this says who the people are."""
_ENOUGH = 3
"""Fewer cells prove nothing."""
_CERTAIN_ALONE: Mapping[Kind, float] = {
    "email": 0.8,
    "reference": 0.7,
    "choice": 0.65,
    "areas": 0.65,
    "person": 0.65,
    "link": 0.65,
    "date": 0.65,
    "yes_no": 0.62,
}
"""How certain the cells alone make it, where heading and column are the only ones that fit."""
_MOST_FITTING_WORDS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """One word of the headings as one column, as certain as the best of its sheets makes it."""

    word: str
    column: str
    confidence: float
    reasons: tuple[MappingReason, ...]
    fixed: bool
    """The schema knows the word: the reader takes it so, whatever the cells say."""
    differs: bool = False
    perhaps: tuple[str, ...] = ()
    """The columns that it may be as well."""


@dataclass
class Assignment:
    """Words of the headings and what became of them."""

    taken: dict[str, Candidate] = field(default_factory=dict)
    left: dict[str, tuple[LeftReason, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def perhaps(self) -> frozenset[str]:
        """The columns of which one is there, though not which."""
        return frozenset(
            name
            for reason, columns in self.left.values()
            if reason == "ambiguous"
            for name in columns
        )

    @property
    def having(self) -> frozenset[str]:
        """The columns that are there, be it in parts."""
        return frozenset(one.column for one in self.taken.values()).union(self._parts(self.left))

    def in_parts(self, view: SheetView) -> frozenset[str]:
        """The columns that a sheet has in parts."""
        return frozenset(self._parts(view.words & self.left.keys()))

    def _parts(self, words: Iterable[str]) -> Iterator[str]:
        for word in words:
            reason, columns = self.left[word]
            if reason == "name-part":
                yield from columns

    def columns_of(self, view: SheetView) -> dict[str, list[SheetHeading]]:
        """By column, the headings of a sheet that mean it."""
        found: dict[str, list[SheetHeading]] = {}
        for heading in view.headings:
            if heading.word in self.taken:
                found.setdefault(self.taken[heading.word].column, []).append(heading)
        return found

    def matches(self, view: SheetView) -> tuple[ColumnMatch, ...]:
        """The columns of one sheet in its own order."""
        return tuple(
            ColumnMatch(
                self.taken[heading.word].column,
                heading.text,
                heading.position,
                round(self.taken[heading.word].confidence, 2),
                self.taken[heading.word].reasons,
                self.taken[heading.word].perhaps,
            )
            for heading in view.headings
            if heading.word in self.taken
        )

    def left_of(self, view: SheetView) -> tuple[LeftHeading, ...]:
        """The headings of one sheet that mean no column."""
        return tuple(
            LeftHeading(
                heading.text, heading.position, *self.left.get(heading.word, ("unknown", ()))
            )
            for heading in view.headings
            if heading.word not in self.taken
        )


def assign(
    tab: Tab,
    views: Sequence[SheetView],
    columns: Columns,
    contents: Contents,
    answers: Answers = NONE,
    *,
    lenient: bool = False,
) -> Assignment:
    """The best mapping of all headings of the sheets that feed one tab; what was said stands.

    The one day of a session is read where it stands only when somebody says which one it is; in a
    copy, `lenient`, it is the day of the plan until then: without it nothing would be left of it.
    """
    found = Assignment()
    candidates = sorted(
        _candidates(tab, views, columns, contents),
        key=lambda one: (not one.fixed, -one.confidence, list(tab.columns).index(one.column)),
    )
    for view in views:
        for heading in view.headings:
            if heading.word in COUNTING and view.counts(heading.position):
                found.left[heading.word] = ("counting", ())
    _as_said(tab, views, answers, candidates, found)
    for candidate in candidates:
        if candidate.word in found.taken or candidate.word in found.left:
            continue
        reason = _objection(candidate, views, found)
        if reason is not None:
            found.left[candidate.word] = (reason, (candidate.column,))
            continue
        rivals = [one for one in candidates if _rivals(one, candidate, views, found)]
        if rivals:
            others = tuple(one.column for one in rivals)
            if lenient and {candidate.column, *others} == _DAYS:
                (other,) = _DAYS - {"planned_on"}
                found.taken[candidate.word] = replace(
                    candidate, column="planned_on", perhaps=(other,)
                )
                continue
            found.left[candidate.word] = ("ambiguous", (candidate.column, *others))
        else:
            found.taken[candidate.word] = candidate
    _names_in_parts(tab, views, found)
    _by_contents(tab, views, columns, contents, found)
    _perhaps_ids(tab, views, contents, found)
    return found


_DAYS = frozenset({"planned_on", "held_on"})
"""Of a session: วันที่ alone may be either."""

_SAYS_ID = re.compile(r"รหัส|เลขที่|เลขประจำตัว|หมายเลข|\b(?:id|code|no|number)\b")


def _names_in_parts(tab: Tab, views: Sequence[SheetView], found: Assignment) -> None:
    """A first and a last name in columns of their own, where no column has both."""
    column = _NAMES.get(tab.name)
    for view in views:
        parts = [view.words & meant for meant in (FIRST_NAMES, SURNAMES)]
        if column is None or not all(parts) or column in found.columns_of(view):
            continue
        for word in (*parts[0], *parts[1], *(view.words & PREFIXES)):
            if word not in found.taken:
                found.left[word] = ("name-part", (column,))


_NAMES = {"staff": "full_name", "members": "person", "experts": "person"}
"""The column of a tab that holds a whole name."""


def _perhaps_ids(
    tab: Tab, views: Sequence[SheetView], contents: Contents, found: Assignment
) -> None:
    """Codes of which no two are the same, where the ID of the records has no heading."""
    key = tab.columns[tab.key[0]]
    if key.kind != "id":
        return
    for view in views:
        if key.name in found.columns_of(view):
            continue
        for heading in view.headings:
            reason = found.left.get(heading.word, ("unknown", ()))[0]
            unknown = heading.word not in found.taken and reason in {"unknown", "taken"}
            if not (unknown and _SAYS_ID.search(heading.word)) or view.counts(heading.position):
                continue
            fit = contents.fit(view, heading.position, tab.name, key)
            if fit and fit.seen >= _ENOUGH and fit.fitting == fit.seen == fit.distinct:
                found.left[heading.word] = ("unsure", (key.name,))


def _as_said(
    tab: Tab,
    views: Sequence[SheetView],
    answers: Answers,
    candidates: Sequence[Candidate],
    found: Assignment,
) -> None:
    """What a person said of headings; a heading that the schema knows is read so in any case."""
    fixed = {one.word: one.column for one in candidates if one.fixed}
    for view in views:
        for word, column in answers.of(view.title).columns.items():
            if word not in view.words or word in fixed:
                continue
            if not column:
                found.left[word] = ("declined", ())
            elif column in {fixed.get(other) for other in view.words}:
                found.left[word] = ("taken", (column,))
            elif column in LISTS.get(tab.name, ()):
                found.left[word] = (_LISTING[column], ())
            elif column in tab.columns:
                why = (MappingReason("answered"),)
                found.taken[word] = Candidate(word, column, 1.0, why, fixed=False)


def _candidates(
    tab: Tab, views: Sequence[SheetView], columns: Columns, contents: Contents
) -> Iterator[Candidate]:
    """Every word with every column that it resembles: the best of all sheets that have it."""
    best: dict[tuple[str, str], Candidate] = {}
    for view in views:
        for heading in view.headings:
            for (name, column), like in columns.likes(heading.text).items():
                meant = tab.columns.get(column)
                if name != tab.name or meant is None or _counts_else(heading.text, meant):
                    continue
                said = like.score >= _NAMED
                fit = contents.fit(view, heading.position, tab.name, meant, named=said)
                if meant.kind == "number" and like.how == "part":
                    fit = None  # every number fits
                no_id = meant.kind == "id" and fit is not None and not fit.fitting
                one = _judged(heading.word, column, like, fit, decisive=no_id)
                known = best.get((heading.word, column))
                if known is None or one.confidence > known.confidence:
                    best[heading.word, column] = one
    fixed = {word for (word, _), one in best.items() if one.fixed}
    for one in best.values():
        floor = LIMIT / 2 if one.differs else _FLOOR
        if one.confidence >= floor and (one.fixed or one.word not in fixed):
            yield one


def _counts_else(heading: str, column: Column) -> bool:
    """Whether a heading tells another unit than that of the column: ระยะเวลา (นาที), จำนวน (คน)."""
    units = _UNITS.findall(heading) if column.unit == "hours" else ()
    return bool(units) and not any(map(_HOURS.fullmatch, units))


_UNITS = re.compile(r"[(\[]\s*(?:หน่วย\s*[:：]?\s*)?([^()\[\]\d]+?)\s*[)\]]")
_HOURS = re.compile(r"ชั่วโมง\S*|ช\.?\s*ม\.?|hours?|hrs?\.?|h", re.IGNORECASE)


def _judged(word: str, column: str, like: Like, fit: Fit | None, *, decisive: bool) -> Candidate:
    """The resemblance of the heading, weighed with what the cells below it are.

    Few cells prove nothing, unless they are `decisive`: a name is no ID.
    """
    fixed = like.how in ("same", "alias")
    heading = MappingReason(like.how, {"spelling": like.spelling})
    if fit is None or _DIFFERS <= fit.share < _FITS:
        return Candidate(word, column, like.score, (heading,), fixed)
    facts = {"fitting": fit.fitting, "seen": fit.seen}
    if fit.share >= _FITS:
        sure = like.score + (1 - like.score) / 2
        return Candidate(word, column, sure, (heading, MappingReason("contents-fit", facts)), fixed)
    if fit.seen < _ENOUGH and not decisive:
        return Candidate(word, column, like.score, (heading,), fixed)
    doubt = (heading, MappingReason("contents-differ", facts))
    score = 0.9 if fixed else like.score / 2
    return Candidate(word, column, score, doubt, fixed, differs=True)


def _objection(
    candidate: Candidate, views: Sequence[SheetView], found: Assignment
) -> LeftReason | None:
    """Why a word is not taken for that column; a word the schema knows is always taken."""
    if candidate.fixed:
        return None
    if candidate.confidence < LIMIT:
        return "contents-differ" if candidate.differs else "unsure"
    having = [view for view in views if candidate.word in view.words]
    if any(candidate.word in view.repeated for view in having):
        return "repeated"
    if any(candidate.column in found.columns_of(view) for view in having):
        return "taken"
    return None


def _rivals(
    one: Candidate, candidate: Candidate, views: Sequence[SheetView], found: Assignment
) -> bool:
    """Whether another column suits the same word as well."""
    return (
        not candidate.fixed
        and one.word == candidate.word
        and one.column != candidate.column
        and one.confidence >= candidate.confidence - _MARGIN
        and _objection(one, views, found) is None
    )


def _by_contents(
    tab: Tab,
    views: Sequence[SheetView],
    columns: Columns,
    contents: Contents,
    found: Assignment,
) -> None:
    """Headings that nobody knows, over cells that only one column left over can hold."""
    for view in views:
        having = {*found.columns_of(view), *found.in_parts(view)}
        open_columns = [
            column
            for column in tab.columns.values()
            if column.name not in having and _may_stand_alone(tab, column)
        ]
        for column in open_columns:
            fitting = [
                (heading, fit)
                for heading in view.headings
                if heading.word not in found.taken
                and found.left.get(heading.word, ("unknown",))[0] not in _DECIDED
                and heading.word not in view.repeated
                and not (column.kind == "person" and _is_of_others(tab, columns, heading))
                and (fit := contents.fit(view, heading.position, tab.name, column)) is not None
                and _speaks_for_itself(view, heading, column, fit)
            ]
            sure = [one for one in fitting if one[1].seen >= _ENOUGH]
            if len(sure) == len(fitting) == 1:
                _take_alone(fitting[0], column, open_columns, views, found)
            elif len(fitting) == 1:  # too few cells to tell
                found.left.setdefault(fitting[0][0].word, ("unsure", (column.name,)))
            elif len(fitting) > 1:
                for heading, _ in fitting:
                    found.left.setdefault(heading.word, ("ambiguous", (column.name,)))


def _is_of_others(tab: Tab, columns: Columns, heading: SheetHeading) -> bool:
    """Whether a heading is a column of other tabs by its name, and of this one by none.

    Whoever is called the coordinator there is no member, and who is on a list coordinates nothing.
    """
    if tab.name == "communities" and lists_people(heading.text):
        return True
    named = {
        of for (of, _), like in columns.likes(heading.text).items() if like.how in {"same", "alias"}
    }
    return bool(named) and tab.name not in named


_LISTING: Mapping[str, LeftReason] = {one: one for several in LISTS.values() for one in several}
_DECIDED = frozenset({"counting", "declined", "name-part", *_LISTING})
"""Why a heading is left, whatever its cells look like: it counts rows, or a person said so."""


def _may_stand_alone(tab: Tab, column: Column) -> bool:
    if column.kind not in _CERTAIN_ALONE or column.to == tab.name:
        return False
    if column.kind == "date":
        return column.required  # a form's time stamp is a date, too
    return column.kind != "person" or (column.required and tab.name != "staff")


def _speaks_for_itself(view: SheetView, heading: SheetHeading, column: Column, fit: Fit) -> bool:
    if fit.share < _FITS:
        return False
    if column.kind in ("areas", "yes_no", "choice"):
        cells = view.sample(heading.position)
        numbers = sum(isinstance(cell, int | float) for cell in cells)
        return numbers * 2 < len(cells) and 1 < fit.distinct <= _MOST_FITTING_WORDS
    return True


def _take_alone(
    only: tuple[SheetHeading, Fit],
    column: Column,
    open_columns: Sequence[Column],
    views: Sequence[SheetView],
    found: Assignment,
) -> None:
    heading, fit = only
    same_kind = [one for one in open_columns if one.kind == column.kind and one.to == column.to]
    if len(same_kind) > 1 and column.kind != "choice":
        names = tuple(one.name for one in same_kind)
        found.left[heading.word] = ("ambiguous", names)
        return
    facts = {"fitting": fit.fitting, "seen": fit.seen}
    reasons = (MappingReason("contents", facts),)
    alone = Candidate(heading.word, column.name, _CERTAIN_ALONE[column.kind], reasons, fixed=False)
    if _objection(alone, views, found) is None:
        found.left.pop(heading.word, None)
        found.taken[heading.word] = alone


Assigning = Callable[[Tab, Sequence[SheetView]], Assignment]
