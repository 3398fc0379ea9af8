"""Letters as people read them, in both languages; snapshots are in `letters/`.

Run with COP_STEWARD_UPDATE_SNAPSHOTS=1 to write them anew, then look at every change.
"""

import datetime as dt
import email
import email.policy
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.letters import LetterContext, digest_letter
from sheets_sync.letters.digest import purpose_of
from sheets_sync.letters.sections import MOST_OF_ONE_COMMUNITY
from sheets_sync.mail.delivery import Reason
from sheets_sync.mail.message import DigestKey, Letterhead, Recipient
from sheets_sync.mail.mime import compose
from sheets_sync.planning.reminders.mail_history import MailHistory, RegistryHistory, Told
from sheets_sync.planning.reminders.plan_reminders import plan_reminders
from tests.planning.reminders.reminder_registry import (
    HR,
    MONDAY,
    SCHEMA,
    SETTINGS,
    after,
    check,
    community,
    plan,
    reminded,
    rows,
    session,
    staff,
    versions_after,
)

SNAPSHOTS = Path(__file__).parent
BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=BANGKOK)
MIDNIGHT = dt.datetime(2026, 11, 24, tzinfo=BANGKOK)
HEAD = Letterhead(
    Recipient("cop@agency.go.th", "ระบบติดตาม CoP"), "agency.go.th", Recipient(HR), zone=BANGKOK
)
FULL = rows(
    communities=[
        community(name="กฎหมายและระเบียบงานพัสดุ", areas="99"),
        community(2, name="ภาษาอังกฤษเพื่อการสื่อสาร", starts_on="26/10/2569"),
    ],
    plans=[plan(content="-", follow_up_method=None, period_end="31/10/2569")],
    sessions=[
        session("1", starts_at="13:30", ends_at="15:30", place="ห้องประชุม 2 ชั้น 5"),
        session("2", planned_on="31/11/2569"),
        session("3", planned_on="5/11/2569", held_on="5/11/2569", status="จัดแล้ว"),
    ],
)
LEARNING = rows(
    plans=[plan(period_end="31/10/2569", evaluation_due="10/11/2569")],
    sessions=[session(planned_on="20/10/2569", held_on="20/10/2569", status="จัดแล้ว", results="ดี")],
)
NO_PLAN = rows(plans=[])


def letter_context(language="th", **changes):
    sentences = Sentences(language, thai_digits=language == "th")
    return replace(LetterContext(sentences, SETTINGS.agency, HEAD, {"main": SCHEMA}), **changes)


def letters(made, language="th", **changes):
    """By the part of the address before @; where there are several, the digest."""
    paper = letter_context(language, **changes)
    written = (digest_letter(mail, paper, now=NOW, expires_at=MIDNIGHT) for mail in made.mails)
    return {letter.to.address.partition("@")[0]: letter for letter in written}


def escalated():
    weeks = [MONDAY - dt.timedelta(days=7 * n) for n in (3, 2, 1)]
    step = "main/step/C-001/4/2026-10-31"
    told = [Told("somchai@agency.go.th", day, step, "overdue") for day in weeks]
    return reminded(NO_PLAN, told=told)


def moved():
    told = after(reminded(rows(sessions=[session()])))
    changed = session(postponed_to="10/12/2569", status="เลื่อน")
    return reminded(rows(sessions=[changed]), MONDAY + dt.timedelta(days=1), told=told)


CASES = {
    "coordinator": (lambda: reminded(FULL), "somchai"),
    "expert": (lambda: reminded(FULL), "wichai"),
    "member": (lambda: reminded(FULL), "suda"),
    "names": (lambda: reminded(LEARNING), "somchai"),
    "escalation": (escalated, "hrd"),
    "backlog": (lambda: reminded(FULL, memory=RegistryHistory()), "hrd"),
    "moved": (moved, "mana"),
    "session-stand-in": (
        lambda: reminded(rows(sessions=[session()]), unreachable={"suda@agency.go.th": "full"}),
        "hrd",
    ),
    "stand-in": (lambda: reminded(rows(staff=staff(somchai={"status": "ลา"}), plans=[])), "hrd"),
}


