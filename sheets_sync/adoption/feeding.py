"""Which sheet feeds which tab."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sheets_sync.adoption.assigning import Assigning, Assignment
from sheets_sync.adoption.layouts.person_columns import MEMBER_LISTS, listed, unnumbered
from sheets_sync.adoption.mapping import LIMIT, MatchReason, UnusedReason, UnusedSheet
from sheets_sync.adoption.sheets import SheetView, views
from sheets_sync.registry.likeness import Columns, Vocabulary, columns_of, loosened
from sheets_sync.registry.schema import Schema, Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawTab

Titles = Vocabulary[str]

_WANTED, _SHARE, _TITLE = 0.4, 0.4, 0.2
"""What counts: columns found that every row needs, headings understood, the title."""
_ENOUGH, _ENOUGH_TO_COPY, _ENOUGH_IF_NAMED = 0.5, 0.35, 0.25
_TITLED = 0.6
_COLUMN, _MORE = 0.02, 0.015
"""What each column counts besides, one that every row needs and any other, where tabs are alike."""
_FEWEST_COLUMNS = 2
_MANY_WANTED = 3
_SAME_ROWS = 0.6
_ROWS = 2
_COPY = re.compile(
    r"สำเนา|ตัวอย่าง|สำรอง|ยกเลิกใช้|(?:^|\W)เก่า|\b(?:copy|old|backup|sample|example|template)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the schema knows by name."""

    schema: Schema
    columns: Columns
    titles: Titles


def names_of(schema: Schema) -> Names:
    """Tabs and columns by what they are called."""
    titles: Titles = Vocabulary((name, name, tab.words) for name, tab in schema.tabs.items())
    return Names(schema, columns_of(schema), titles)


@dataclass(frozen=True, slots=True)
class Feed:
    """A sheet as the source of a tab."""

    view: SheetView
    tab: Tab
    score: float
    title: MatchReason | None
    fixed: bool
    """The schema knows its title: it is read so in any case."""
    lists: int = 0
    """Headings over lists of people: what a register of communities says beside its own columns."""


def best_feed(sheet: RawTab, names: Names, assigning: Assigning, said: str | None) -> Feed | None:
    """The tab that a sheet resembles most, and its row of headings; None where it has no rows.

    `said` is the tab that a person named.
    """
    schema, titles, columns = names.schema, names.titles, names.columns
    known = schema.tab_named(sheet.sheet) or (schema.tabs[said] if said else None)
    tabs = (*schema.tabs.values(),) if known is None else (known,)
    best: Feed | None = None
    most: tuple[bool, bool, float] = (False, False, 0)
    people = partial(_names_person, schema, columns)
    seen = views(sheet, schema.status_column, columns.is_known, people)
    for view in _likely(seen, columns):
        assigned = {tab.name: assigning(tab, [view]) for tab in tabs}
        of_groups = _lists_groups(view, assigned)
        for tab in tabs:
            found = assigned[tab.name]
            feed = _feed(view, tab, titles, found, fixed=known is not None)
            # A tab that needs one column alone resembles every sheet that has a date; one that
            # needs many has more to show for it, and so has one that knows more of the headings.
            wanted = found.having & _wanted(tab)
            rank = (
                of_groups and tab.name == "communities",
                len(found.having) >= _FEWEST_COLUMNS and _says_which(tab.name, view, assigned),
                feed.score + _COLUMN * len(wanted) + _MORE * len(found.having - wanted),
            )
            if best is None or rank > most:
                best, most = feed, rank
    return best


def _names_person(schema: Schema, columns: Columns, title: str) -> bool:
    """Whether a title over several headings is that of one person: ผู้ประสานงาน."""
    likes = columns.likes(title).items()
    return any(
        schema.tabs[tab].columns[name].kind == "person" and like.score >= LIMIT
        for (tab, name), like in likes
    )


