"""What a message becomes as bytes, read back by readers that are not ours."""

import base64
import datetime as dt
import email
import email.policy
import re
from dataclasses import replace
from email.header import decode_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.mail.message import Attachment, DigestKey, Letterhead, Message, Recipient
from sheets_sync.mail.mime import UnfitMessageError, check_letterhead, compose

DATE = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
ID = "<0123456789abcdef0123456789abcdef.letter@agency.go.th>"
HEAD = Letterhead(
    Recipient("cop@agency.go.th", "ระบบติดตามชุมชนนักปฏิบัติ"),
    "agency.go.th",
    reply_to=Recipient("hrd@agency.go.th", "กลุ่มพัฒนาบุคลากร กองการเจ้าหน้าที่"),
)
LETTER = Message(
    key=DigestKey("somchai@agency.go.th", DATE.date()),
    to=Recipient("somchai@agency.go.th", "นายสมชาย ใจดี"),
    language="th",
    subject="งานค้างของท่าน ๓ รายการ: กลุ่มชุมชนนักปฏิบัติ “กฎหมาย” ภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙",
    plain="เรียน คุณสมชาย\n\n.จุดนำหน้า\nFrom here\n",
    html="<p>เรียน คุณสมชาย</p>",
)
ICS = Attachment(
    "invite.ics", "text/calendar; method=REQUEST; charset=utf-8", b"BEGIN:VCALENDAR\r\n"
)
PICTURE = Attachment("chart.png", "image/png", b"\x89PNG\r\n\x1a\n" * 40, cid="chart")


def composed(letter=LETTER, head=HEAD):
    return compose(letter, letterhead=head, message_id=ID, date=DATE)


def read(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def decoded(content, header):
    """A header by RFC 2047 alone, without what a library thinks of the result."""
    raw = email.message_from_bytes(content, policy=email.policy.compat32)[header]
    parts = decode_header(re.sub(r"\r\n[ \t]", " ", str(raw)))
    return "".join(
        part.decode(charset or "ascii") if isinstance(part, bytes) else part
        for part, charset in parts
    )


def test_letter_says_who_writes_to_whom_about_what():
    content = composed()

    # Python's own reader puts spaces into a folded Thai name: RFC 2047 alone decides.
    names = [name for name in read(content) if name != "Content-Type"]
    assert {name: decoded(content, name) for name in names} == {
        "From": "ระบบติดตามชุมชนนักปฏิบัติ <cop@agency.go.th>",
        "To": "นายสมชาย ใจดี <somchai@agency.go.th>",
        "Subject": LETTER.subject,
        "Date": "Mon, 23 Nov 2026 08:30:00 +0700",
        "Message-ID": ID,
        "X-CoP-Letter": ID[1:33],
        "Reply-To": "กลุ่มพัฒนาบุคลากร กองการเจ้าหน้าที่ <hrd@agency.go.th>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "th",
        "MIME-Version": "1.0",
    }


@pytest.mark.parametrize("length", [10, 40, 50, 60, 200, 1000])
@pytest.mark.parametrize("word", ["ก", "กำ", "ที่ปรึกษา ", "Somchai ", "ปิ่"])
def test_mailbox_with_a_long_name_is_shortened_so_that_no_server_drops_the_name(word, length):
    name = (word * length).strip()[:length].strip()

    content = composed(replace(LETTER, to=replace(LETTER.to, name=name)))

    value = re.search(rb"^To: (.*(?:\r\n .*)*)", content, re.MULTILINE)[1]
    shown = decoded(content, "To").removesuffix(" <somchai@agency.go.th>")
    assert len(value) <= 250
    assert shown == name or (shown.endswith("…") and name.startswith(shown[:-1]))
    assert len(shown) >= min(len(name), 25)


def test_both_bodies_come_back_word_for_word():
    plain, html = (part.get_content() for part in read(composed()).iter_parts())

    assert plain.replace("\r\n", "\n") == LETTER.plain
    assert html == LETTER.html


def test_picture_belongs_to_the_html_and_the_invitation_lies_beside():
    mail = read(composed(replace(LETTER, attachments=(PICTURE, ICS))))

    def shape(part):
        kind = part.get_content_type()
        return (kind, [shape(each) for each in part.iter_parts()]) if part.is_multipart() else kind

    assert shape(mail) == (
        "multipart/mixed",
        [
            (
                "multipart/related",
                [("multipart/alternative", ["text/plain", "text/html"]), "image/png"],
            ),
            "text/calendar",
        ],
    )
    picture, ics = [part for part in mail.walk() if part.get_filename()]
    assert (picture["Content-ID"], picture.get_content()) == ("<chart>", PICTURE.content)
    assert (ics.get_filename(), ics.get_payload(decode=True)) == ("invite.ics", ICS.content)
    assert ics.get_params()[1:3] == [("method", "REQUEST"), ("charset", "utf-8")]


def test_same_letter_gives_same_bytes():
    assert composed() == composed()


def test_every_line_is_short_ascii_and_ends_in_cr_lf():
    content = composed(replace(LETTER, subject="ก" * 500, attachments=(PICTURE, ICS)))

    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(map(len, content.split(b"\r\n"))) <= 76


thai = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.characters(
            exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
        ),
    ),
    max_size=200,
)


@given(thai)
def test_any_subject_survives_exactly(subject):
    assert decoded(composed(replace(LETTER, subject=subject)), "Subject") == subject


