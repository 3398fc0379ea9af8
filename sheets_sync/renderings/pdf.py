"""A document as a PDF: tagged, for the archive and for screen readers (PDF/A-2b, PDF/UA-1)."""

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.blocks import (
    Block,
    Document,
    DocumentTable,
    Side,
    TableColumn,
    readable_blocks,
)
from sheets_sync.renderings.document.cells import Cell
from sheets_sync.renderings.document.shown import Shown, fit, more_rows, show
from sheets_sync.renderings.letter_count import letter_count
from sheets_sync.renderings.memo import Memo
from sheets_sync.renderings.report_document import report_document
from sheets_sync.renderings.typeface import readable
from sheets_sync.resources import resource

ON_NEW_PAGE = frozenset({"heat_map", "annex"})
"""These sections begin a page; typst then lays out what stands between on several cores."""
LONG = 200
"""So many rows of a table are printed where a workbook has all."""
LEAST, HEAVY, BESIDE = 10, 28, 22
"""A column gets as much room as its longest cell asks for, within these bounds; so much for what
is told beside a number, on two lines."""
DIGIT, THAI_DIGIT = 1.25, 1.4
"""A digit is wider than what a text has on average, and no number goes over two lines."""
FEW_LINES = 2
"""A heading takes about so many lines, and few more where the table has many columns."""
BOLD = 1.5
"""A bold Latin letter of a heading is wider than what a text has on average, marks among it."""
SHORT, BOLD_THAI = 10, 1.4
"""A heading of so few letters stands on one line; each of them is so wide."""
LONGEST_NAME = 14
"""A longer word of a name may be parted."""
ACROSS, LEFT, RIGHT, WORDS = 120, 76, 37, 20
"""So many letters fit across a page and its sides; so many has a column of words that gives way."""


def report_pdf(report: MonthlyReport, schema: Schema, sentences: Sentences) -> bytes:
    """The report in the language of `sentences`."""
    return document_pdf(report_document(report, schema, sentences), sentences)


def document_pdf(document: Document, sentences: Sentences, memo: Memo | None = None) -> bytes:
    """The same bytes for the same document; the memo, if any, stands before it."""
    data, is_lossy = readable(json.dumps(_document(document, memo, sentences), ensure_ascii=False))
    if is_lossy:
        data = json.dumps(_with_note(json.loads(data), sentences), ensure_ascii=False)
    return typeset(data)


