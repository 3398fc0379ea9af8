"""The log tab: every letter that went out or was to, the newest first; it starts hidden."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.planning.workbook_tabs.outbox_tab import state_word
from sheets_sync.planning.workbook_tabs.read_outbox_tab import SHOWN
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import (
    Look,
    PrintSetup,
    ServiceTab,
    TabCell,
    TabRow,
)

_WIDTHS = (22, 28, 30, 60, 9, 22, 16)


def log_tab(checkup: Checkup, sentences: Sentences) -> ServiceTab:
    """The tab with one row a letter."""
    wide = len(_WIDTHS)
    headings = sentences("flags.log.columns").split("|")
    top = (
        TabRow((TabCell(sentences("flags.log.title"), Look.TITLE),)),
        TabRow((TabCell(sentences("flags.log.note"), Look.NOTE, span=wide),)),
        TabRow(tuple(TabCell(heading, Look.HEADING) for heading in headings)),
    )
    zone = checkup.context.settings.timezone
    rows = (_row(letter, zone, sentences) for letter in _newest_first(checkup.letters))
    return ServiceTab(
        name="log",
        title=sentences("flags.log.tab"),
        widths=_WIDTHS,
        rows=(*top, *rows),
        frozen_rows=len(top),
        filter_row=len(top),
        hidden=True,
        print_setup=PrintSetup(repeat_rows=len(top)),
    )


def _newest_first(letters: Iterable[Letter]) -> list[Letter]:
    return sorted(letters, key=lambda letter: (letter.planned_at, letter.id), reverse=True)


def _row(letter: Letter, zone: ZoneInfo, sentences: Sentences) -> TabRow:
    at = letter.accepted_at or letter.handing_at or letter.planned_at
    return TabRow(
        (
            TabCell(at.astimezone(zone).replace(tzinfo=None)),
            TabCell(letter.name or None),
            TabCell(letter.recipient or sentences("flags.log.erased")),
            TabCell(letter.subject or None),
            TabCell(letter.items),
            TabCell(state_word(letter.state, sentences, is_file=letter.is_file)),
            TabCell(letter.id[:SHOWN], Look.QUIET),
        )
    )
