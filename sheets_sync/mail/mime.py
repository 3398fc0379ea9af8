"""Writes a message down as bytes that every mail client reads the same.

By hand rather than with `email.message`: that one drops a space of a long folded Thai
subject before Python 3.13, and lets NUL into a header. Same input, same bytes.
"""

import binascii
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from email.utils import format_datetime
from functools import cache, lru_cache

from sheets_sync.mail.email_address import is_address
from sheets_sync.mail.message import Attachment, Letterhead, Message, Recipient
from sheets_sync.unfit_characters import UNFIT_IN_A_LINE, unfit_in

LINE = 76
"""The longest header line that may carry an encoded word (RFC 2047), and line of base64."""
LONGEST_MAILBOX = 250
"""Octets of a From or To, folds included: sendmail drops the name of a longer one."""
WORD = 75
"""The longest encoded word."""
_MARKS = frozenset({"Mn", "Me", "Mc"})
_OPEN, _CLOSE = "=?utf-8?b?", "?="
_PLAIN = re.compile(r"[ -~]*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; [a-z]+=[A-Za-z0-9._-]+)*")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_CID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(@[A-Za-z0-9.-]+)?")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._-]+@[A-Za-z0-9.-]+>")


class UnfitMessageError(ValueError):
    """A message that no mail may be made of: which part, and what is wrong with it."""

    def __init__(self, part: str, wrong: str) -> None:
        super().__init__(f"{part}: {wrong}")
        self.part = part
        self.wrong = wrong


def check_letterhead(letterhead: Letterhead) -> None:
    """Raise `UnfitMessageError` when no letter at all could be written under it."""
    _mailbox("From", letterhead.sender)
    _mailbox("Return-Path", Recipient(letterhead.envelope_sender))
    _mailbox("domain", Recipient(f"x@{letterhead.domain}"))
    if letterhead.reply_to:
        _mailbox("Reply-To", letterhead.reply_to)


def compose(
    message: Message, *, letterhead: Letterhead, message_id: str, date: dt.datetime
) -> bytes:
    """Write the whole mail, lines ended by CR LF. Raises `UnfitMessageError` on unfit text."""
    if not _MESSAGE_ID.fullmatch(message_id):
        raise UnfitMessageError("message_id", "not of the form <id@domain>")
    boundary = "=-" + message_id[1:].partition("@")[0][:48]
    headers = [
        _mailbox("From", letterhead.sender),
        _mailbox("To", message.to),
        _text("Subject", message.subject),
        f"Date: {format_datetime(date)}",
        f"Message-ID: {message_id}",
        f"X-CoP-Letter: {message_id[1:].partition('.')[0]}",
        *([_mailbox("Reply-To", letterhead.reply_to)] if letterhead.reply_to else []),
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        _text("Content-Language", message.language),
        "MIME-Version: 1.0",
    ]
    return "\r\n".join([*headers, *_body(message, boundary)]).encode("ascii")


def _body(message: Message, boundary: str) -> Iterable[str]:
    part = _multipart(
        "alternative",
        f"{boundary}-a",
        [
            _words("text/plain; charset=utf-8", "plain", message.plain),
            _words("text/html; charset=utf-8", "html", message.html),
        ],
    )
    shown = [each for each in message.attachments if each.cid]
    beside = [each for each in message.attachments if not each.cid]
    if shown:
        part = _multipart("related", f"{boundary}-r", [part, *map(_file, shown)])
    if beside:
        part = _multipart("mixed", f"{boundary}-m", [part, *map(_file, beside)])
    return part