def test_a_session_told_in_place_of_several_gives_no_one_reason_for_all():
    away = rows(sessions=[session()], staff=staff(mana={"status": "ลา"}))

    letter = letters(reminded(away, unreachable={"suda@agency.go.th": "full"}), "en")["hrd"]

    assert (
        "(Sent to the Personnel Development Group in place of นางสาวสุดา แก้วมณี, มานะ อดทน, "
        "who cannot be told by e-mail.)" in letter.plain
    )


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("case", CASES)
def test_letter_reads_as_it_was_approved(case, language):
    make, who = CASES[case]
    letter = letters(make(), language)[who]
    files = "".join(
        f"\n=== {one.name} ===\n{one.content.decode().replace(chr(13), '')}"
        for one in letter.attachments
    )
    for ending, text in (
        ("txt", f"{letter.subject}\n\n{letter.plain}{files}"),
        ("html", letter.html),
    ):
        path = SNAPSHOTS / f"{case}.{language}.{ending}"
        if os.environ.get("COP_STEWARD_UPDATE_SNAPSHOTS"):
            path.write_text(text, encoding="utf-8")

        assert path.is_file(), f"{path} is missing: run with COP_STEWARD_UPDATE_SNAPSHOTS=1"
        assert text == path.read_text(encoding="utf-8")


def test_a_letter_knows_its_key_reader_and_end():
    letter = letters(reminded(NO_PLAN))["somchai"]

    assert (
        letter.key,
        letter.to,
        letter.language,
        letter.registries,
        letter.items,
        letter.expires_at,
    ) == (
        DigestKey("somchai@agency.go.th", MONDAY),
        Recipient("somchai@agency.go.th", "นายสมชาย ใจดี"),
        "th",
        ("main",),
        1,
        MIDNIGHT,
    )


@pytest.mark.parametrize(
    ("make", "who", "purpose"),
    [
        (lambda: reminded(FULL), "somchai", "work"),
        (lambda: reminded(FULL), "wichai", "copy"),
        (lambda: reminded(FULL), "suda", "session"),
        (escalated, "hrd", "decide"),
    ],
)
def test_the_most_demanding_item_decides_what_the_letter_asks_for(make, who, purpose):
    digests = {one.reader.address.partition("@")[0]: one for one in make().mails}

    assert purpose_of(digests[who]) == purpose


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("นายสมชาย ใจดี", "เรียน  นายสมชาย ใจดี"),
        ("ดร.สมชาย ใจดี", "เรียน  ดร.สมชาย ใจดี"),
        ("สมชาย ใจดี", "เรียน  คุณสมชาย ใจดี"),
    ],
)
def test_a_name_without_a_title_gets_a_courteous_one(name, greeting):
    tabs = rows(staff=staff(somchai={"full_name": name}), plans=[])

    assert letters(reminded(tabs))["somchai"].plain.splitlines()[0] == greeting


@pytest.mark.parametrize(
    ("language", "greeting"),
    [
        ("th", "เรียน  นางปราณี สุขใจ, นายสมชาย ใจดี และคุณมานะ อดทน"),
        ("en", "Dear นางปราณี สุขใจ, นายสมชาย ใจดี and มานะ อดทน,"),
    ],
)
def test_all_who_share_a_mailbox_are_greeted_each_courteously(language, greeting):
    shared = {"email": "somchai@agency.go.th"}
    tabs = rows(
        staff=staff(mana=shared, pranee=shared),
        communities=[
            community(number, coordinator=who)
            for number, who in enumerate(("60001", "60003", "60004"), 1)
        ],
        plans=[],
    )

    assert letters(reminded(tabs), language)["somchai"].plain.splitlines()[0] == greeting


