"""Every number shown twice is equal: on the page, in PDF, workbook, mail and summary tab."""

import dataclasses
import datetime as dt
import io
import re

import lxml.html
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.planning.report.values import Ratio
from sheets_sync.planning.workbook_tabs.summary_tab import summary_tab
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.renderings.charts.bars_with_names import bars_with_names
from sheets_sync.renderings.document.blocks import Band, DocumentTable, Section, Side, TableColumn
from sheets_sync.renderings.document.cells import Amount, Cell, Portion, words
from sheets_sync.renderings.document.shown import percent, show
from sheets_sync.renderings.report_document import report_document
from sheets_sync.renderings.report_files import report_files
from sheets_sync.renderings.report_mail import ReportMail
from sheets_sync.renderings.workbook import document_workbook
from sheets_sync.settings.model import AgencySettings
from tests.google.display import shown
from tests.google.locales import LOCALES
from tests.renderings.pdf_text import pdf_text, raw_text, squeezed
from tests.renderings.reports import OCTOBER, TODAY
from tests.renderings.test_page import register
from tests.rules.workbooks import our_schema, settings_of

THAI_DIGITS = "[$-D00041E]"
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
        if isinstance(block, DocumentTable):
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
            "".join(squeezed(one.order + one.text + "".join(one.asides[:1]) + one.cause)
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
                for told in (one.text, one.share, one.code, one.cause, *one.asides):
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


def test_every_cell_of_the_workbook_reads_as_the_page_does(made):
    _, document, files, say = made
    assert_read_alike(document, of_kind(files, ".xlsx"), say)


@pytest.mark.parametrize("thai_digits", [False, True])
def test_shares_near_the_ends_read_alike_in_cells_and_beside_bars(made, thai_digits):
    _, document, _, _ = made
    say = Sentences("th", thai_digits=thai_digits)
    ratios = [(758, 760), (9_999, 10_000), (1, 10_000), (2, 760), (0, 9), (9, 9), (5, 8)]
    gains = [0.2963, 0.295, 0.2805, -0.05]
    told = [
        *(Cell(Portion(Ratio(n, of))) for n, of in ratios),
        *(Cell(Amount(gain, 1, is_share=True)) for gain in gains),
        *(Cell(Amount(mean, 2)) for mean in (4.125, 2.675, 1_234.5)),
    ]
    columns = (TableColumn("กลุ่ม", "text"), TableColumn("จำนวน"))
    rows = tuple((words(f"แถว {place}"), one) for place, one in enumerate(told))
    bars = [(f"แถว {place}", gain, percent(gain, say, 1)) for place, gain in enumerate(gains)]
    table = DocumentTable("learning", "ตาราง", columns, rows)
    chart = bars_with_names("gain", "กราฟ", "กราฟ", "ร้อยละ", bars, decimals=1)
    both = (Section("learning", "ผล", (table, chart)),)
    document = dataclasses.replace(document, sections=both)
    content = document_workbook(document, say)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[say("report.workbook.sheets.gain")]

    assert_read_alike(document, content, say)
    assert [read(row[1]) for row in sheet["A5:B8"]] == [
        figure.replace("\u00a0", "") for *_, figure in bars
    ]


def assert_read_alike(document, content, say):
    """Every number of the tables is read in the workbook as it is told."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for table, rows in rows_of(document, say):
        sheet = book[say(f"report.workbook.sheets.{table.name}")]
        body = [row for row in sheet.iter_rows(min_row=5)
                if row[0].value != say("report.workbook.shown")]  # fmt: skip
        for told, row in zip(rows, body, strict=True):
            numbers_told = [text.replace("\u00a0", "") for one in told for text in figures(one)]
            read_there = [read(cell) for cell in row if isinstance(cell.value, int | float)]
            assert read_there == numbers_told, table.name


def figures(one):
    """The numbers that a cell tells, each in its words."""
    if one.is_quiet or one.state or one.code or not one.order or "-" in one.order[1:]:
        return []
    if one.share:
        return [*one.text.split("/"), one.share]
    return one.text.split(" ถึง ")


def read(cell):
    """What a spreadsheet shows in a cell."""
    code = cell.number_format.removeprefix(THAI_DIGITS)
    text = shown(cell.value, {"type": "NUMBER", "pattern": code}, LOCALES["en_US"])
    is_thai = code != cell.number_format
    return Sentences("th", thai_digits=is_thai).digits(text)


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


def headline_of(document, say):
    """By name of the indicator, its three figures on the first page; all steps under theirs."""
    found = {}
    for table, rows in rows_of(document, say):
        if table.name == "headline":
            found |= {first.text: figures for first, *figures in rows}
        if table.name == "steps":
            found[say("indicators.names.steps")] = rows[-1][1:]
    return found


def in_a_mail(shown, say):
    """A cell of the page as a mail says it."""
    if shown.is_quiet and not shown.is_hidden:
        return shown.why or say("indicators.why.nothing")
    portion = PORTION.match(shown.text.replace(",", ""))
    if not portion:
        return shown.text
    n, of = (say.number(int(number)) for number in portion.groups())
    return say("report.words.of", n=n, of=of, share=shown.share)


def test_the_mail_says_what_the_first_page_says(made):
    report, document, _, say = made
    agency = AgencySettings("กรมตัวอย่าง", ("agency.go.th",), "hrd@agency.go.th", ())
    mail = ReportMail(report, our_schema(), say, agency, "send", TODAY).to("boss@agency.go.th")
    page = headline_of(document, say)
    cells = lxml.html.document_fromstring(mail.html).xpath("//tbody/tr/th|//tbody/tr/td")
    texts = [" ".join(cell.itertext()).strip() for cell in cells]
    rows = [texts[place : place + 4] for place in range(0, len(texts), 4)]

    assert {name for name, *_ in rows} == page.keys()
    for name, *figures in rows:
        shown = [in_a_mail(cell, say) for cell in page[name]]
        assert figures[: len(shown)] == shown, name
        assert all(figure in mail.plain for figure in figures)


def test_the_summary_tab_says_what_the_report_of_that_day_says():
    facts = register().facts(dt.date(2026, 10, 31))
    say = Sentences("th")
    report = compile_month(facts, (), OCTOBER, "main", "hr")
    tab = summary_tab(Checkup("main", facts, (), None), say, dt.datetime(2026, 10, 31), "")
    told = {row.cells[0].value: row.cells[1:3] for row in tab.rows if len(row.cells) > 2}

    def ratio(label):
        return told[label][0].value

    for label, number in (
        ("evaluated", 17), ("followed_up", 20), ("steps", 3),
    ):  # fmt: skip
        figure = report.indicators[number].figure
        said = ratio(say(f"flags.summary.indicator.{label}"))
        assert said == say("flags.summary.of", n=figure.n, of=figure.of)
    for step, figure in report.indicators[3].parts.items():
        name = say("flags.progress.step", number=int(step), name=say(f"letters.names.{step}"))
        expected = say("flags.summary.of", n=figure.n, of=figure.of) if figure.of else None
        assert ratio(name) == expected