def _multipart(subtype: str, boundary: str, parts: Iterable[Iterable[str]]) -> list[str]:
    lines = [f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", *part]
    return [*lines, f"--{boundary}--", ""]


def _words(content_type: str, part: str, text: str) -> list[str]:
    if unfit := unfit_in(text):
        raise UnfitMessageError(part, f"holds {_named(unfit)}")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [
        f"Content-Type: {content_type}",
        "Content-Transfer-Encoding: base64",
        "",
        _base64(text.replace("\n", "\r\n").encode()),
    ]


def _file(attachment: Attachment) -> list[str]:
    for part, text, form in (
        ("attachment name", attachment.name, _FILE_NAME),
        ("attachment type", attachment.media_type, _MEDIA_TYPE),
        ("attachment cid", attachment.cid or "none", _CID),
    ):
        if not form.fullmatch(text):
            raise UnfitMessageError(part, f"not fit for a header: {text!a}")
    shown = [f"Content-ID: <{attachment.cid}>"] if attachment.cid else []
    way = "inline" if attachment.cid else "attachment"
    return [
        f'Content-Type: {attachment.media_type};\r\n name="{attachment.name}"',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: {way};\r\n filename="{attachment.name}"',
        *shown,
        "",
        _base64(attachment.content),
    ]


def _base64(content: bytes) -> str:
    whole = binascii.b2a_base64(content, newline=False).decode("ascii")
    return "\r\n".join([whole[at : at + LINE] for at in range(0, len(whole), LINE)])


@lru_cache(maxsize=1024)
def _mailbox(header: str, who: Recipient) -> str:
    if not is_address(who.address):
        raise UnfitMessageError(header, "not one plain address")
    name = who.name.strip()
    written = _named_mailbox(header, name, who.address)
    while len(written) > LONGEST_MAILBOX + len(header) and name:
        name = _without_last(name)
        written = _named_mailbox(header, f"{name}…" if name else "", who.address)
    return written


def _named_mailbox(header: str, name: str, address: str) -> str:
    if not name:
        return f"{header}: {address}"
    line = _phrase(header, name)
    used = len(line.rpartition("\r\n")[2])
    gap = " " if used + len(address) + 3 <= LINE else "\r\n "
    return f"{line}{gap}<{address}>"


def _without_last(text: str) -> str:
    """A text without its last letter and the marks on it."""
    while text and unicodedata.category(text[-1]) in _MARKS:
        text = text[:-1]
    return text[:-1].rstrip()


def _phrase(header: str, name: str) -> str:
    if _ATOMS.fullmatch(name) and "=?" not in name and len(header) + len(name) + 2 <= LINE:
        return f"{header}: {name}"
    # Python's own parser shows a space between the words of a name: best where there is one.
    return f"{header}: {_encoded(header, name, at_spaces=True)}"


def _text(header: str, text: str) -> str:
    if _PLAIN.fullmatch(text) and "=?" not in text and len(header) + len(text) + 2 <= LINE:
        if text != text.strip():  # a parser would trim it
            return f"{header}: {_encoded(header, text)}"
        return f"{header}: {text}"
    return f"{header}: {_encoded(header, text)}"


def _encoded(header: str, text: str, *, at_spaces: bool = False) -> str:
    """Encode as words that each hold whole characters with their marks, one a line.

    With `at_spaces` a word ends behind a space where one can be reached.
    """
    unfit = UNFIT_IN_A_LINE.search(text)
    if unfit:
        raise UnfitMessageError(header, f"holds {_named(unfit.group())}")
    content = text.encode()
    words, start, room = [], 0, _bytes_in(LINE - len(header) - 2)
    while len(content) - start > room:
        space = content.rfind(b" ", start, start + room) if at_spaces else -1
        end = space + 1 if space >= 0 else _cut(content, start, start + room)
        words.append(content[start:end])
        start, room = end, _bytes_in(LINE - 1)
    words.append(content[start:])
    encoded = (binascii.b2a_base64(each, newline=False).decode("ascii") for each in words)
    return "\r\n ".join(f"{_OPEN}{each}{_CLOSE}" for each in encoded)


@cache
def _bytes_in(columns: int) -> int:
    letters = min(columns, WORD) - len(_OPEN) - len(_CLOSE)
    return letters // 4 * 3


def _cut(content: bytes, start: int, end: int) -> int:
    """Find the last place before `end` where a character begins that is no mark."""
    last = end = _begin(content, end)
    while end > start:
        if not _is_mark(content, end):
            return end
        end = _begin(content, end - 1)
    return last  # a tower of marks that no word can hold


def _begin(content: bytes, place: int) -> int:
    """Go back to where a character begins."""
    while content[place] & 0xC0 == 0x80:  # noqa: PLR2004  (UTF-8's own bits)
        place -= 1
    return place


def _is_mark(content: bytes, place: int) -> bool:
    letter = content[place : place + 4].decode("utf-8", "ignore")[0]
    return unicodedata.category(letter) in _MARKS


def _named(letter: str) -> str:
    return f"U+{ord(letter):04X}"
