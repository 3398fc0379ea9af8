"""What the managers' copy hides is in none of its files, nor in its mail, where nobody looks."""

import datetime as dt

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.as_json import report_values
from sheets_sync.renderings.report_files import report_files
from sheets_sync.renderings.report_mail import ReportMail
from sheets_sync.settings.model import AgencySettings
from tests.renderings.reports import OCTOBER, TODAY, Register
from tests.rules.workbooks import our_schema, settings_of

OCT = [dt.date(2026, 10, day) for day in range(1, 32)]
AGENCY = AgencySettings("กรมตัวอย่าง", ("agency.go.th",), "hrd@agency.go.th", ())
GOOD = (
    {"result": "ผ่าน", "pre_score": 2, "post_score": 10, "satisfaction": 5},
    {"applied": "ใช่", "how_applied": "ใช้แล้ว", "effect": "เร็วขึ้น 2 วัน"},
)
POOR = (
    {"result": "ไม่ผ่าน", "pre_score": 4, "post_score": 5, "satisfaction": 1},
    {"applied": "ไม่", "barrier": "งานล้นมือ"},
)


def register(few, some):
    """Three people who answered so, six who answered so, and many of whom everything is told."""
    made, number = Register(), 0
    for place, answers in enumerate((few, some, [GOOD, POOR] * 4)):
        community = f"C-{place + 1}"
        made.round(community, ()).plan(community, evaluation_due=OCT[9], follow_up_due=OCT[19])
        for evaluated, followed_up in answers:
            number += 1
            made.member(community, number)
            made.evaluation(community, number, OCT[1], full_score=10, **evaluated)
            made.follow_up(community, number, OCT[5], **followed_up)
    return made


def everything(made, copy):
    """All files, the JSON and the mail of a copy."""
    report, schema, say = made.report(OCTOBER, copy, TODAY), our_schema(), Sentences("th")
    mail = ReportMail(report, schema, say, AGENCY, "send", TODAY).to("boss@agency.go.th")
    return {
        **report_files(report, schema, say, settings_of(None).reports),
        "json": report_values(report, schema, say),
        "mail": (mail.subject, mail.plain, mail.html),
    }


@pytest.fixture(scope="module")
def two_worlds():
    return (
        register([GOOD, GOOD, POOR], [GOOD, POOR, POOR, POOR, GOOD, GOOD]),
        register([POOR, POOR, GOOD], [GOOD, GOOD, GOOD, POOR, GOOD, POOR]),
    )


def test_agencies_that_differ_in_what_is_hidden_get_the_same_to_the_last_byte(two_worlds):
    one, other = (everything(made, "manager") for made in two_worlds)

    assert one["json"]["indicators"]["18"]["n"] == 9
    assert {name for name in one if one[name] != other[name]} == set()


def test_hr_sees_the_difference(two_worlds):
    one, other = (
        report_values(made.report(OCTOBER, "hr", TODAY), our_schema(), Sentences("th"))
        for made in two_worlds
    )

    assert {name for name in one if one[name] != other[name]} == {"learning", "application"}