def test_a_letter_about_several_registers_says_of_each_item_in_which_it_is():
    views = [check(NO_PLAN), check(NO_PLAN, registry="branch")]
    memory = MailHistory(registries={view.registry: view.memory for view in views})
    made = plan_reminders(views, memory, MONDAY)

    letter = letters(
        made,
        schemas={"main": SCHEMA, "branch": SCHEMA},
        names={"main": "ส่วนกลาง", "branch": "registry-2.xlsx"},
        addresses={"main": "https://example.go.th/main", "branch": "registry-2.xlsx"},
    )["somchai"]

    lines = letter.plain.splitlines()
    assert [line for line in lines if line.startswith("กลุ่มที่ 1")] == [
        "กลุ่มที่ 1 (C-001) · ทะเบียน “registry-2.xlsx”",
        "กลุ่มที่ 1 (C-001) · ทะเบียน “ส่วนกลาง”",
    ]
    assert [line for line in lines if line.startswith("เปิดทะเบียน")] == [
        "เปิดทะเบียน CoP ได้ที่ registry-2.xlsx",
        "เปิดทะเบียน “ส่วนกลาง” ได้ที่ https://example.go.th/main",
    ]


def test_only_those_who_edit_see_places_in_the_workbook():
    link = "https://example.go.th/sheet#row"
    written = letters(reminded(FULL), link=lambda _registry, _place: link)
    written |= letters(escalated(), link=lambda _registry, _place: link)

    assert {who: link in letter.html for who, letter in written.items()} == {
        "hrd": True,
        "mana": False,
        "somchai": True,
        "suda": False,
        "wichai": False,
    }
    assert "แท็บ" not in re.sub(r"ในแท็บแผนปฏิบัติการ", "", written["wichai"].plain)


def test_nobody_but_the_coordinator_reads_the_names():
    written = letters(reminded(LEARNING))

    assert [who for who, letter in written.items() if "มานะ อดทน" in letter.plain] == ["somchai"]


def test_much_data_of_one_community_is_folded():
    numbers = range(1, MOST_OF_ONE_COMMUNITY + 6)
    bad = [session(str(number), planned_on="31/11/2569") for number in numbers]

    letter = letters(reminded(rows(sessions=bad)))["somchai"]

    assert letter.plain.count("[ต้องแก้ไข]") == MOST_OF_ONE_COMMUNITY
    assert re.findall(r"ช่อง (D\d+)", letter.plain) == [
        f"D{number + 1}" for number in range(1, MOST_OF_ONE_COMMUNITY + 1)
    ]
    assert "และอีก ๕ รายการ" in letter.plain
    assert letter.items == MOST_OF_ONE_COMMUNITY + 5


def test_what_is_typed_in_a_sheet_is_only_ever_text():
    nasty = "<script>alert(1)</script>{{ 7*7 }}\x00\u2028\ud800"
    tabs = rows(
        communities=[community(name=nasty)],
        staff=staff(somchai={"full_name": f"นาย{nasty} ดี"}),
        sessions=[session(topic=nasty, place=nasty)],
        plans=[],
    )

    letter = letters(reminded(tabs))["somchai"]

    assert "<script" not in letter.html
    assert "{{ 7*7 }}" in letter.html
    raw = compose(letter, letterhead=HEAD, message_id="<a@agency.go.th>", date=NOW)
    assert email.message_from_bytes(raw, policy=email.policy.default).is_multipart()


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.addresses = set(), []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href", "background"}]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_needs_nothing_from_outside(language):
    tags = Tags()
    tags.feed(letters(reminded(FULL), language)["somchai"].html)

    assert not {"img", "script", "link", "style", "svg"} & tags.names
    assert tags.addresses == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_mail_reader_finds_what_was_written(language):
    letter = letters(reminded(FULL), language)["suda"]
    raw = compose(letter, letterhead=HEAD, message_id="<a@agency.go.th>", date=NOW)

    mail = email.message_from_bytes(raw, policy=email.policy.default)

    assert " ".join(mail["Subject"].split()) == letter.subject
    assert mail["To"].addresses[0].addr_spec == "suda@agency.go.th"
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == letter.plain
    assert mail.get_body(("html",)).get_content().replace("\r\n", "\n") == letter.html
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["text/calendar"]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "th",
            [
                "วันพฤหัสบดีที่ ๒๖ พฤศจิกายน พ.ศ. ๒๕๖๙ เวลา ๐๙.๐๐–๑๕.๓๐ น.",
                "เดิมกำหนดเวลา ๑๓.๓๐–๑๕.๓๐ น.",
                "สถานที่: ห้องใหญ่",
                "เดิมกำหนดสถานที่: ห้องเล็ก",
            ],
        ),
        (
            "en",
            [
                "Thursday 26 November 2026, 09:00–15:30",
                "Before, it was to be at 13:30–15:30",
                "Place: ห้องใหญ่",
                "Before, the place was: ห้องเล็ก",
            ],
        ),
    ],
)
def test_another_hour_and_place_are_told_beside_what_was_told_before(language, lines):
    first = session(starts_at="13:30", ends_at="15:30", place="ห้องเล็ก")
    before = reminded(rows(sessions=[first]))
    changed = rows(sessions=[first | {"starts_at": "09:00", "place": "ห้องใหญ่"}])

    made = reminded(
        changed,
        MONDAY + dt.timedelta(days=1),
        told=after(before),
        sessions=versions_after(before),
    )

    written = [line.strip() for line in letters(made, language)["suda"].plain.splitlines()]
    there = written.index(lines[0])
    assert written[there : there + 5] == [*lines, ""]


