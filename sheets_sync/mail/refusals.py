"""Whose fault a mail server's no is: this letter's, this reader's, our account's, everybody's.

One table, read from the top; the first row that fits decides. Servers agree on little: the
enhanced code is believed where it is exact, the words where it is not, and the step at which the
no came where neither says anything.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sheets_sync.mail.delivery import Verdict

SHORT = dt.timedelta(minutes=5)
LONG = dt.timedelta(hours=1)
NO_PAUSE = dt.timedelta(0)
PERMANENT = 5
"""First digit of a reply that says no for good."""


class Fault(StrEnum):
    """Whom a refusal is about."""

    LETTER = "letter"
    """What it says or holds: the next letter may well go."""
    READER = "reader"
    """This mailbox: other readers' letters go."""
    ACCOUNT = "account"
    """Ours, as the server knows it: no letter goes until a setting is mended."""
    EVERYBODY = "everybody"
    """The server or the way to it: no letter goes for a while."""


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


SETTINGS: Mapping[str, tuple[str, ...]] = {
    "sender-not-allowed": ("mail.sender",),
    "sender-unknown": ("mail.sender",),
    "sender-blocked": ("mail.sender",),
    "sender-unproven": ("mail.sender",),
    "relay-denied": ("mail.host", "mail.user"),
    "login-missing": ("mail.user",),
    "login-refused": ("mail.user", "mail.password_file"),
    "app-password": ("mail.password_file", "mail.token_file"),
    "password-login-off": ("mail.token_file",),
    "encryption-missing": ("mail.security",),
    "limit": ("guard.mails_per_day",),
    "too-large": (),
    "greeting": ("mail.host",),
}
"""By cause, the settings that mend it; what is not here is mended elsewhere."""


