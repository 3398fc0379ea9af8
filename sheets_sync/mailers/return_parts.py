"""The parts of a mail that may be a report, as texts: whatever charset they claim to be in."""

import binascii
import email
import html
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message

from sheets_sync.mailers.server_text import as_text

STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
COPY_TYPES = frozenset(
    {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
)
_PLAIN_STATUS = "message/delivery-status"
_ENCODED = frozenset({"base64", "quoted-printable"})
_LIKE_STATUS = re.compile(r"^(Final|Original)-Recipient:", re.IGNORECASE | re.MULTILINE)
_LIKE_LETTER = re.compile(r"^(Message-ID|X-CoP-Letter):", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_OCTAL = re.compile(r"(?:\\[0-3][0-7]{2})+")
_UNITEXT = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a report consists of."""

    head: Message
    statuses: list[Message] = field(default_factory=list)
    """The groups of fields, one for each recipient, with the first one about the mail itself."""
    passed_on: list[Message] = field(default_factory=list)
    """The same of a report that came back inside this mail."""
    copies: list[str] = field(default_factory=list)
    """The letter that came back, whole or its headers alone."""
    texts: list[str] = field(default_factory=list)
    """What is written for people."""


def parts_of(content: bytes) -> Parts:
    """Take a mail apart; never fails, whatever the bytes are."""
    parts = Parts(email.message_from_string(_decoded(content)))
    for part in _leaves(parts.head):
        kind = part.get_content_type()
        if kind in STATUS_TYPES:
            parts.statuses.extend(_groups(part))
        elif kind in COPY_TYPES:
            parts.copies.append(_text(part))
            parts.passed_on.extend(_of_report_inside(part))
        elif _is_file(part):
            _sort_in(parts, part)
        elif part.get_content_maintype() == "text" or part is parts.head:
            text = _text(part)
            parts.texts.append(_untagged(text) if kind == "text/html" else text)
    return parts


def _is_file(part: Message) -> bool:
    """Whether a gateway made a file of it, which says no longer what kind of part it was."""
    kind = part.get_content_type()
    return kind == "application/octet-stream" or (
        kind.startswith("text/") and part.get_filename() is not None
    )


def _sort_in(parts: Parts, part: Message) -> None:
    """Take a file for what stands in it."""
    text = _text(part)
    if _LIKE_STATUS.search(text):
        parts.statuses.extend(_blocks(text))
    elif _LIKE_LETTER.search(text):
        parts.copies.append(text)
    elif part.get_content_maintype() == "text":
        parts.texts.append(text)


def _of_report_inside(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    inside = payload[0] if isinstance(payload, list) and payload else None
    if isinstance(inside, Message) and inside.get_content_type() == "multipart/report":
        for each in _leaves(inside):
            if each.get_content_type() in STATUS_TYPES:
                yield from _groups(each)


def readable(text: str) -> str:
    """What a server said, with octal bytes, code points and encoded words read back."""
    text = _OCTAL.sub(_from_octal, text)
    text = _UNITEXT.sub(_from_unitext, text)
    if "=?" in text:
        with suppress(ValueError, LookupError):
            text = str(make_header(decode_header(text)))
    return " ".join(text.split())


def _leaves(part: Message) -> Iterator[Message]:
    """Parts that hold no others; a mail inside this one is one of them."""
    payload = part.get_payload()
    inside = part.get_content_maintype() == "multipart" and isinstance(payload, list)
    if not inside:
        yield part
        return
    for each in payload:
        if isinstance(each, Message):
            yield from _leaves(each)


def _groups(part: Message) -> Iterator[Message]:
    """The groups of a status part; Python takes apart only one of its types, where it is plain."""
    payload = part.get_payload()
    plain = part.get("Content-Transfer-Encoding", "").strip().lower() not in _ENCODED
    if plain and isinstance(payload, list) and part.get_content_type() == _PLAIN_STATUS:
        yield from (group for group in payload if isinstance(group, Message))
        return
    yield from _blocks(_text(part))


def _blocks(text: str) -> Iterator[Message]:
    for block in re.split(r"\r?\n\r?\n", text):
        if block.strip():
            yield email.message_from_string(f"{block.strip()}\n\n")


def _text(part: Message) -> str:
    payload = part.get_payload()
    way = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if isinstance(payload, list):  # taken apart by Python, whatever it is encoded in
        written = "\n".join(str(each) for each in payload)
        return _decoded(_bytes_of(written, way)) if way in _ENCODED else written
    if way in _ENCODED:
        content = part.get_payload(decode=True)
        return _decoded(content) if isinstance(content, bytes) else ""
    return str(payload or "")


def _bytes_of(written: str, way: str) -> bytes:
    content = written.encode()
    if way == "quoted-printable":
        return quopri.decodestring(content)
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        return content


def _untagged(text: str) -> str:
    """A page as lines; addresses in brackets are written with entities there."""
    return html.unescape(_TAG.sub("\n", text))


def _decoded(content: bytes) -> str:
    """By line, as UTF-8 or else as the Thai charset of old servers."""
    return "\n".join(as_text(line) for line in content.replace(b"\r\n", b"\n").split(b"\n"))


def _from_octal(found: re.Match[str]) -> str:
    codes = re.findall(r"\\([0-3][0-7]{2})", found.group())
    return bytes(int(code, 8) for code in codes).decode("utf-8", "replace")


def _from_unitext(found: re.Match[str]) -> str:
    number = int(found.group(1), 16)
    is_letter = number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF  # noqa: PLR2004
    return chr(number) if is_letter else "?"
