"""What the numbers do not hold is told wherever they are read first."""

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.line_text import line_text
from sheets_sync.renderings.report_document import report_document
from sheets_sync.renderings.report_mail import ReportMail
from sheets_sync.renderings.report_sections.not_counted import not_in_the_numbers
from sheets_sync.settings.model import AgencySettings
from tests.renderings.reports import TODAY, Register
from tests.rules.workbooks import our_schema

AGENCY = AgencySettings("กรมตัวอย่าง", ("agency.go.th",), "hrd@agency.go.th", ())
TOLD = {
    "th": "อีก 2 กลุ่มยังไม่นับรวมในผลการดำเนินงาน เพราะไม่ได้ระบุสถานะหรืออ่านสถานะไม่ได้: “คลัง” และ “พัสดุ”",
    "en": (
        "2 further communities are not counted yet, since the status is missing or cannot be "
        "read: “คลัง” and “พัสดุ”"
    ),
}


def report(unknown=2):
    made = Register().round("C-1", (1, 2))
    for number in range(unknown):
        made.round(f"U-{number}", status="กำลังจะ", name=("คลัง", "พัสดุ")[number % 2])
    return made.report(copy="manager")


@pytest.mark.parametrize("language", ["th", "en"])
def test_communities_without_a_status_are_named_on_the_page_in_the_mail_and_in_the_chat(language):
    schema, say, made = our_schema(), Sentences(language), report()
    mail = ReportMail(made, schema, say, AGENCY, "send", TODAY).to("boss@agency.go.th")

    assert report_document(made, schema, say).notices == (TOLD[language],)
    assert TOLD[language] in line_text(made, schema, say).splitlines()
    assert TOLD[language] in " ".join(mail.plain.split())


def test_of_many_communities_without_a_status_the_first_are_named():
    (told,) = not_in_the_numbers(report(15), our_schema(), Sentences("en"))

    assert told.startswith("15 further communities are not counted yet")
    assert told.count("“") == 12
    assert told.endswith("and 3 more")


def test_where_every_community_has_a_status_nothing_is_said():
    assert not_in_the_numbers(report(0), our_schema(), Sentences("th")) == ()


def test_a_tab_of_communities_that_cannot_be_read_is_told_of_alone():
    made = Register().round("C-1", status="กำลังจะ")
    made.tabs["communities"][0].pop("community_id")

    assert made.report(copy="manager").not_counted == ()
