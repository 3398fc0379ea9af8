"""Reads reports of undeliverable mail (RFC 3464): which letter, and why."""

import email
import email.policy
import re
from email.message import Message

from sheets_sync.mail.delivery import Returned
from sheets_sync.mailers.smtp_replies import redacted

_OURS = re.compile(r"<([0-9a-f]{32})\.letter@[A-Za-z0-9.-]+>")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


def returned(content: bytes, handle: str) -> Returned | None:
    """Tell which of our letters came back for good; nothing for any other mail."""
    report = email.message_from_bytes(content, policy=email.policy.compat32)
    if report.get_content_type() != "multipart/report":
        return None
    status = _failure(report)
    letter = _letter(report)
    if status is None or letter is None:
        return None
    code = _STATUS.search(_field(status, "Status"))
    return Returned(
        message_id=letter,
        code=code.group() if code else "5.0.0",
        text=redacted(_field(status, "Diagnostic-Code").partition(";")[2].strip()),
        handle=handle,
    )


def _failure(report: Message) -> Message | None:
    """Find the group of fields that tells of a failure, not of a delay."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        groups = part.get_payload()
        for group in groups if isinstance(groups, list) else []:
            if isinstance(group, Message) and _field(group, "Action").lower() == "failed":
                return group
    return None


def _letter(report: Message) -> str | None:
    """Find our Message-ID in the copy of the letter, whole or headers alone."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            copies = part.get_payload()
            texts = [_field(copy, "Message-ID") for copy in copies if isinstance(copy, Message)]
        elif kind == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            texts = [payload.decode("ascii", "replace")] if isinstance(payload, bytes) else []
        else:
            continue
        found = _OURS.search("\n".join(texts))
        if found:
            return found.group()
    return None


def _field(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip()
