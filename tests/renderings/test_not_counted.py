"""What the numbers do not hold is told wherever they are read first."""

import dataclasses

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.blocks import DocumentTable, Prose
from sheets_sync.renderings.line_text import line_text
from sheets_sync.renderings.memo import report_memo
from sheets_sync.renderings.report_document import report_document
from sheets_sync.renderings.report_mail import ReportMail
from sheets_sync.renderings.report_sections.not_counted import not_in_the_numbers
from sheets_sync.settings.model import AgencySettings
from tests.renderings.reports import TODAY, Register
from tests.rules.workbooks import our_schema, settings_of

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


def unread(tab):
    made = Register().round("C-1", (1, 2), status="กำลังจะ").round("C-2", (1, 2))
    return made.lack(tab, our_schema().tabs[tab].key[0]).report(copy="manager")


def test_where_communities_cannot_be_read_nothing_is_told_as_if_there_were_none():
    schema, say, made = our_schema(), Sentences("th"), unread("communities")
    unknown = "ยังไม่ทราบ เนื่องจากอ่านแท็บ “ทะเบียน CoP” ไม่ได้"
    settings = dataclasses.replace(settings_of(None).reports, memo=True)
    mail = ReportMail(made, schema, say, AGENCY, "send", TODAY).to("boss@agency.go.th")
    prose = {
        section.name: [one.text for one in section.blocks if isinstance(one, Prose)]
        for section in report_document(made, schema, say).sections
    }

    assert made.not_counted == ()
    assert {name for name, told in prose.items() if unknown in " ".join(told)} == {
        "summary", "history", "heat_map", "communities", "areas", "sessions", "learning",
        "application", "upcoming",
    }  # fmt: skip
    assert unknown in mail.plain
    assert f"กลุ่มที่ต้องเร่งรัด: {unknown}" in line_text(made, schema, say).splitlines()
    told = report_memo(made, schema, say, settings).paragraphs
    assert "จำนวน 0 กลุ่ม" not in " ".join(told)
    assert told[2].startswith("3. ข้อพิจารณา ยังไม่ทราบว่ามีกลุ่มที่มีงานเกินกำหนดหรือไม่")


@pytest.mark.parametrize("tab", ["members", "staff"])
def test_where_members_cannot_be_read_no_table_counts_none_of_them(tab):
    made = unread(tab)
    document = report_document(made, our_schema(), Sentences("th"))
    tables = {table.name: table for section in document.sections for table in
              section.blocks if isinstance(table, DocumentTable)}  # fmt: skip

    assert [line.members for line in made.communities.lines] == [None]
    assert [line.people for line in made.units] == [None]
    label = our_schema().tabs[tab].words.th
    assert tables["units"].nothing.endswith(f"หรืออ่านแท็บ “{label}” ไม่ได้")
