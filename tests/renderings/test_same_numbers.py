"""Every number that is shown twice is equal: on the page, in the PDF, in the workbook."""

import io
import re

import lxml.html
import pytest
from python_calamine import CalamineWorkbook

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.renderings.document.blocks import Band, Side, Table
from sheets_sync.renderings.document.shown import show
from sheets_sync.renderings.report_document import report_document
from sheets_sync.renderings.report_files import report_files
from tests.renderings.pdf_text import pdf_text, raw_text, squeezed
from tests.renderings.reports import OCTOBER, TODAY
from tests.renderings.test_page import register
from tests.rules.workbooks import our_schema, settings_of

PORTION = re.compile(r"^(\d+)/(\d+)$")


@pytest.fixture(scope="module", params=["manager", "hr"])
def made(request):
    report = register().report(OCTOBER, request.param, TODAY, checked=True)
    schema, say = our_schema(), Sentences("th")
    return (
        report,
        report_document(report, schema, say),
        report_files(report, schema, say, settings_of(None).reports),
        say,
    )


def of_kind(files, kind):
    return next(content for name, content in files.items() if name.endswith(kind))


def all_tables(blocks):
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Side):
            yield from all_tables((*block.left, *block.right))


def rows_of(document, say):
    """By table, the words of every row as they are to be shown."""
    for section in document.sections:
        for table in all_tables(section.blocks):
            rows = [*table.rows, *([table.total] if table.total else [])]
            yield table, [[show(cell, say) for cell in row] for row in rows]


def test_page_shows_every_row(made):
    _, document, files, say = made
    page = lxml.html.document_fromstring(of_kind(files, ".html").decode())

    for table, rows in rows_of(document, say):
        found = page.xpath(f"//table[@id='t-{table.name}']/*[self::tbody or self::tfoot]/tr")
        texts = [squeezed("".join(row.itertext())) for row in found]
        wanted = [
            "".join(squeezed(one.order + one.text + "".join(one.asides[:1]))
                    if one.state else
                    squeezed(one.text + one.share + one.code + "".join(one.asides))
                    for one in row)
            for row in rows
        ]  # fmt: skip
        assert texts == wanted


def test_pdf_shows_every_value(made, tmp_path):
    _, document, files, say = made
    text = pdf_text(of_kind(files, ".pdf"), tmp_path)

    for _, rows in rows_of(document, say):
        for row in rows:
            for one in row:
                for told in (one.text, one.share, one.code, *one.asides):
                    assert squeezed(told) in text


def test_workbook_shows_every_row(made):
    _, document, files, say = made
    book = CalamineWorkbook.from_filelike(io.BytesIO(of_kind(files, ".xlsx")))

    for table, rows in rows_of(document, say):
        sheet = book.get_sheet_by_name(say(f"report.workbook.sheets.{table.name}")).to_python()
        body = [row for row in sheet[4:] if row[0] != say("report.workbook.shown")]
        for told, row in zip(rows, body, strict=True):
            assert [number for one in told for number in numbers(one)] == [
                round(value, 2) for value in row if isinstance(value, float)
            ]


def numbers(one):
    """The numbers of a cell as the workbook holds them."""
    if portion := PORTION.match(one.text.replace(",", "")):
        if one.state:
            return []
        n, of = map(float, portion.groups())
        return [n, of, round(n / of, 2)]
    if one.is_quiet or one.state or one.code or not one.order or "-" in one.order:
        return []
    if " ถึง " in one.text:
        low, high = (float(part.strip("\u00a0 %")) / 100 for part in one.text.split("ถึง"))
        return [round(low, 2), round(high, 2)]
    return [round(float(one.order), 2)]


def test_a_draft_is_a_draft_wherever_it_is_read(made, tmp_path):
    _, document, files, say = made
    page = lxml.html.document_fromstring(of_kind(files, ".html").decode())
    cover = CalamineWorkbook.from_filelike(io.BytesIO(of_kind(files, ".xlsx"))).get_sheet_by_index(
        0
    )
    pages = raw_text(of_kind(files, ".pdf"), tmp_path).strip("\f").split("\f")
    told = say("report.standing.draft")

    assert document.band == Band("draft", told)
    assert page.xpath("string(//p[@class='band draft'])") == told
    assert [told] in [row[:1] for row in cover.to_python()]
    assert all(squeezed(told) in squeezed(one) for one in pages)


def test_all_27_stand_on_the_page_and_in_the_workbook(made):
    report, document, *_ = made
    table = next(table for section in document.sections
                 for table in all_tables(section.blocks) if table.name == "indicators")  # fmt: skip

    assert [int(row[0].value.text.partition(".")[0]) for row in table.rows] == list(range(1, 28))
    assert list(report.indicators) == [one.number for one in INDICATORS]
