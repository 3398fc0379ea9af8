"""Thai digits where the agency asked for them: in everything of a report, whatever says it."""

import dataclasses
import datetime as dt
import re
import zipfile
from io import BytesIO

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.line_text import line_text
from sheets_sync.renderings.memo import report_memo
from sheets_sync.renderings.report_files import report_files
from sheets_sync.renderings.report_mail import ReportMail
from sheets_sync.settings.model import AgencySettings
from tests.renderings.pdf_text import raw_text
from tests.renderings.reports import OCTOBER, TODAY, Register
from tests.renderings.test_page import NOV, OCT, parsed, visible
from tests.rules.workbooks import our_schema, settings_of

THAI = Sentences("th", thai_digits=True)
ARABIC = re.compile(r"[0-9]+")
AGENCY = AgencySettings("กรมตัวอย่าง", ("agency.go.th",), "hrd4@agency.go.th", ())


def spoilt():
    """A register without a digit that somebody typed, in which much is wrong or missing."""
    made = Register().round("ก", range(1, 8), name="พัสดุ").round("ข", (8, 9), name="ดิจิทัล")
    made.plan("ก", evaluation_due=OCT(5), follow_up_due=OCT(9), content=None)
    made.session("กหนึ่ง", "ก", OCT(2), OCT(2), hours=1.5).came("กหนึ่ง", 1)
    made.session("กสอง", "ก", NOV(12)).session("กสาม", "ก", "วันใดวันหนึ่ง")
    for number in range(1, 6):
        made.evaluation("ก", number, OCT(4), pre_score=8, post_score=14, full_score=20)
        made.follow_up("ก", number, OCT(8))
    made.add("members", community="ก", person="ไม่มีผู้นี้")
    made.add("communities", community_id="ค", name="ใหม่", areas="ไม่ใช่ด้าน", status="ดำเนินการ")
    return made


def report(copy):
    return spoilt().report(OCTOBER, copy, TODAY, checked=True)


@pytest.mark.parametrize("copy", ["manager", "hr"])
def test_the_page_has_no_other_digits(copy):
    document = parsed(spoilt(), copy=copy, thai_digits=True)

    assert ARABIC.findall(visible(document)) == []


def test_pdf_chat_text_and_memo_have_no_other_digits(tmp_path):
    made = report("manager")
    reports = dataclasses.replace(settings_of(None).reports, memo=True)
    files = report_files(made, our_schema(), THAI, reports)
    memo = report_memo(made, our_schema(), THAI, reports)

    assert ARABIC.findall(raw_text(files["report.pdf"], tmp_path)) == []
    assert ARABIC.findall(line_text(made, our_schema(), THAI)) == []
    assert ARABIC.findall(str(memo.paragraphs)) == []


def test_texts_of_the_workbook_have_no_other_digits():
    files = report_files(report("hr"), our_schema(), THAI, settings_of(None).reports)
    (book,) = (content for name, content in files.items() if name.endswith(".xlsx"))

    with zipfile.ZipFile(BytesIO(book)) as package:
        shared = package.read("xl/sharedStrings.xml").decode()

    assert ARABIC.findall(" ".join(re.findall(r"<t[^>]*>([^<]*)</t>", shared))) == []


def test_a_mail_has_no_other_digits_but_in_an_address():
    made, day = report("hr"), dt.date(2026, 11, 6)
    mail = ReportMail(made, our_schema(), THAI, AGENCY, "draft", day).to("boss@agency.go.th")

    assert ARABIC.findall(f"{mail.subject}{mail.plain}".replace(AGENCY.contact, "")) == []
    assert AGENCY.contact in mail.plain