def _says_which(tab: str, view: SheetView, assigned: Mapping[str, Assignment]) -> bool:
    """Whether a sheet says what a tab is about, and not only of whom or of what it is.

    A session has a day or a number, a staff list says whom it lists. Who are scored or asked stand
    in a list, too, and its headings say of far more than membership.
    """
    having = assigned[tab].having
    if tab == "members":
        others = [assigned[other].having for other in _OF_MEMBERS if other in assigned]
        groups = assigned.get("communities")
        if groups and _by_cells_alone(assigned[tab], "person") and _is_of_one_each(view, groups):
            return len(having) > len(groups.having)
        return not any(len(other) >= len(having) + _FAR_MORE for other in others)
    if tab == "staff":
        return bool(_WHO & having)
    return tab != "sessions" or bool(_WHICH_SESSION & (having | assigned[tab].perhaps))


_WHO = frozenset({"staff_id", "full_name"})


def _by_cells_alone(found: Assignment, column: str) -> bool:
    """Whether no heading says that it is that column: ประธานกลุ่ม over names of people."""
    return any(
        one.column == column and all(reason.name == "contents" for reason in one.reasons)
        for one in found.taken.values()
    )


def _is_of_one_each(view: SheetView, groups: Assignment) -> bool:
    """Whether every row names another community, as no list of their members does."""
    for heading in groups.columns_of(view).get("name", [])[:1]:
        names = [fold(shown(cell)) for cell in view.below(heading.position)]
        return len(names) == len({*names}) >= max(view.height, _FEWEST_GROUPS)
    return False


_FEWEST_GROUPS = 3
_WHICH_SESSION = frozenset({"session_id", "number", "planned_on", "held_on"})
_OF_MEMBERS = ("evaluations", "followups")
_FAR_MORE = 2


def _lists_groups(view: SheetView, assigned: Mapping[str, Assignment]) -> bool:
    """Whether every row is a community with all who are in it, and not one of its sessions."""
    groups, sessions = assigned.get("communities"), assigned.get("sessions")
    if groups is None or "name" not in groups.having or not _lists(view, groups):
        return False
    return not any(
        one.column in _WHICH_SESSION and one.confidence > _certain(groups, word)
        for word, one in (sessions.taken if sessions else {}).items()
    )


def _certain(found: Assignment, word: str) -> float:
    return found.taken[word].confidence if word in found.taken else 0.0


def _likely(candidates: Iterable[SheetView], columns: Columns) -> list[SheetView]:
    """The rows that may well be headings; judging the cells below every row would take long."""

    def understood(view: SheetView) -> int:
        likes = (columns.likes(heading.text) for heading in view.headings)
        return sum(any(like.score >= LIMIT for like in found.values()) for found in likes)

    return sorted(candidates, key=understood, reverse=True)[:_ROWS]


def _feed(view: SheetView, tab: Tab, titles: Titles, found: Assignment, *, fixed: bool) -> Feed:
    like = titles.likes(view.title).get(tab.name)
    sure = dict.fromkeys(found.having, LIMIT) | {
        one.column: 0 if one.differs else one.confidence for one in found.taken.values()
    }
    wanted = _wanted(tab)
    covered = sum(sure.get(name, 0) for name in wanted) / len(wanted)
    lists = _lists(view, found) if tab.name == "communities" else 0
    share = (sum(sure.values()) + lists * LIMIT) / len(view.headings)
    score = _WANTED * covered + _SHARE * share + _TITLE * (like.score if like else 0)
    if tab.name in ONE_PERSON_EACH and _names_several(view, found):
        score *= _A_LIST_IN_A_CELL
    return Feed(view, tab, score, like.how if like else None, fixed, lists)


ONE_PERSON_EACH = frozenset({"members", "experts", "evaluations", "followups", "attendance"})
"""The tabs with a row for each person."""
_A_LIST_IN_A_CELL = 0.6


def _names_several(view: SheetView, found: Assignment) -> bool:
    """Whether most rows list several people, so that a row is about something else."""
    if _lists(view, found):
        return True
    headings = found.columns_of(view).get("person", [])
    return bool(headings) and _list_people(view, [heading.position for heading in headings])


def _numbered_members(view: SheetView) -> int:
    """How many headings tell members apart by a number: สมาชิกคนที่ 1, สมาชิกคนที่ 2."""
    return sum(
        fold(said) in MEMBER_LISTS and said != heading.text.strip()
        for heading in view.headings
        if (said := unnumbered(heading.text))
    )


