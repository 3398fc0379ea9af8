"""Reads what an SMTP server says: about this letter, about the channel, or nothing certain."""

import re

from sheets_sync.mail.delivery import Outcome, Verdict
from sheets_sync.mail.refusals import judge
from sheets_sync.mailers.smtp_connection import Reply

_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
LONGEST_TEXT = 300


def refusal(phase: str, reply: Reply, server: str) -> Outcome:
    """Tell what a reply that was not the hoped-for one means; nothing was sent."""
    found = judge(phase, reply.code, reply.enhanced, reply.text)
    return Outcome(
        found.verdict,
        phase,
        reply.code,
        reply.enhanced,
        redacted(reply.text),
        server,
        pause=found.pause,
    )


def accepted(reply: Reply, server: str) -> Outcome:
    """Keep what the server called the letter."""
    return Outcome(
        Verdict.ACCEPTED,
        "reply",
        reply.code,
        reply.enhanced,
        redacted(reply.text),
        server,
        queue_id=_queue_id(reply.text),
    )


def _queue_id(text: str) -> str:
    """Postfix, Exim and Exchange name it behind a word, sendmail and OpenSMTPD before one."""
    found = _NAMED_ID.search(text) or _LEADING_ID.search(text)
    return found.group(1) if found else ""


_NAMED_ID = re.compile(
    r"(?:queued (?:mail )?(?:as|for delivery)|\bid=|InternalId=)\s*<?([A-Za-z0-9._-]{5,80})",
    re.IGNORECASE,
)
_LEADING_ID = re.compile(
    r"^(?:2\.\d\.\d )?(?:OK:? )?(?=[A-Za-z._-]*\d)([A-Za-z0-9._-]{6,80})(?= |$)", re.IGNORECASE
)


def redacted(text: str) -> str:
    """Leave addresses and control characters out of what is kept and logged."""
    return _ADDRESS.sub("<…>", _UNSEEN.sub(" ", text))[:LONGEST_TEXT]
