"""Whose fault a mail server's no is, what becomes of the letter, and what mends it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.mail.delivery import Verdict
from sheets_sync.mail.refusal_table import TABLE, Fault

SHORT = dt.timedelta(minutes=5)
LONG = dt.timedelta(hours=1)
NO_PAUSE = dt.timedelta(0)
PERMANENT = 5
"""First digit of a reply that says no for good."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a refusal means."""

    fault: Fault
    cause: str
    """Named, so that every language has its own sentence for it; empty where nobody knows."""
    lasting: bool
    """Whether trying again is of no use before somebody has mended something."""

    @property
    def verdict(self) -> Verdict:
        """What becomes of the letter."""
        if self.fault in {Fault.ACCOUNT, Fault.EVERYBODY}:
            return Verdict.CHANNEL
        return Verdict.REFUSED if self.lasting else Verdict.DEFERRED

    @property
    def pause(self) -> dt.timedelta:
        """How long the channel rests."""
        if self.verdict is not Verdict.CHANNEL:
            return NO_PAUSE
        return LONG if self.lasting else SHORT

    @property
    def sure(self) -> bool:
        """Whether the server named the cause, so that others alike prove nothing."""
        return bool(self.cause)


SAME_FOR_ALL = "same-for-all"
"""The cause where the first readers were refused alike, whatever the server said."""
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "sender-not-allowed": ("mail.sender",),
    "sender-unknown": ("mail.sender",),
    "sender-blocked": ("mail.sender",),
    "sender-unproven": ("mail.sender",),
    "sender-refused": ("mail.sender", "mail.user"),
    "relay-denied": ("mail.host", "mail.user"),
    "login-missing": ("mail.user",),
    "login-refused": ("mail.user", "mail.password_file"),
    "app-password": ("mail.password_file", "mail.token_file"),
    "password-login-off": ("mail.token_file",),
    "encryption-missing": ("mail.security",),
    "limit": ("guard.mails_per_day",),
    SAME_FOR_ALL: ("mail.sender", "mail.user", "mail.host"),
    "greeting": ("mail.host",),
}
"""By cause, the settings that mend it; what is not here is mended elsewhere."""


def judge(phase: str, code: int, enhanced: str = "", text: str = "") -> Refusal:
    """Tell whose fault it is that a server answered so at this step; nothing was sent."""
    kind = code // 100
    if kind in {2, 3}:  # a yes where it makes no sense: who knows what it would do next
        return Refusal(Fault.EVERYBODY, "odd", lasting=False)
    said = " ".join(text.lower().split())
    row = next(row for row in TABLE if row.fits(phase, code, enhanced, said))
    lasting = kind == PERMANENT if row.lasting is None else row.lasting
    # A "not now" that only a setting can mend needs no other try before somebody has looked.
    return Refusal(row.fault, row.cause, lasting or row.cause in _NEEDS_A_SETTING)


def mending(cause: str) -> tuple[str, ...]:
    """The settings that mend it; none where it is mended elsewhere."""
    return SETTINGS.get(cause, ())


_NEEDS_A_SETTING = frozenset({"relay-denied", "sender-not-allowed"})