def _lists(view: SheetView, found: Assignment) -> int:
    """How many headings of members stand over cells that list several people, or one each."""
    numbered = _numbered_members(view)
    return (numbered if numbered > 1 else 0) + sum(
        heading.word not in found.taken
        and not {heading.word, loosened(heading.text)}.isdisjoint(MEMBER_LISTS)
        and _list_people(view, [heading.position])
        for heading in view.headings
    )


def _list_people(view: SheetView, positions: Iterable[int]) -> bool:
    """Whether most cells of columns list several people."""
    cells = [shown(cell) for position in positions for cell in view.sample(position)]
    return sum(len(listed(text)) > 1 for text in cells) * 2 > len(cells)


def _wanted(tab: Tab) -> frozenset[str]:
    """The columns without which a sheet is hardly this tab."""
    return frozenset(
        name for name, column in tab.columns.items() if column.required or column.element
    )


def objection(
    feed: Feed, titles: Titles, found: Assignment, *, lenient: bool
) -> UnusedReason | None:
    """Why a sheet is not taken for the tab that it resembles most.

    To be copied it needs less, `lenient`: what names its records, and two columns more.
    """
    if feed.fixed:
        return None
    if not feed.view.height:
        return "empty"
    having = found.having
    wanted = _wanted(feed.tab)
    half = len(having & wanted) * 2 >= len(wanted)
    enough = _ENOUGH_TO_COPY if having >= _A_GROUP and len(having) >= _MUCH_OF_A_GROUP else _ENOUGH
    if lenient:
        enough = _ENOUGH_IF_NAMED if len(having & wanted) > _NAMED_AND_MORE else _ENOUGH_TO_COPY
        if having >= _A_GROUP or (feed.lists and "name" in having):
            half, enough = True, 0.0
        half = half or bool(having & _NAMING and len(having) + feed.lists >= _NAMED_AND_MORE)
    if feed.score < enough or len(having) + feed.lists < _FEWEST_COLUMNS or not half:
        return "unlike"
    like = titles.likes(feed.view.title).get(feed.tab.name)
    titled = like is not None and like.score >= _TITLED
    if feed.tab.optional and not titled and len(having & wanted) < _MANY_WANTED:
        return "optional"
    if feed.view.raw.hidden:
        return "hidden"
    return None


_NAMING = frozenset({"name", "community_id", "community", "full_name", "staff_id", "person"})
_A_GROUP = frozenset({"name", "coordinator"})
"""These two say enough: nothing else has both."""
_MUCH_OF_A_GROUP = 5
_NAMED_AND_MORE = 3


def without_copies(feeds: Sequence[Feed]) -> tuple[list[Feed], list[UnusedSheet]]:
    """The sheets that feed one tab, without those whose rows another one has already."""
    if len(feeds) == 1:
        return list(feeds), []
    kept: list[Feed] = []
    unused: list[UnusedSheet] = []
    for feed in sorted(feeds, key=_rank):
        twin = next((one for one in kept if _same_rows(feed.view, one.view)), None)
        if feed.fixed:
            kept.append(feed)
        elif twin is not None:
            other = twin.view.title
            unused.append(UnusedSheet(feed.view.title, "same-rows", feed.tab.name, other))
        elif kept and _COPY.search(feed.view.title):
            unused.append(UnusedSheet(feed.view.title, "copy", feed.tab.name))
        else:
            kept.append(feed)
    order = {id(feed): at for at, feed in enumerate(feeds)}
    return sorted(kept, key=lambda feed: order[id(feed)]), unused


def _rank(feed: Feed) -> tuple[bool, bool, int, float]:
    """First what is read in any case, then no copies, then the fuller ones."""
    copy = _COPY.search(feed.view.title) is not None
    return (not feed.fixed, copy, -len(feed.view.records), -feed.score)


def _same_rows(one: SheetView, other: SheetView) -> bool:
    fewer = min(len(one.records), len(other.records))
    return fewer > 0 and len(one.records & other.records) >= _SAME_ROWS * fewer


def by_tab(feeds: Iterable[Feed], schema: Schema) -> Iterator[tuple[Tab, list[Feed]]]:
    """The feeds in the order of the schema's tabs."""
    found = list(feeds)
    for tab in schema.tabs.values():
        yield tab, [feed for feed in found if feed.tab.name == tab.name]
