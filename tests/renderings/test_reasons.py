"""Nobody is left to guess: a dash, a hidden number and a red cell say in words why."""

import datetime as dt

import lxml.html
import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.renderings.report_document import report_document
from tests.renderings.reports import OCTOBER, TODAY, Register
from tests.renderings.test_page import OCT, page, register
from tests.renderings.test_same_numbers import all_tables
from tests.rules.workbooks import our_schema


def texts(found):
    return [" ".join("".join(one.itertext()).split()) for one in found]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("copy", ["manager", "hr"])
def test_every_dash_has_a_reason_that_can_be_read(copy, language):
    for made in (register(), Register().round("1", (1,))):
        document = lxml.html.document_fromstring(page(made, language=language, copy=copy))
        for table in document.xpath("//table[.//u]"):
            signs = table.xpath("string(../following-sibling::*[1][self::p[@class='note']][u])")
            for row in table.xpath(".//tr[.//u]"):
                dashes = {sign.text for sign in row.iter("u")}
                told = row.xpath("string(th[@scope='row']/small[last()])")
                assert told or all(sign in signs for sign in dashes), texts([row])


def test_an_indicator_says_beside_its_name_which_columns_lack_a_figure_and_why():
    made = Register().round("1", (1,)).session("11", "1", "5/13/2569", OCT(2))
    report = made.report(month=OCTOBER, copy="hr", today=TODAY, checked=True)
    document = report_document(report, our_schema(), Sentences("th"))
    tables = [one for section in document.sections for one in all_tables(section.blocks)]

    told = [
        (table.name, row[0].asides)
        for table in tables
        if table.name in {"headline", "indicators"}
        for row in table.rows
        if "กิจกรรมที่จัดตามแผน" in row[0].value.text
    ]

    why = "เดือนนี้ เดือนก่อน และสะสมปีงบประมาณ: ยังนับไม่ได้ เพราะมีแต่กิจกรรมที่ไม่มีวันที่ตามแผนที่อ่านได้ (1 รายการ)"
    assert told == [("headline", (why,)), ("indicators", (why,))]


@pytest.mark.parametrize(
    ("months", "heading", "told", "shown"),
    [
        (1, "ความพึงพอใจ เฉพาะเดือนนี้ (เต็ม 5)", ("ไม่มีผู้ให้คะแนนในงวดนั้น",), None),
        (12, "ความพึงพอใจ เฉพาะรอบนี้ (เต็ม 5)", (), 4.0),
    ],
)
def test_satisfaction_beside_results_of_all_time_says_which_months_it_is_of(
    months, heading, told, shown
):
    made = Register().round("1", (1,)).plan("1", evaluation_due=dt.date(2026, 9, 20))
    made.evaluation(
        "1", 1, dt.date(2026, 9, 5), satisfaction=4, pre_score=5, post_score=8, full_score=10
    )
    month = dt.date(2026, 9, 1) if months > 1 else OCTOBER
    report = compile_month(made.facts(), (), month, "main", "hr", months=months)
    document = report_document(report, our_schema(), Sentences("th"))
    (table,) = (
        one
        for section in document.sections
        for one in all_tables(section.blocks)
        if one.name == "learning"
    )

    assert table.columns[-1].heading == heading
    assert table.total[0].asides == tuple(f"{heading}: {why}" for why in told)
    assert getattr(table.rows[0][-1].value, "value", None) == shown
    assert table.rows[0][1].value.ratio.n == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [("th", "เกินกำหนด 1/1 คน ชื่อไม่ตรง 1"), ("en", "Overdue 1/1 people 1 not on the staff list")],
)
def test_a_red_cell_in_which_everybody_is_done_says_what_is_not(language, said):
    made = Register().round("1", (1,)).plan("1", evaluation_due=OCT(5))
    made.add("members", community="1", person="ผู้ที่ไม่มีในรายชื่อ")
    made.evaluation("1", 1, OCT(4))
    document = lxml.html.document_fromstring(page(made, language=language, copy="hr"))

    assert said in texts(document.xpath("//table[@id='t-heat_map']//td[@class='overdue']"))