class TestInvitations:
    def content(self, made, who="suda"):
        (file,) = letters(made)[who].attachments
        return file.media_type, file.content.decode().replace("\r\n ", "").split("\r\n")

    def test_a_session_without_an_hour_is_all_day(self):
        media_type, lines = self.content(reminded(rows(sessions=[session()])))

        assert media_type == "text/calendar; method=REQUEST; charset=utf-8"
        assert {"DTSTART;VALUE=DATE:20261126", "DTEND;VALUE=DATE:20261127"} <= set(lines)
        assert {"SEQUENCE:0", "STATUS:CONFIRMED"} <= set(lines)

    def test_hours_are_told_in_utc(self):
        timed = session(starts_at="13:30", ends_at="15:30")

        _, lines = self.content(reminded(rows(sessions=[timed])))

        assert {"DTSTART:20261126T063000Z", "DTEND:20261126T083000Z"} <= set(lines)

    def test_a_change_has_the_same_uid_and_the_next_number(self):
        _, first = self.content(reminded(rows(sessions=[session()])))
        _, then = self.content(moved())

        assert [line for line in first if line.startswith("UID")] == [
            line for line in then if line.startswith("UID")
        ]
        assert {"SEQUENCE:1", "DTSTART;VALUE=DATE:20261210"} <= set(then)

    def test_a_cancelled_session_is_taken_out_of_the_calendar(self):
        told = after(reminded(rows(sessions=[session()])))
        off = rows(sessions=[session(status="ยกเลิก")])

        media_type, lines = self.content(reminded(off, MONDAY + dt.timedelta(days=1), told=told))

        assert media_type == "text/calendar; method=CANCEL; charset=utf-8"
        assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"} <= set(lines)

    def test_lines_are_short_and_whole(self):
        long = session(topic="ก" * 300, place="ห้อง, ๒; ชั้น\\ ๕")
        (file,) = letters(reminded(rows(sessions=[long])))["suda"].attachments

        assert max(len(line) for line in file.content.split(b"\r\n")) <= 75
        assert "LOCATION:ห้อง\\, ๒\\; ชั้น\\\\ ๕" in file.content.decode().replace("\r\n ", "")

    def test_none_is_attached_where_the_agency_wants_none(self):
        written = letters(reminded(rows(sessions=[session()])), invitations=False)

        assert [letter.attachments for letter in written.values()] == [()] * 4


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_reason_can_be_read(language):
    known = set(Sentences(language).table("letters.reasons"))

    missing = set(get_args(Reason)) - known
    assert not missing, f"add {missing} to [reasons] of templates/{language}/letters.toml"
