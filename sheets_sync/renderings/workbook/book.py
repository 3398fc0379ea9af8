"""The workbook: a cover that leads to its sheets, then one sheet for each table and chart."""

import datetime as dt
import io
import re
from collections.abc import Iterable

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.charts.drawing import Chart
from sheets_sync.renderings.document.blocks import (
    Block,
    Bullets,
    Document,
    Prose,
    Side,
    Table,
    Terms,
)
from sheets_sync.renderings.document.shown import fit
from sheets_sync.renderings.workbook.chart_sheet import write_chart
from sheets_sync.renderings.workbook.sheet import TableSheet
from sheets_sync.renderings.workbook.styles import ACCENT, FONT, SIZE, Styles

LONGEST_NAME = 31
TITLE_LINE, LINE = 50, 78
"""So many letters stand on a line of the cover."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


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
        listed: list[tuple[str, str]] = []
        for section in self._document.sections:
            for block in _flat(section.blocks):
                if isinstance(block, Table):
                    title = block.title or block.caption
                    sheet = self._book.add_worksheet(self._name(self._short(block.name, title)))
                    TableSheet(
                        self._book, sheet, block, fit(title), self._styles, self._say
                    ).write()
                    listed.append((sheet.get_name(), title))
                elif isinstance(block, Chart) and block.series:
                    sheet = self._book.add_worksheet(self._name(block.title))
                    write_chart(self._book, sheet, block, self._styles)
                    listed.append((sheet.get_name(), block.title))
        self._terms(listed)
        self._cover(cover, listed)

    def _cover(self, sheet: Worksheet, listed: list[tuple[str, str]]) -> None:
        document, styles = self._document, self._styles
        sheet.set_column(0, 0, 60)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        title = styles.made(bold=True, font_size=18, font_color=ACCENT, text_wrap=True)
        lines = [
            (document.agency, styles.note()),
            (
                document.title,
                styles.made(bold=True, font_size=18, font_color=ACCENT, text_wrap=True),
            ),
            ("  ·  ".join(filter(None, document.facts)), styles.note()),
            *((notice, styles.made(bold=True, text_wrap=True)) for notice in document.notices),
            ("", styles.note()),
            *((text, styles.made(text_wrap=True)) for text in self._first_words()),
            ("", styles.note()),
            (self._say("report.page.contents"), styles.made(bold=True)),
        ]
        for row, (text, style) in enumerate(lines):
            letters, height = (TITLE_LINE, 27) if style is title else (LINE, 22)
            sheet.set_row(row, height * max(1, -(-len(text) // letters)))
            sheet.write_string(row, 0, fit(text), style)
        for row, (name, title) in enumerate(listed, start=len(lines)):
            sheet.set_row(row, 22)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link(), fit(title))
        sheet.write_string(len(lines) + len(listed) + 1, 0, document.foot, styles.note(wrap=True))

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
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 1, 95)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, title, self._styles.title())
        for row, (word, meaning) in enumerate((*pairs, *notes), start=2):
            sheet.write_string(row, 0, fit(word), self._styles.text(bold=True))
            sheet.write_string(row, 1, fit(meaning), self._styles.text())
            sheet.set_row(row, 21 * max(1, -(-len(meaning) // 100)) + 2)
        listed.append((sheet.get_name(), title))

    def _short(self, name: str, title: str) -> str:
        """A table's name that fits on a tab."""
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