@lru_cache(maxsize=8)
def typeset(data: str) -> bytes:
    """The same bytes for the same data: a month is often compiled again and reads the same.

    Raises:
        SetupError: typst is not there, or its machine code does not fit this computer.
    """
    try:
        import typst  # slow import: 80 MB
    except ImportError as error:
        raise SetupError("typst-missing", why=str(error), python=sys.executable) from error

    compiler = typst.Compiler(
        input=resource("templates", "shared", "typeset", "document.typ"),
        root=resource("templates", "shared", "typeset"),
        font_paths=[resource("templates", "shared", "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )
    # Together they also refuse a letter that the typeface does not have, which would be lost.
    made = compiler.compile(format="pdf", pdf_standards=["a-2b", "ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("a document is one file")
    return made


def _document(document: Document, memo: Memo | None, say: Sentences) -> dict[str, object]:
    day, emblem = document.dated, document.own_head.emblem
    return {
        "language": say.code,
        "thai_digits": say.thai_digits,
        "title": document.title,
        "running_head": document.running_head,
        "band": document.band and _fields(document.band, say),
        "agency": document.agency,
        "own_lines": list(document.own_head.lines),
        "emblem": emblem and {**emblem.plain, "told": say("report.page.emblem")},
        "facts": list(filter(None, document.facts)),
        "notices": list(document.notices),
        "foot": document.foot,
        "dated": [day.year, day.month, day.day],
        "page_of": say("report.page.page_of", page="\n", pages="\n").split("\n"),
        "supplements": dict(say.table("report.supplements")),
        "memo": memo and {**_fields(memo, say), "labels": dict(say.table("memo.labels"))},
        "sections": [
            {
                "is_on_new_page": section.name in ON_NEW_PAGE,
                "title": f"{say.digits(str(place))}. {section.title}",
                "blocks": [_block(block, say) for block in readable_blocks(section.blocks)],
            }
            for place, section in enumerate(document.sections, start=1)
        ],
    }


def _with_note(data: Mapping[str, object], say: Sentences) -> Mapping[str, object]:
    return {**data, "foot": f"{data['foot']} · {say('report.page.no_glyph')}"}


def _block(block: Block, say: Sentences, across: float = ACROSS) -> dict[str, object]:
    if isinstance(block, DocumentTable):
        return _table(block, say, across)
    if isinstance(block, Side):
        return {
            "kind": "Side",
            "left": [_block(one, say, LEFT) for one in block.left],
            "right": [_block(one, say, RIGHT) for one in block.right],
        }
    return {"kind": type(block).__name__, **_fields(block, say)}


def _fields(value: object, say: Sentences) -> dict[str, object]:
    assert dataclasses.is_dataclass(value)  # noqa: S101 — tells the type
    return {one.name: _plain(getattr(value, one.name), say) for one in dataclasses.fields(value)}


def _plain(value: object, say: Sentences) -> object:
    match value:
        case str():
            return fit(value)
        case Cell():
            return _plain(show(value, say), say)
        case tuple():
            return [_plain(one, say) for one in value]
        case dt.date():
            return value.isoformat()
    if dataclasses.is_dataclass(value):
        return {"kind": type(value).__name__, **_fields(value, say)}
    return value


def _table(table: DocumentTable, say: Sentences, across: float) -> dict[str, object]:
    most = LONG if table.whole_in else None
    shown = [[show(cell, say) for cell in cells] for cells in table.rows[:most]]
    rows = [[_fields(cell, say) for cell in cells] for cells in shown]
    if table.look == "grouped":
        _say_once(rows)
    weights = _weights(table, shown, say)
    if table.look == "figures" and across - sum(weights[1:]) < WORDS:
        weights = _weights(table, [[_stacked(cell) for cell in cells] for cells in shown], say)
        rows = [[{**cell, "is_stacked": True} for cell in cells] for cells in rows]
    weights = _fitted(
        table.columns,
        across,
        [_least([row[place] for row in shown]) for place in range(len(table.columns))],
        weights,
    )
    return {
        "kind": "DocumentTable",
        "look": table.look,
        "caption": table.caption if table.is_caption_shown else "",
        "columns": [
            {**_fields(column, say), "weight": weight}
            for column, weight in zip(table.columns, weights, strict=True)
        ],
        "rows": rows,
        "more": more_rows(table, most, say),
        "total": [_fields(show(cell, say), say) for cell in table.total],
        "nothing": fit(table.nothing),
        "hidden": fit(table.hidden),
        "signs": [say("report.words.nothing"), say("report.words.hidden")],
    }


def _weights(table: DocumentTable, shown: list[list[Shown]], say: Sentences) -> list[float]:
    """How much room each column asks for."""
    beside = 0 if table.look == "figures" else HEAVY
    digit = THAI_DIGIT if say.thai_digits else DIGIT
    return [
        _weight(column, [row[place] for row in shown], beside, digit)
        for place, column in enumerate(table.columns)
    ]


def _stacked(cell: Shown) -> Shown:
    """As wide as the cell is where its share stands below its number."""
    return dataclasses.replace(cell, share="")


def _say_once(rows: list[list[dict[str, object]]]) -> None:
    """Leave out what the row above says, too."""
    before: object = None
    for first, *_ in rows:
        said, first["text"] = first["text"], "" if first["text"] == before else first["text"]
        before = said


def _fitted(
    columns: Sequence[TableColumn], across: float, least: list[float], weights: list[float]
) -> list[float]:
    """Where a table asks for more than there is room, words that go over lines give way first."""
    over = sum(weights) - across
    spare = [
        max(weight - floor, 0.0) if column.kind == "text" else 0.0
        for column, weight, floor in zip(columns, weights, least, strict=True)
    ]
    if over <= 0 or not any(spare):
        return weights
    given = min(over / sum(spare), 1)
    return [weight - given * own for weight, own in zip(weights, spare, strict=True)]


def _least(cells: list[Shown]) -> float:
    """What a column of words keeps that gives way: no name is parted within a word."""
    names = [word for cell in cells if cell.is_name for word in cell.text.split()]
    longest = max((letter_count(word) for word in names), default=0)
    return max(WORDS, min(longest, LONGEST_NAME) * BOLD + 2)


def _weight(column: TableColumn, cells: list[Shown], beside: int, digit: float) -> float:
    """How much room a column asks for, in letters; at most so much for what is told beside it."""
    longest = max(
        (letter_count(f"{cell.text} {cell.share}{cell.code}") for cell in cells), default=0
    )
    aside = max((letter_count(told) for cell in cells for told in cell.asides), default=0)
    words = [len(one) for one in column.heading.split() if one.isascii()]
    word = max(max(words, default=0) * BOLD + 2, letter_count(column.heading) * BOLD / FEW_LINES)
    if column.kind != "text":  # Thai headings break anywhere between words, a Latin word does not
        # What could not be read stands there as it was typed.
        wide = min(HEAVY, longest) * (digit if column.kind == "number" else 1) + 2
        return max(wide, min(aside / 2 + 2, BESIDE), LEAST, word)
    told = letter_count(column.heading)
    short = told * BOLD_THAI + 2 if told <= SHORT else 0
    return max(LEAST, word, short, min(HEAVY, longest + 2)) + min(beside, aside / 2)
