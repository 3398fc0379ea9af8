"""Returns in unusual dress, and what people and machines send that looks like one."""

import base64
import email
import re
from email.header import Header

import pytest

from sheets_sync.mail.delivery import Returned
from sheets_sync.mailers.bounce_reports import looks_like_report, returned
from tests.mailers.returns import ID, POSTFIX

BARE_ID = ID[1:33]
HEAD = f"From: cop@agency.go.th\nTo: somchai@agency.go.th\nMessage-ID: {ID}\n"
POSTFIX_TEXT = "550 5.1.1 <…>: Recipient address rejected: User unknown in virtual mailbox table"


def plain(sender, subject, text, head=""):
    kind = "Content-Type: text/plain; charset=utf-8\n"
    return f"From: {sender}\nSubject: {subject}\n{head}{kind}\n{text}"


def encoded_part(kind):
    """The report with that part in base64, as a scanner on the way makes it."""
    part = re.search(rf"Content-Type: {kind}\n\n(.*?)\n--b/mx", POSTFIX, re.DOTALL)
    packed = base64.encodebytes(part[1].encode()).decode()
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n\n"
    return POSTFIX[: part.start()] + head + packed + POSTFIX[part.end() - len("--b/mx") :]


def as_file(kind, name):
    """The report with that part as a file, as a gateway without a word for its kind makes it."""
    part = re.search(rf"Content-Type: {kind}\n\n(.*?)\n--b/mx", POSTFIX, re.DOTALL)
    packed = base64.encodebytes(part[1].encode()).decode()
    head = (
        f'Content-Type: application/octet-stream; name="{name}"\n'
        "Content-Transfer-Encoding: base64\n\n"
    )
    return POSTFIX[: part.start()] + head + packed + POSTFIX[part.end() - len("--b/mx") :]


WRAPPED = (
    "From: postmaster@gateway.example\nSubject: Undeliverable: CoP\n"
    'Content-Type: multipart/mixed; boundary="o"\n\n--o\nContent-Type: text/plain\n\nscanned\n'
    f"--o\nContent-Type: message/rfc822\n\n{POSTFIX}\n--o--\n"
)
WRAPPED_DELAY = WRAPPED.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1")
STATUS_AS_TEXT = POSTFIX.replace(
    "Content-Type: message/delivery-status\n",
    'Content-Type: text/plain; name="details.txt"\n',
)
ENCODED = re.sub(
    r"Diagnostic-Code: .*\n.*\n",
    f"Diagnostic-Code: {Header('smtp; 550 5.1.1 ไม่พบผู้ใช้นี้', 'utf-8').encode()}\n",
    POSTFIX,
)
SCANNED = (
    'From: MAILER-DAEMON@mx\nContent-Type: multipart/mixed; boundary="o"\n\n--o\n'
    + POSTFIX[POSTFIX.index("Content-Type: multipart") :]
    + "\n--o\nContent-Type: text/plain\n\nscanned\n--o--\n"
)
PAGE = (
    "From: postmaster@mx\nSubject: Undeliverable: CoP\nContent-Type: text/html\n"
    f"In-Reply-To: {ID}\n\n<p>somchai</p><p>550 5.1.1 RecipNotFound</p>"
)
EXIM_OLD = plain(
    "Mail System <admin@mx>",
    "Mail delivery failed: returning message to sender",
    "A message could not be delivered.\n\n  somchai@agency.go.th\n"
    f"    host mx [192.0.2.4]: 550 5.1.1 User unknown\n\n------\n\n{HEAD}",
    "X-Failed-Recipients: somchai@agency.go.th\n",
)
THAI = plain("ผู้ดูแล <admin@mx>", "ส่งอีเมลไม่สำเร็จ", f"550 5.1.1 ไม่มีผู้รับ\n\n{HEAD}", "Return-Path: <>\n")
EXCHANGE = plain(
    f"Microsoft Outlook <MicrosoftExchange{BARE_ID}@agency.go.th>",
    "ส่งไม่ได้: แจ้งรายการ",
    f"การส่งล้มเหลวสำหรับผู้รับต่อไปนี้\n\nsomchai@agency.go.th\n  550 5.1.1 ไม่พบผู้รับ\n\n{HEAD}",
)
QUOTED = plain(
    "MAILER-DAEMON@mx", "oops", f"<a@b.th>:\n550 5.1.1 no\n\n> X-CoP-Letter: {BARE_ID}\n"
)
LOUD = POSTFIX.replace(BARE_ID, BARE_ID.upper())


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (encoded_part("message/delivery-status"), POSTFIX_TEXT),
        (encoded_part("message/rfc822"), POSTFIX_TEXT),
        (as_file("message/delivery-status", "details.dat"), POSTFIX_TEXT),
        (as_file("message/rfc822", "original.eml"), POSTFIX_TEXT),
        (STATUS_AS_TEXT, POSTFIX_TEXT),
        (ENCODED, "550 5.1.1 ไม่พบผู้ใช้นี้"),
        (WRAPPED, POSTFIX_TEXT),
        (SCANNED, POSTFIX_TEXT),
        (LOUD, POSTFIX_TEXT),
        (PAGE, "550 5.1.1 RecipNotFound"),
        (EXIM_OLD, "host mx [192.0.2.4]: 550 5.1.1 User unknown"),
        (THAI, "550 5.1.1 ไม่มีผู้รับ"),
        (EXCHANGE, "550 5.1.1 ไม่พบผู้รับ"),
        (QUOTED, "550 5.1.1 no"),
    ],
    ids=[
        "status64",
        "copy64",
        "status-file",
        "copy-file",
        "status-text",
        "encoded-reason",
        "wrapped",
        "scanned",
        "upper",
        "page",
        "exim-plain",
        "thai-admin",
        "thai-exchange",
        "quoted",
    ],
)
def test_return_in_unusual_dress_is_fetched_and_read(report, text):
    found = returned(report.encode(), "7")

    assert looks_like_report(email.message_from_string(report))
    assert found is not None
    assert found.message_id.startswith(f"<{BARE_ID}.letter@")
    assert found == Returned(found.message_id, "5.1.1", text, "7")


