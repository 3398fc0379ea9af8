"""The workbook: a cover that leads to its sheets, then one sheet for each table and chart."""

import datetime as dt
import io
import re
from collections.abc import Iterable

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.charts.drawing import Chart
from sheets_sync.renderings.document.blocks import (
    Block,
    Bullets,
    Document,
    DocumentTable,
    Prose,
    Side,
    Terms,
)
from sheets_sync.renderings.document.shown import fit
from sheets_sync.renderings.workbook.chart_sheet import write_chart
from sheets_sync.renderings.workbook.paper import LINE, height_of, lay_out
from sheets_sync.renderings.workbook.sheet import TableSheet
from sheets_sync.renderings.workbook.styles import ACCENT, FONT, SIZE, Styles

LONGEST_NAME = 31
COVER = 84
"""So many letters stand on a line of the cover."""
TITLE_SHARE, TITLE_LINE = 0.72, 1.3
"""So much of a line's letters fit where they are as large as the title's, and its height."""
WORD, MEANING = 40, 100
"""The widths of the two columns of definitions, in letters."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@no_garbage_collection()
def document_workbook(document: Document, say: Sentences) -> bytes:
    """The same bytes for the same document."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    }) as book:  # fmt: skip
        created = dt.datetime.combine(document.dated, dt.time(), dt.UTC)
        book.set_properties({
            "title": document.title, "author": document.agency, "created": created,
        })  # fmt: skip
        book.set_calc_mode("auto")
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(SIZE)
        _Book(book, document, say).write()
    return buffer.getvalue()


class _Book:
    """A workbook in the making."""

    def __init__(self, book: xlsxwriter.Workbook, document: Document, say: Sentences) -> None:
        self._book, self._document, self._say = book, document, say
        self._styles = Styles(book, say)
        self._names: set[str] = set()

    def write(self) -> None:
        cover = self._book.add_worksheet(self._name(self._say("report.workbook.cover")))
        listed = [
            self._sheet(block)
            for section in self._document.sections
            for block in _flat(section.blocks)
            if isinstance(block, DocumentTable | Chart)
        ]
        self._terms(listed)
        self._cover(cover, listed)

    def _sheet(self, block: DocumentTable | Chart) -> tuple[str, str]:
        """A sheet for a table or a chart: its name and its title."""
        title = fit(
            block.title or block.caption if isinstance(block, DocumentTable) else block.title
        )
        sheet = self._book.add_worksheet(self._name(self._short(block.name, title)))
        if isinstance(block, DocumentTable):
            TableSheet(
                self._book, sheet, block, title, self._running_head, self._styles, self._say
            ).write()
        else:
            write_chart(self._book, sheet, block, self._running_head, self._styles, self._say)
        return sheet.get_name(), title

    @property
    def _running_head(self) -> tuple[str, str]:
        return fit(self._document.running_head), fit(self._document.agency)

    def _cover(self, sheet: Worksheet, listed: list[tuple[str, str]]) -> None:
        document, styles = self._document, self._styles
        lay_out(sheet, ("", ""), self._say, COVER, is_one_page=True)
        sheet.set_column(0, 0, COVER)
        title = styles.made(bold=True, font_size=18, font_color=ACCENT, text_wrap=True)
        lines = [
            (document.agency, styles.note()),
            (document.title, title),
            ("  ·  ".join(filter(None, document.facts)), styles.note(wrap=True)),
            *([(document.band.text, styles.band(document.band.look))] if document.band else []),
            *((notice, styles.made(bold=True, text_wrap=True)) for notice in document.notices),
            ("", styles.note()),
            *((text, styles.made(text_wrap=True)) for text in self._first_words()),
            ("", styles.note()),
            (self._say("report.page.contents"), styles.made(bold=True)),
        ]
        for row, (text, style) in enumerate(lines):
            is_title = style is title
            height = height_of([text], [COVER * TITLE_SHARE if is_title else COVER])
            sheet.set_row(row, height * (TITLE_LINE if is_title else 1))
            sheet.write_string(row, 0, fit(text), style)
        for row, (name, told) in enumerate(listed, start=len(lines)):
            sheet.set_row(row, LINE)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link(), told)
        last = len(lines) + len(listed) + 1
        sheet.set_row(last, height_of([document.foot], [COVER]))
        sheet.write_string(last, 0, document.foot, styles.note(wrap=True))

    def _first_words(self) -> list[str]:
        """The sentences of the first section: what changed."""
        blocks = self._document.sections[0].blocks if self._document.sections else ()
        return [f"• {line}" for block in blocks if isinstance(block, Bullets)
                for line in block.lines]  # fmt: skip

    def _terms(self, listed: list[tuple[str, str]]) -> None:
        """Definitions and notes, on the last sheet."""
        pairs = [
            pair for section in self._document.sections for block in _flat(section.blocks)
            if isinstance(block, Terms) for pair in block.pairs
        ]  # fmt: skip
        notes = [
            (section.title, block.text)
            for section in self._document.sections
            for block in _flat(section.blocks)
            if isinstance(block, Prose) and block.look == "note"
        ]
        if not pairs and not notes:
            return
        title = self._say("report.workbook.terms")
        sheet = self._book.add_worksheet(self._name(title))
        sheet.set_column(0, 0, WORD)
        sheet.set_column(1, 1, MEANING)
        lay_out(sheet, self._running_head, self._say, WORD + MEANING)
        sheet.write_string(0, 0, title, self._styles.title())
        sheet.set_row(0, 27)
        for row, (word, meaning) in enumerate((*pairs, *notes), start=2):
            sheet.write_string(row, 0, fit(word), self._styles.text(bold=True))
            sheet.write_string(row, 1, fit(meaning), self._styles.text())
            sheet.set_row(row, height_of([word, meaning], [WORD, MEANING]))
        listed.append((sheet.get_name(), title))

    def _short(self, name: str, title: str) -> str:
        """A name that fits on a tab."""
        sentence = f"report.workbook.sheets.{name}"
        return self._say(sentence) if sentence in self._say else title

    def _name(self, title: str) -> str:
        """A name that Excel takes and no other sheet has."""
        name = _FORBIDDEN.sub(" ", fit(title)).strip()[:LONGEST_NAME].strip()
        taken, place = name, 2
        while taken.casefold() in self._names:
            taken = f"{name[: LONGEST_NAME - 3]} {place}"
            place += 1
        self._names.add(taken.casefold())
        return taken


def _flat(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        if isinstance(block, Side):
            yield from _flat(block.left)
            yield from _flat(block.right)
        else:
            yield block
