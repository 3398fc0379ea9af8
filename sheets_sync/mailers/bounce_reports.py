"""Reads mails that came back: which letter of ours, for good or only late, and the real reason.

Servers agree neither on the shape nor on the codes: a letter is known by any mark of ours, the
reason is taken from wherever it stands.
"""

import re
from collections.abc import Iterable, Iterator
from email.message import Message

from sheets_sync.mail.delivery import Returned
from sheets_sync.mailers.return_parts import Parts, parts_of, readable
from sheets_sync.mailers.smtp_replies import redacted

EXPIRED = "4.4.7"
"""The server has given up trying, whatever else it says."""
_UNTOLD = "5.0.0"
_MARKS = (
    re.compile(r"\b([0-9a-f]{32})\.letter@[A-Za-z0-9.-]+", re.IGNORECASE),
    re.compile(r"^[>\s]*X-CoP-Letter:\s*([0-9a-f]{32})\b", re.IGNORECASE | re.MULTILINE),
)
_STATUS = re.compile(r"(?<![\w.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\w)")
_VAGUE = re.compile(r"[245]\.0\.0|5\.4\.(7|300)")
"""Codes that leave open whether the server gave up trying or was told no."""
_BASIC = re.compile(r"(?<![\w.])[45]\d\d[ -](?=\D)")
_IDENTITY = re.compile(r"^Message-ID:\s*\S", re.IGNORECASE | re.MULTILINE)
_DAEMON = re.compile(
    r"(mailer-?daemon|postmaster|mail\.?delivery|double-bounce|microsoftexchange[0-9a-f]{32})\b",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(r"(mailer-?daemon|double-bounce)\b", re.IGNORECASE)
_LOST = re.compile(
    r"undeliver|delivery (status|fail|has failed)|failure notice|returned? (mail|to sender)"
    r"|(not|n't) (be |been )?delivered|mail delivery failed|\b5\d\d[ -]|\b5\.\d\.\d{1,2}\b"
    r"|ส่งไม่ได้|ส่งล้มเหลว|ส่งไม่ถึง|ส่งไม่สำเร็จ|ส่งอีเมลไม่|ไม่สามารถส่ง|ไม่สามารถนำส่ง|ตีกลับ|ส่งคืน|ไม่พบผู้รับ",
    re.IGNORECASE,
)
_ONLY_LATE = re.compile(
    r"warning|still being retried|delayed|not yet been delivered|will be retried|keep trying"
    r"|ล่าช้า|(จะ|ยัง|ยังคง)พยายามส่ง",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"retry time(out)? (exceeded|not reached)|too long"
    r"|(message|envelope|queue|time)\W.{0,20}expired"
)
_ADDRESS = re.compile(r"<?([^\s<>:;,]+@[^\s<>:;,]+)>?")
_NEVER = frozenset({"delivered", "relayed", "expanded"})


def returned(content: bytes, handle: str) -> Returned | None:
    """Tell which of our letters came back for good; nothing for any other mail.

    Where a report of failure names no letter at all, ours or another's, its `message_id` is
    empty: somebody should look.
    """
    parts = parts_of(content)
    group = _failed_group(parts.statuses)
    if group is None and (parts.statuses or not _is_plain_report(parts)):
        return None
    group = group or _failed_group(parts.passed_on)
    if group is None and parts.passed_on:
        return None
    letter = _letter(parts)
    if letter is None and any(_IDENTITY.search(copy) for copy in parts.copies):
        return None  # of somebody else
    code, text = _reason(parts, group)
    return Returned(letter or "", code, redacted(text), handle)


def looks_like_report(head: Message) -> bool:
    """Whether a mail of these headers may be a report, and is worth fetching whole."""
    kind = head.get_content_type()
    sender = str(head.get("From", ""))
    return (
        kind == "multipart/report"
        or "X-Failed-Recipients" in head
        or str(head.get("Return-Path", "")).strip() == "<>"
        or _DAEMON.search(sender) is not None
        or _LOST.search(_subject(head)) is not None
    )


def _failed_group(groups: Iterable[Message]) -> Message | None:
    """The fields of a recipient who will not get the letter: a delay is none."""
    for group in groups:
        action, status = _field(group, "Action").lower(), _field(group, "Status")
        if not action and not status:
            continue
        if action == "failed" or (action not in _NEVER and status.startswith(("5.", EXPIRED))):
            return group
    return None


def _is_plain_report(parts: Parts) -> bool:
    """A report without fields, as qmail and old servers write it; not what people answer."""
    head, subject = parts.head, _subject(parts.head)
    kind = str(head.get_param("report-type", "delivery-status")).lower()
    text = " ".join((subject, *parts.texts))[:_BEGINNING]
    if kind != "delivery-status" or _ONLY_LATE.search(text):  # that it was read, is no loss
        return False
    sender = str(head.get("From", ""))
    if _NO_PERSON.search(sender) or "X-Failed-Recipients" in head:
        return True
    if _DAEMON.search(sender):  # behind it a person may be, who is away or announces something
        return _LOST.search(text) is not None or _marked((*parts.copies, *parts.texts)) is not None
    return str(head.get("Return-Path", "")).strip() == "<>" and _LOST.search(subject) is not None


def _subject(head: Message) -> str:
    return readable(str(head.get("Subject", "")))


_BEGINNING = 800
"""So far a report says what it is about; then a copy of the letter may follow."""


def _letter(parts: Parts) -> str | None:
    """By any mark of ours: in the copy, in what the report refers to, in its text."""
    head = "\n".join(
        f"{name}: {parts.head.get(name, '')}"
        for name in ("References", "In-Reply-To", "X-CoP-Letter")
    )
    fields = (str(group) for group in parts.statuses)
    found = _marked((*parts.copies, head, *fields, *parts.texts))
    return f"<{found.group(1).lower()}.letter@{_domain(found.group())}>" if found else None


def _marked(texts: Iterable[str]) -> re.Match[str] | None:
    matches = (mark.search(text) for text in texts for mark in _MARKS)
    return next((found for found in matches if found), None)


def _domain(found: str) -> str:
    return found.partition("@")[2].rstrip(".") or "returned.invalid"


def _reason(parts: Parts, group: Message | None) -> tuple[str, str]:
    """The enhanced code and what was said: the most exact there is."""
    status = _STATUS.search(_field(group, "Status")) if group is not None else None
    code = status.group(1) if status else _UNTOLD
    diagnosis = readable(_field(group, "Diagnostic-Code")) if group is not None else ""
    said = diagnosis.partition(";")[2].strip()
    told = said or next(_under_address(parts, group), "") or _line_with_code(parts, group)
    if _VAGUE.fullmatch(code):
        exact = [one for one in _STATUS.findall(told) if not _VAGUE.fullmatch(one)]
        if exact:
            code = exact[0]
        elif _GIVEN_UP.search(told.lower()):
            code = EXPIRED
    return code, told


def _line_with_code(parts: Parts, group: Message | None) -> str:
    """Where a report has neither fields nor a reason under an address: the line with a code."""
    lines = [line for text in parts.texts for line in text.splitlines()] if group is None else []
    some = (line for code in (_STATUS, _BASIC) for line in lines if code.search(line))
    return readable(next(some, "")).strip()


def _under_address(parts: Parts, group: Message | None) -> Iterator[str]:
    """What the text for people says of the recipient: beside the address, or under it."""
    wanted = _recipient(group)
    for text in parts.texts:
        lines = text.splitlines()
        for at, line in enumerate(lines):
            found = _ADDRESS.search(line)
            if found is None or (wanted and found.group(1).lower() != wanted):
                continue
            if not wanted and not re.match(r"\s*<?[^\s<>]+@[^\s<>]+>?:?(\s|$)", line):
                continue
            beside = line[found.end() :].lstrip(":. ").strip()
            under = [*_indented(lines[at + 1 :])]
            said = readable(" ".join(filter(None, (beside, *under))))
            if said.startswith("(reason:"):
                said = said[len("(reason:") :].removesuffix(")").strip()
            if said:
                yield said


def _indented(lines: list[str]) -> Iterator[str]:
    """The lines that belong to the one before."""
    for line in lines:
        if not line.strip() or (not line[0].isspace() and not re.match(r"\d{3}[ :-]", line)):
            if not re.match(r"[A-Z][a-z].*|Remote host said", line) or _ADDRESS.match(line):
                return
            yield line.strip()
            return
        yield line.strip()


def _recipient(group: Message | None) -> str:
    if group is None:
        return ""
    return _field(group, "Final-Recipient").partition(";")[2].strip().strip("<>").lower()


def _field(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip()