YAHOO = plain(
    "MAILER-DAEMON@yahoo.com",
    "Failure Notice",
    "Sorry, we were unable to deliver your message to the following address.\n\n"
    f"<somchai@agency.go.th>:\n554: 554 delivery error: dd mailbox not found\n\n---\n\n{HEAD}",
)
GATEWAY = PAGE.replace("550 5.1.1 RecipNotFound", "550 Rejected, the sender is blocked")


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (YAHOO, "554: 554 delivery error: dd mailbox not found"),
        (GATEWAY, "550 Rejected, the sender is blocked"),
    ],
    ids=["yahoo", "gateway"],
)
def test_a_reason_without_an_exact_code_is_told_all_the_same(report, text):
    found = returned(report.encode(), "7")

    assert found is not None
    assert (found.code, found.text) == ("5.0.0", text)


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        ("5.4.300", "550 5.4.300 Message expired -> 451 4.7.0 Temporary server error", "4.7.0"),
        ("5.4.300", "550 5.4.300 Message expired", "4.4.7"),
        ("5.4.7", "smtp queue time expired", "4.4.7"),
        ("5.0.0", "550 the account has expired", "5.0.0"),
    ],
)
def test_a_server_that_gave_up_trying_says_nothing_against_the_address(status, said, code):
    report = re.sub("Diagnostic-Code: .*\n.*\n", f"Diagnostic-Code: smtp; {said}\n", POSTFIX)

    found = returned(report.replace("Status: 5.1.1", f"Status: {status}").encode(), "7")

    assert found is not None
    assert (found.code, found.text) == (code, said)


READ = POSTFIX.replace(
    "report-type=delivery-status", "report-type=disposition-notification"
).replace("message/delivery-status", "message/disposition-notification")
COMPLAINT = POSTFIX.replace("report-type=delivery-status", "report-type=feedback-report").replace(
    "message/delivery-status", "message/feedback-report"
)
ANSWERS = f"In-Reply-To: {ID}\nAuto-Submitted: auto-replied\n"


@pytest.mark.parametrize(
    "mail",
    [
        READ,
        COMPLAINT,
        WRAPPED_DELAY,
        plain("postmaster@agency.go.th", "การส่งล่าช้า: CoP", f"ระบบจะพยายามส่งต่อไป\n\n{HEAD}"),
        plain("postmaster@agency.go.th", "Automatic reply: CoP", "ไม่อยู่ถึง 5 ธ.ค.", ANSWERS),
        plain("postmaster@agency.go.th", "ปิดระบบวันเสาร์", "ปิดระบบอีเมล 09:00 น."),
        plain("somchai@agency.go.th", "ลาพักร้อน", f"> {HEAD}", f"Return-Path: <>\n{ANSWERS}"),
        plain("hr@agency.go.th", "Re: Undeliverable: CoP", f"> 550 5.1.1 no\n> {HEAD}"),
    ],
    ids=[
        "read",
        "complaint",
        "wrapped-delay",
        "thai-delay",
        "away",
        "announcement",
        "vacation",
        "talk",
    ],
)
def test_what_is_said_about_a_letter_that_arrived_is_no_return(mail):
    assert returned(mail.encode(), "7") is None