@dataclass(frozen=True, slots=True)
class _Row:
    fault: Fault
    cause: str
    enhanced: str = ""
    """Enhanced codes, a star for any second or third part."""
    codes: str = ""
    words: str = ""
    """A pattern in what the server said, in lower case."""
    phases: str = ""
    kind: int = 0
    """The first digit of the code."""
    lasting: bool | None = None
    """Whatever the code says; None for what its first digit says."""

    def fits(self, phase: str, code: int, enhanced: str, text: str) -> bool:
        return (
            (not self.phases or phase in self.phases.split())
            and (not self.kind or code // 100 == self.kind)
            and (not self.codes or str(code) in self.codes.split())
            and (not self.enhanced or _is_one_of(enhanced, self.enhanced))
            and (not self.words or re.search(self.words, text) is not None)
        )


_LETTER, _READER, _ACCOUNT, _ALL = Fault.LETTER, Fault.READER, Fault.ACCOUNT, Fault.EVERYBODY
_OPENING = "connect hello tls"
_DOT = "body dot reply"

_TABLE = (
    # exact codes of one mailbox, whatever the words
    _Row(_READER, "mailbox-full", enhanced="*.2.2"),
    _Row(_READER, "mailbox-busy", enhanced="*.2.1", codes="450 451 452", phases=f"rcpt {_DOT}"),
    _Row(_READER, "not-accepted",
         enhanced="5.7.124 5.7.129 5.7.133 5.7.134 5.7.135 5.7.136 5.7.193"),
    # the way there, and the login
    _Row(_ACCOUNT, "password-login-off", enhanced="5.7.139"),
    _Row(_ACCOUNT, "password-login-off",
         words=r"smtpclientauth|basic auth\w* is disabled|security defaults"),
    _Row(_ACCOUNT, "app-password", enhanced="5.7.9 5.7.14"),
    _Row(_ALL, "busy", codes="421"),
    _Row(_ALL, "busy", enhanced="4.2.1"),
    _Row(_ALL, "busy", codes="454 432 450 451", phases="login"),
    _Row(_ACCOUNT, "encryption-missing", words="starttls|encryption (is )?required"),
    _Row(_ACCOUNT, "login-refused", codes="535"),
    _Row(_ACCOUNT, "login-missing", codes="530 534 538"),
    _Row(_ACCOUNT, "login-missing", enhanced="5.7.57"),
    _Row(_ACCOUNT, "login-missing",
         words=r"authentication (is )?required|(was )?not authenticated|(must|please) (log ?in|authenticate)"),
    # how many a day
    _Row(_ACCOUNT, "limit", enhanced="*.4.5 5.1.90 *.7.28 5.7.508 5.7.705 5.2.254"),
    _Row(_ACCOUNT, "limit",
         words=r"submissionquota|too many (messages|mails|emails)|rate ?limit|"
               r"(daily|hourly|per[ -](day|hour|minute)|sending|outgoing|message rate).{0,30}(limit|quota|exceed)|"
               r"(exceed|reach)\w*.{0,40}(daily|hourly|per[ -](day|hour|minute)|sending|outgoing|message rate)"),
    # may we write as this sender, and through this server
    _Row(_ACCOUNT, "sender-not-allowed", enhanced="5.2.252 5.7.60"),
    _Row(_ACCOUNT, "sender-not-allowed",
         words=r"sendasdenied|send as this sender|send on behalf|not owned by|use of that sender|"
               r"sender.{0,40}not (owned|authori[sz]ed|allowed|permitted|verified)|"
               r"not (allowed|authori[sz]ed|permitted) to (send|use).{0,20}\b(as|from)\b|from.{0,20}not verified|"
               r"(not|n't) (match|own).{0,30}(login|authenticated|sender)"),
    _Row(_ACCOUNT, "sender-blocked", enhanced="5.1.8 5.7.501 5.7.502 5.7.503 5.7.703 5.7.750"),
    _Row(_ACCOUNT, "sender-unknown", enhanced="*.1.7"),
    _Row(_ACCOUNT, "sender-unknown",
         words=r"sender (address )?(is )?(rejected|denied)|sender verif\w+ (failed|error)|verification failed for|"
               r"(invalid|bad|unknown|unrouteable|cannot resolve) sender|domain of sender address|"
               r"sender (domain|address).{0,20}(not found|not exist|unknown|invalid)"),
    _Row(_ACCOUNT, "relay-denied", enhanced="5.7.54 5.7.64 5.7.367 5.7.368"),
    _Row(_ACCOUNT, "relay-denied",
         words=r"relay(ing)? (access )?(is )?(denied|not|prohibited|rejected|disallowed|attempt)|rcpthosts|"
               r"(not|unable to|don't|no|cannot|denied|open) relay|not permitted to relay|5\.7\.1 relay|"
               r"relay(ing)? (to|for|from|through|via).{0,60}(denied|not|prohibited|rejected)"),
    # who may write at all: proofs, lists, names
    _Row(_ACCOUNT, "sender-unproven",
         enhanced="*.7.20 *.7.21 *.7.22 *.7.23 *.7.24 *.7.26 *.7.27 *.7.30 5.7.509 5.7.515"),
    _Row(_ACCOUNT, "sender-unproven",
         words=r"\b(spf|dkim|dmarc)\b.{0,60}(fail|not|reject|require|check|polic|unauth)|"
               r"unauthenticated (email|mail|sender)"),
    _Row(_ALL, "blocked",
         enhanced="*.7.25 5.7.511 5.7.512 5.7.513 5.7.606 *.7.650 5.7.708 5.7.999"),
    _Row(_ALL, "blocked",
         words=r"block ?list|black ?list|spamhaus|spamcop|barracuda|sorbs|dnsbl|\brbl\b|blocked using|"
               r"listed (at|in|by|on)|banned sending|(poor|low|bad) reputation|reputation of the|"
               r"ptr record|reverse dns|client host|access denied, (banned|traffic)|"
               r"your (ip|host|server|network|address is).{0,60}(block|list|reject|denied|banned|not allowed)|"
               r"cannot find your (reverse )?hostname|connection (refused|rejected|blocked)"),
    _Row(_ALL, "greeting",
         words=r"(helo|ehlo).{0,30}(rejected|invalid|fully|required)|(invalid|bad) (helo|ehlo)"),
    _Row(_ALL, "", phases=_OPENING),
    _Row(_ACCOUNT, "login-refused", phases="login"),
    # the server itself
    _Row(_ALL, "server-full", enhanced="*.3.1"),
    _Row(_ALL, "server-full",
         words=r"(insufficient|out of|no|not enough) (system |disk )?(storage|space)"),
    # this letter
    _Row(_LETTER, "too-large", enhanced="*.3.4 *.2.3", lasting=True),
    _Row(_LETTER, "too-large", lasting=True,
         words=r"(message|mail).{0,20}too (large|big)|(exceed|larger).{0,40}size|size.{0,20}exceed|maximum.{0,20}size"),
    # this reader
    _Row(_READER, "mailbox-full",
         words=r"(mailbox|inbox|account|user|storage).{0,40}\b(full|exceed|over)|over ?quota|quota.{0,20}exceed"
               r"|exceed.{0,30}quota"),
    _Row(_LETTER, "content", codes="552", enhanced="5.7.*", phases=_DOT),
    _Row(_LETTER, "too-large", codes="552 523", lasting=True),
    _Row(_READER, "greylisted", words=r"gr[ae]y-?list|come back later"),
    _Row(_READER, "no-such-address",
         enhanced="*.1.1 *.1.2 *.1.3 *.1.4 *.1.6 *.1.10 *.4.4 *.4.14 5.4.1 5.4.310"),
    _Row(_READER, "mailbox-closed", enhanced="*.2.1", phases=f"rcpt {_DOT}"),
    _Row(_READER, "no-such-address",
         words=r"(user|mailbox|recipient|address|account|addressee|destination|alias|host|domain)\b.{0,40}"
               r"(unknown|not found|doesn't|does not|not exist|unavailable|invalid)|"
               r"(unknown|no such|invalid|unrouteable|unroutable|non-?existent|undeliverable) (local )?"
               r"(user|mailbox|recipient|address|domain|account|local part)|no mailbox|no smtp service"),
    _Row(_READER, "mailbox-closed",
         words=r"(mailbox|account|user|address).{0,40}(disabled|inactive|expired|suspended|no longer|closed)"),
    _Row(_READER, "not-accepted", words=r"recipient.{0,20}(rejected|refused|denied)"),
    # nobody said why
    _Row(_LETTER, "server-trouble", enhanced="4.3.*"),
    _Row(_ACCOUNT, "", phases="mail", kind=5),
    _Row(_READER, "", phases="rcpt"),
    _Row(_LETTER, "content", phases=_DOT, enhanced="5.6.* 5.7.*"),
    _Row(_LETTER, "content", phases=_DOT,
         words="spam|virus|malware|content|attachment|policy|phish"),
    _Row(_LETTER, ""),
)  # fmt: skip


def judge(phase: str, code: int, enhanced: str = "", text: str = "") -> Refusal:
    """Tell whose fault it is that a server answered so at this step; nothing was sent."""
    kind = code // 100
    if kind in {2, 3}:  # a yes where it makes no sense: who knows what it would do next
        return Refusal(Fault.EVERYBODY, "odd", lasting=False)
    said = " ".join(text.lower().split())
    row = next(row for row in _TABLE if row.fits(phase, code, enhanced, said))
    lasting = kind == PERMANENT if row.lasting is None else row.lasting
    # A "not now" that only a setting can mend needs no other try before somebody has looked.
    return Refusal(row.fault, row.cause, lasting or row.cause in _NEEDS_A_SETTING)


def mending(cause: str) -> tuple[str, ...]:
    """The settings that mend it; none where it is mended elsewhere."""
    return SETTINGS.get(cause, ())


_NEEDS_A_SETTING = frozenset({"relay-denied", "sender-not-allowed"})


def _is_one_of(enhanced: str, wanted: str) -> bool:
    return any(_alike(enhanced.split("."), one.split(".")) for one in wanted.split())


def _alike(parts: list[str], wanted: list[str]) -> bool:
    return len(parts) == len(wanted) and all(
        want in {"*", part} for part, want in zip(parts, wanted, strict=True)
    )