@given(thai.filter(lambda name: name.strip()))
def test_any_name_survives_exactly_unless_it_is_long(name):
    to, whole = Recipient("somchai@agency.go.th", name), name.strip()

    read_back = decoded(composed(replace(LETTER, to=to)), "To")

    shown = read_back.removesuffix(" <somchai@agency.go.th>")
    is_cut = shown[-1:] == "…" and whole.startswith(shown[:-1])
    assert shown == whole or (is_cut and len(whole) > 20)


@given(thai)
def test_no_word_is_too_long_or_splits_a_character(subject):
    raw = composed(replace(LETTER, subject=subject)).partition(b"\r\nDate:")[0].decode()

    for line in raw.split("\r\n"):
        assert len(line) <= 76
        for word in re.findall(r"=\?utf-8\?b\?(.*?)\?=", line):
            assert len(word) + 12 <= 75
            base64.b64decode(word, validate=True).decode()


@pytest.mark.parametrize(
    "name",
    [
        "นายสมชาย ใจดี",
        "นางสาวกัญญาณัฐ ศรีสุวรรณวัฒนา ณ อยุธยา",
        "นายวรพงษ์ไชย วงศ์สวัสดิ์",
        "กลุ่มงานพัฒนา กองการเจ้าหน้า ที่และบุคลากร",
    ],
)
def test_parts_of_a_name_stay_whole_in_pythons_own_parser(name):
    to = Recipient("somchai@agency.go.th", name)

    (address,) = read(composed(replace(LETTER, to=to)))["To"].addresses

    assert address.display_name.split() == name.split()


def test_mark_stays_with_its_consonant():
    raw = composed(replace(LETTER, subject="ที่" * 60)).decode()
    words = re.findall(r"=\?utf-8\?b\?(.*?)\?=", raw.partition("Subject:")[2].partition("Date:")[0])

    assert {base64.b64decode(word).decode()[0] for word in words} == {"ท"}


@given(st.text(max_size=300))
def test_any_body_is_read_back_or_refused(text):
    letter = replace(LETTER, plain=text)
    unfit = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", text)
    if unfit:
        with pytest.raises(UnfitMessageError, match="plain"):
            composed(letter)
        return
    plain = next(read(composed(letter)).iter_parts()).get_payload(decode=True).decode()
    assert plain == re.sub(r"\r\n?|\n", "\r\n", text)


@pytest.mark.parametrize("letter", ["\n", "\r", "\0", "\x0b", "\x85", "\u2028", "\ud800", "\x1b"])
@pytest.mark.parametrize("field", ["subject", "name"])
def test_header_with_a_control_character_or_half_a_character_is_refused(field, letter):
    text = f"งาน{letter}Bcc: evil@example.com"
    bad = (
        replace(LETTER, subject=text)
        if field == "subject"
        else replace(LETTER, to=Recipient("a@agency.go.th", text))
    )

    with pytest.raises(UnfitMessageError, match=f"U\\+{ord(letter):04X}"):
        composed(bad)


@pytest.mark.parametrize("part", ["plain", "html"])
@pytest.mark.parametrize("letter", ["\0", "\ud800", "\x1b"])
def test_body_with_a_control_character_or_half_a_character_is_refused(part, letter):
    with pytest.raises(UnfitMessageError, match=part):
        composed(replace(LETTER, **{part: f"งาน{letter}"}))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "somchai",
        "a@b@c.th",
        "a@agency.go.th, evil@example.com",
        "a@agency.go.th;b@agency.go.th",
        '"a@agency.go.th" <evil@example.com>',
        "สมชาย@agency.go.th",
        "a@หน่วยงาน.ไทย",
        "a\u200b@agency.go.th",
        "a@agency.go.th\r\nBcc: evil@example.com",
        "a @agency.go.th",
        "<a@agency.go.th>",
        "a@-agency.go.th",
        "evil%out.example@agency.go.th",
        "out.example!evil@agency.go.th",
        ".a@agency.go.th",
        "a" * 250 + "@agency.go.th",
    ],
)
def test_what_is_not_one_plain_address_is_refused(address):
    with pytest.raises(UnfitMessageError):
        composed(replace(LETTER, to=Recipient(address)))
    with pytest.raises(UnfitMessageError):
        check_letterhead(replace(HEAD, return_path=address or "@"))


@pytest.mark.parametrize(
    "attachment",
    [
        replace(ICS, name="../../etc/passwd"),
        replace(ICS, name='x"; filename="y'),
        replace(ICS, name="ปฏิทิน.ics"),
        replace(ICS, media_type="text/calendar\r\nBcc: evil@example.com"),
        replace(PICTURE, cid="chart>\r\nX: y"),
    ],
)
def test_attachment_with_an_unfit_header_is_refused(attachment):
    with pytest.raises(UnfitMessageError, match="attachment"):
        composed(replace(LETTER, attachments=(attachment,)))


@pytest.mark.parametrize("message_id", ["", "<a b@x>", "<a@x>\r\nBcc: e@x", "a@x", "<ก@x>"])
def test_unfit_message_id_is_refused(message_id):
    with pytest.raises(UnfitMessageError):
        compose(LETTER, letterhead=HEAD, message_id=message_id, date=DATE)


@pytest.mark.parametrize("text", ["=?utf-8?b?4LiB?=", " leading", "trailing ", "a  b", ""])
def test_plain_looking_subject_is_not_read_as_something_else(text):
    assert decoded(composed(replace(LETTER, subject=text)), "Subject") == text


def test_language_tag_of_a_mail_is_its_language():
    assert read(composed(replace(LETTER, language="en")))["Content-Language"] == "en"


def test_time_is_shown_in_the_zone_of_the_agency():
    assert read(composed())["Date"].datetime == DATE
