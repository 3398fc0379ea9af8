"""What stays where one of our tabs was, once it is kept in another workbook."""

from sheets_sync.language import Sentences
from sheets_sync.plans.flags.checkup import Checkup
from sheets_sync.plans.flags.homes import MAIN
from sheets_sync.plans.flags.model import Cell, Link, Look, Row, ServiceTab, TabName
from sheets_sync.plans.flags.ticks import tabs_titled

_WIDTH = 80


def moved_tab(
    checkup: Checkup, sentences: Sentences, name: TabName, home: str
) -> ServiceTab | None:
    """The way to the tab, over what stood there; nothing where the main workbook has no such tab.

    What it showed may not be for everybody who sees the main workbook, and would grow old there.
    """
    title = sentences(f"flags.{name}.tab")
    if not tabs_titled(checkup.workbook, title, MAIN):
        return None
    there = tabs_titled(checkup.workbook, title, home)
    words = sentences("flags.moved", place=home)
    way = Link(words, there[0].sheet, 1, 1) if there else words
    return ServiceTab(
        name=name,
        title=title,
        widths=(_WIDTH,),
        rows=(Row((Cell(title, Look.TITLE),)), Row((Cell(way, Look.NOTE),))),
        hidden=name == "log",
    )
