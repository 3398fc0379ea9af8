"""An invitation holds one event, whatever was typed about the session."""

import datetime as dt
import re
from dataclasses import replace

from sheets_sync.mail.message import Recipient
from sheets_sync.planning.reminders.invitation import Invitation
from sheets_sync.planning.reminders.items import Gathering
from tests.fuzz.judge import is_one_event
from tests.fuzz.strings import STRINGS

INVITATION = Invitation(
    "main/S-0001",
    Gathering("S-0001", "1", "ราคากลาง", dt.date(2026, 12, 4), dt.time(9), place="ห้อง 2"),
    "กลุ่มพัสดุ ครั้งที่ 1",
    Recipient("hrd@agency.go.th", "กลุ่มพัฒนาบุคลากร"),
    Recipient("suda@agency.go.th", "นางสาวสุดา ใจดี"),
    "agency.go.th",
    dt.timezone(dt.timedelta(hours=7)),
    dt.datetime(2026, 12, 1, tzinfo=dt.UTC),
)
BREAKS = [
    f"ก{end}ATTACH:http://x.example" for end in ("\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028")
]


def calendar_of(text):
    session = replace(INVITATION.session, place=text)
    attendee = replace(INVITATION.attendee, name=text)
    return replace(INVITATION, session=session, summary=text, attendee=attendee).content().decode()


def is_whole(calendar):
    """One event in lines that no program takes for others."""
    lines = calendar.split("\r\n")
    broken = re.search(r"[^\r]\n|\r[^\n]|[\u2028\u2029]", calendar)
    return is_one_event(calendar) and not broken and max(len(one.encode()) for one in lines) <= 75


def test_what_was_typed_is_text_in_a_calendar():
    assert [text for text in (*STRINGS, *BREAKS) if not is_whole(calendar_of(text))] == []
