"""The way to another workbook, and what stays where one of our tabs was once it is kept there."""

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.planning.workbook_tabs.read_outbox_tab import tabs_titled
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    Look,
    ServiceTab,
    TabCell,
    TabName,
    TabRow,
)
from sheets_sync.planning.workbook_visibility import MAIN

_WIDTH = 80


def way_to(home: str, words: str, checkup: Checkup) -> Link:
    """Words that lead to another workbook: to a tab that is there before we write, and after."""
    tabs = [tab for tab in checkup.workbook.tabs if tab.home == home]
    feeding = [tab for tab in tabs if tab.table]
    return Link(words, (feeding or tabs[-1:])[0].sheet, 1, 1)


def moved_tab(
    checkup: Checkup, sentences: Sentences, name: TabName, home: str
) -> ServiceTab | None:
    """The way to the tab, over what stood there; nothing where the main workbook has no such tab.

    What it showed may not be for everybody who sees the main workbook, and would grow old there.
    """
    title = sentences(f"flags.{name}.tab")
    titles = titles_of(name, [sentences])
    if not any(tabs_titled(checkup.workbook, each, MAIN) for each in titles):
        return None
    way = way_to(home, sentences("flags.moved", place=home), checkup)
    return ServiceTab(
        name=name,
        title=title,
        widths=(_WIDTH,),
        rows=(TabRow((TabCell(title, Look.TITLE),)), TabRow((TabCell(way, Look.NOTE),))),
        hidden=name == "log",
    )
