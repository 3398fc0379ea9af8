"""Reads what an SMTP server says: about this letter, about the channel, or nothing certain."""

import datetime as dt
import re

from sheets_sync.mail.delivery import Outcome, Verdict
from sheets_sync.mailers.smtp_connection import Reply

SHORT = dt.timedelta(minutes=5)
LONG = dt.timedelta(hours=1)
BUSY = {"4.2.1"}
"""Too much mail at once: it hits the next letter too."""
DAILY_LIMIT = {"5.4.5", "4.4.5"}
TOO_LARGE = {552, 523}
LOGIN_WANTED = {530, 534, 535, 538}
SHUTTING_DOWN = 421
_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
LONGEST_TEXT = 300


def refusal(phase: str, reply: Reply, server: str) -> Outcome:
    """Tell what a reply that was not the hoped-for one means; nothing was sent."""
    verdict, pause = _verdict(phase, reply)
    return Outcome(
        verdict, phase, reply.code, reply.enhanced, redacted(reply.text), server, pause=pause
    )


def _verdict(phase: str, reply: Reply) -> tuple[Verdict, dt.timedelta]:
    no_pause = dt.timedelta(0)
    if reply.enhanced in DAILY_LIMIT or reply.code in LOGIN_WANTED:
        return Verdict.CHANNEL, LONG
    if reply.code == SHUTTING_DOWN or reply.enhanced in BUSY:
        return Verdict.CHANNEL, SHORT
    if phase in {"connect", "hello", "tls", "login"} or reply.kind in {2, 3}:
        return Verdict.CHANNEL, LONG if reply.kind == 5 else SHORT  # noqa: PLR2004
    if reply.kind == 4:  # noqa: PLR2004
        return Verdict.DEFERRED, no_pause
    if phase == "mail" and reply.code not in TOO_LARGE:
        # The sender is the same on every letter: the next one would be refused too.
        return Verdict.CHANNEL, LONG
    return Verdict.REFUSED, no_pause


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
    found = re.search(r"(?:queued as|id=|Ok:?)\s*([A-Za-z0-9._-]{5,80})", text)
    return found.group(1) if found else ""


def redacted(text: str) -> str:
    """Leave addresses and control characters out of what is kept and logged."""
    return _ADDRESS.sub("<…>", _UNSEEN.sub(" ", text))[:LONGEST_TEXT]
