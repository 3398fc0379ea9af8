"""From several workbooks as they were read to one in which every title means one tab."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_sync.registry.workbook import LinkedWorkbook, RawTab, RawWorkbook
from sheets_sync.stores.composite.part import Part


@dataclass(frozen=True, slots=True)
class OwnTitle:
    """A tab as its own workbook calls it."""

    part: int
    title: str


@dataclass(frozen=True)
class Combined:
    """Several workbooks read as one, and the way back to each."""

    workbook: RawWorkbook
    homes: tuple[str, ...]
    """What each workbook is known by; nothing for the main one."""
    places: tuple[str, ...]
    """What each workbook calls itself."""
    versions: tuple[str, ...]
    """Of each workbook, as it was read."""
    own: Mapping[str, OwnTitle]
    """By a tab's title among all of them."""

    def title(self, sheet: str) -> str:
        """What a tab is called in its own workbook; the same where it is gone by now."""
        own = self.own.get(sheet)
        return sheet if own is None else own.title

    def known_as(self, part: int, own: str) -> str:
        """What a tab of one workbook, or the workbook itself, is called among all of them."""
        if own == self.places[part]:
            return self.homes[part] or own
        wanted = OwnTitle(part, own)
        return next((title for title, one in self.own.items() if one == wanted), own)


def combined(parts: Sequence[Part], workbooks: Sequence[RawWorkbook]) -> Combined:
    """All tabs of all workbooks, the main one's first; those of others feed only their tables."""
    main = workbooks[0]
    homes = _homes(workbooks)
    own: dict[str, OwnTitle] = {}
    tabs: list[RawTab] = []
    for number, (part, workbook) in enumerate(zip(parts, workbooks, strict=True)):
        for tab in workbook.tabs:
            title = _free(tab.sheet, homes[number], own)
            own[title] = OwnTitle(number, tab.sheet)
            tabs.append(
                _fed(replace(tab, sheet=title, home=homes[number]), part, tab.sheet, number)
            )
    versions = tuple(workbook.version for workbook in workbooks)
    whole = replace(
        main,
        tabs=tuple(tabs),
        version=json.dumps(versions) if any(versions) else "",
        elsewhere=tuple(_elsewhere(parts, workbooks, homes)),
    )
    return Combined(whole, homes, tuple(one.place for one in workbooks), versions, own)


def _fed(tab: RawTab, part: Part, title: str, number: int) -> RawTab:
    """In the main workbook a title says what it feeds, as if there were no other."""
    if number == 0:
        return tab
    table = part.schema.tab_named(title)
    return replace(tab, table=table.name if table else "")


def _homes(workbooks: Sequence[RawWorkbook]) -> tuple[str, ...]:
    """The places of the workbooks, numbered where two are called the same."""
    homes = [""]
    taken = {workbooks[0].place.casefold()}
    for workbook in workbooks[1:]:
        homes.append(_numbered(workbook.place, taken))
        taken.add(homes[-1].casefold())
    return tuple(homes)


def _free(title: str, home: str, taken: Mapping[str, object]) -> str:
    """The title, with its workbook where another has a tab of the same."""
    folded = {one.casefold() for one in taken}
    if title.casefold() not in folded:
        return title
    return _numbered(f"{title} ({home})", folded)


def _numbered(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _elsewhere(
    parts: Sequence[Part], workbooks: Sequence[RawWorkbook], homes: Sequence[str]
) -> Iterator[LinkedWorkbook]:
    for part, workbook, home in list(zip(parts, workbooks, homes, strict=True))[1:]:
        yield LinkedWorkbook(
            home=home,
            tables=part.tables,
            tabs=part.tabs,
            written=part.written,
            private=part.private,
            locale=workbook.locale,
        )
