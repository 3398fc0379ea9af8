import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.report_mail import ReportMail
from sheets_sync.settings.model import AgencySettings
from tests.renderings.reports import TODAY
from tests.renderings.test_page import register
from tests.rules.workbooks import our_schema

AGENCY = AgencySettings("กรมตัวอย่าง", ("agency.go.th",), "hrd@agency.go.th", ())


def lines(language):
    report = register().report()
    mail = ReportMail(report, our_schema(), Sentences(language), AGENCY, "send", TODAY)
    return [line.strip() for line in mail.to("boss@agency.go.th").plain.splitlines()]


THAI = (
    "- กลุ่ม 1: ค้าง 4 ขั้นตอน ค้างนานที่สุดคือขั้นตอนที่ 3 เกินกำหนด 108 วัน · ผู้รับผิดชอบ: เรื่อง 60040",
    "- กลุ่ม 2: ค้าง 2 ขั้นตอน ค้างนานที่สุดคือขั้นตอนที่ 3 เกินกำหนด 108 วัน · ผู้รับผิดชอบ: เรื่อง 60040",
)
WHOSE = "Who answers for it: เรื่อง 60040"
ENGLISH = (
    f"- กลุ่ม 1: 4 steps are overdue, step 3 the longest, by 108 days · {WHOSE}",
    f"- กลุ่ม 2: 2 steps are overdue, step 3 the longest, by 108 days · {WHOSE}",
)


@pytest.mark.parametrize(("language", "said"), [("th", THAI), ("en", ENGLISH)])
def test_those_to_be_moved_forward_say_by_what_they_are_ordered(language, said):
    found = lines(language)
    first = found.index(said[0])
    assert tuple(found[first : first + 2]) == said
