"""Every way a mail server fails, and where each must leave the letter.

`python -m tests.mailers.faults` prints the table.
"""

import datetime as dt
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.message import DigestKey, Letterhead, Message, Recipient
from sheets_sync.mail.refusals import judge
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.mailers.certificates import Authority
from tests.mailers.server import (
    DRIP,
    DROP,
    ENDLESS,
    GARBAGE,
    HANG,
    LATE,
    STORE_DROP,
    STORE_HANG,
    MailServer,
)

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
LATER = dt.timedelta(hours=30)
HEAD = Letterhead(Recipient("cop@agency.go.th", "CoP"), "agency.go.th")
PLANNED, DEFERRED, REFUSED, UNCERTAIN, ACCEPTED = (
    LetterState.PLANNED,
    LetterState.DEFERRED,
    LetterState.REFUSED,
    LetterState.UNCERTAIN,
    LetterState.ACCEPTED,
)


@dataclass(frozen=True)
class Fault:
    """One fault: what the server does, and what must come of it."""

    name: str
    faults: tuple[tuple[str, str], ...]
    state: LetterState
    """Where the letter stands after the run that met the fault."""
    copies: int = 0
    """How many the server kept in that run."""
    pauses: bool = False
    """Whether the whole channel rests."""
    end: LetterState = ACCEPTED
    """Where it stands after a healthy run a day later, with an oracle."""
    server: dict = field(default_factory=dict)
    client: dict = field(default_factory=dict)
    slow_at: str = ""
    """Where the client dawdles, so that the fault comes first."""
    whose: str = ""
    """Whose fault it is: letter, reader, account, everybody; empty where the fault says nothing."""

    @property
    def patience(self):
        """Seconds the client waits: few where waiting is all it will do."""
        return 0.8 if {HANG, STORE_HANG, DRIP} & {what for _, what in self.faults} else 5.0


def _login(**changes):
    return {"user": "cop", "password": "ความลับ"} | changes


class Secret:
    def __init__(self, text):
        self.text = text

    def reveal(self):
        return self.text


class Tokens:
    """Gives one token after the other."""

    def __init__(self, *tokens):
        self.tokens = [*tokens]

    def fresh(self, now):
        return self.tokens[0]

    def forget(self):
        if len(self.tokens) > 1:
            self.tokens.pop(0)


USER = {"user": "cop", "password": Secret("ความลับ")}
TLS = {"security": "starttls"}
PIPED = {"pipelining": True}

TABLE = (
    # the outcome table of what servers do to one letter
    Fault("421 at connect", (("connect", "421 4.3.2 later"),), DEFERRED, pauses=True),
    Fault("451 at MAIL", (("mail", "451 4.3.0 busy"),), DEFERRED),
    Fault("450 at RCPT (greylisting)", (("rcpt", "450 4.7.1 try again"),), DEFERRED),
    Fault("451 at DATA", (("data", "451 4.3.0 busy"),), DEFERRED),
    Fault("451 after the dot", (("dot", "451 4.3.0 could not store"),), DEFERRED),
    Fault("550 at RCPT", (("rcpt", "550 5.1.1 no such user"),), REFUSED, end=REFUSED),
    Fault("550 5.4.5 at MAIL", (("mail", "550 5.4.5 daily limit"),), DEFERRED, pauses=True),
    Fault("554 after the dot", (("dot", "554 5.7.1 spam"),), REFUSED, end=REFUSED),
    Fault("drop before store", (("dot", DROP),), UNCERTAIN),
    Fault("drop after store", (("dot", STORE_DROP),), UNCERTAIN, copies=1),
    Fault("hang after store", (("dot", STORE_HANG),), UNCERTAIN, copies=1),
    Fault("drop at QUIT", (("quit", DROP),), ACCEPTED, copies=1),
    # connecting
    Fault("554 at connect", (("connect", "554 5.7.1 not you"),), DEFERRED, pauses=True),
    Fault("drop at connect", (("connect", DROP),), DEFERRED, pauses=True),
    Fault("hang at connect", (("connect", HANG),), DEFERRED, pauses=True),
    Fault("garbage at connect", (("connect", GARBAGE),), DEFERRED, pauses=True),
    Fault("endless greeting", (("connect", ENDLESS),), DEFERRED, pauses=True),
    Fault("dripping greeting", (("connect", DRIP),), DEFERRED, pauses=True),
    Fault("550 at EHLO", (("hello", "550 5.7.0 bad name"),), DEFERRED, pauses=True),
    Fault("drop at EHLO", (("hello", DROP),), DEFERRED, pauses=True),
    # TLS
    Fault("no STARTTLS offered", (), DEFERRED, pauses=True, server={"offer_starttls": False},
          client=TLS),
    Fault("454 at STARTTLS", (("starttls", "454 4.7.0 no TLS now"),), DEFERRED, pauses=True,
          server={"tls": "good"}, client=TLS),
    Fault("drop in the handshake", (("handshake", DROP),), DEFERRED, pauses=True,
          server={"tls": "good"}, client=TLS),
    Fault("certificate of another host", (), DEFERRED, pauses=True,
          server={"tls": "other-host"}, client=TLS),
    Fault("expired certificate", (), DEFERRED, pauses=True,
          server={"tls": "expired"}, client=TLS),
    Fault("certificate of an unknown authority", (), DEFERRED, pauses=True,
          server={"tls": "good"}, client=TLS | {"ca_file": None}),
    Fault("plain server on a TLS port", (), DEFERRED, pauses=True, client={"security": "tls"}),
    # login
    Fault("535 at login", (), DEFERRED, pauses=True, server=_login(),
          client=USER | {"password": Secret("wrong")}),
    Fault("454 at login", (("auth", "454 4.7.0 later"),), DEFERRED, pauses=True,
          server=_login(), client=USER),
    Fault("534 at login", (("auth", "534 5.7.9 app password needed"),), DEFERRED, pauses=True,
          server=_login(), client=USER),
    Fault("drop at login", (("auth", DROP),), DEFERRED, pauses=True,
          server=_login(), client=USER),
    Fault("530 at MAIL", (("mail", "530 5.7.0 log in first"),), DEFERRED, pauses=True),
    Fault("expired token, then a fresh one", (), ACCEPTED, copies=1,
          server=_login(tokens=("fresh",)),
          client={"user": "cop", "token": Tokens("stale", "fresh")}),
    Fault("token refused for good", (), DEFERRED, pauses=True, server=_login(),
          client={"user": "cop", "token": Tokens("stale")}),
    # the transaction
    Fault("450 4.2.1 at RCPT", (("rcpt", "450 4.2.1 too much mail"),), DEFERRED),
    Fault("421 at MAIL", (("mail", "421 4.7.0 too many"),), DEFERRED, pauses=True),
    Fault("553 at MAIL", (("mail", "553 5.7.1 not your address"),), DEFERRED, pauses=True),
    Fault("552 at MAIL", (("mail", "552 5.3.4 too large"),), REFUSED, end=REFUSED),
    Fault("drop at MAIL", (("mail", DROP),), DEFERRED),
    Fault("hang at MAIL", (("mail", HANG),), DEFERRED),
    Fault("452 at RCPT (mailbox full)", (("rcpt", "452 4.2.2 mailbox full"),), DEFERRED),
    Fault("drop at RCPT", (("rcpt", DROP),), DEFERRED),
    Fault("garbage at RCPT", (("rcpt", GARBAGE),), DEFERRED),
    Fault("250 at DATA", (("data", "250 ok"),), DEFERRED, pauses=True),
    Fault("554 at DATA", (("data", "554 5.5.1 no valid recipients"),), REFUSED, end=REFUSED),
    Fault("drop at DATA", (("data", DROP),), DEFERRED),
    Fault("drop in the body", (("body", DROP),), DEFERRED, slow_at="after-body"),
    Fault("421 before the dot", (("body", "421 4.4.2 too slow"),), DEFERRED,
          slow_at="after-body"),
    Fault("421 after the dot", (("dot", "421 4.3.2 shutting down"),), DEFERRED, pauses=True),
    Fault("550 5.4.5 after the dot", (("dot", "550 5.4.5 daily limit"),), DEFERRED, pauses=True),
    Fault("hang before store", (("dot", HANG),), UNCERTAIN),
    Fault("garbage after the dot", (("dot", GARBAGE),), UNCERTAIN),
    Fault("dripping reply after the dot", (("dot", DRIP),), UNCERTAIN),
    Fault("354 after the dot", (("dot", "354 more"),), UNCERTAIN),
    # the same, with the commands in one packet
    Fault("450 at RCPT, pipelined", (("rcpt", "450 4.7.1 try again"),), DEFERRED, server=PIPED),
    Fault("550 at RCPT, pipelined", (("rcpt", "550 5.1.1 no"),), REFUSED, end=REFUSED,
          server=PIPED),
    Fault("451 at MAIL, pipelined", (("mail", "451 4.3.0 busy"),), DEFERRED, server=PIPED),
    Fault("421 at MAIL, pipelined", (("mail", "421 4.7.0 too many"),), DEFERRED, pauses=True,
          server=PIPED),
    Fault("drop at RCPT, pipelined", (("rcpt", DROP),), DEFERRED, server=PIPED),
    Fault("451 at DATA, pipelined", (("data", "451 4.3.0 busy"),), DEFERRED, server=PIPED),
    Fault("drop after store, pipelined", (("dot", STORE_DROP),), UNCERTAIN, copies=1,
          server=PIPED),
    Fault("store late, but in time", (("dot", LATE),), ACCEPTED, copies=1),
)  # fmt: skip


class Archive:
    """Knows what the server kept."""

    patience = (dt.timedelta(0),)

    def __init__(self, server):
        self.server = server

    def seen(self, message_ids):
        return frozenset(message_ids) & {each.message_id for each in self.server.stored}


def _said(whose, *replies):
    """Refusals of real servers: an account's or everybody's rest the channel, and close nothing."""
    for phase, reply in replies:
        closes = whose in {"letter", "reader"} and reply.startswith("5")
        state = REFUSED if closes else DEFERRED
        yield Fault(
            f"{phase}: {reply[:44]}",
            ((phase, reply),),
            state,
            pauses=whose in {"account", "everybody"},
            end=REFUSED if closes else ACCEPTED,
            whose=whose,
            server=_login() if phase == "auth" else {},
            client=USER if phase == "auth" else {},
        )


WHOSE = (
    *_said(
        "account",
        ("rcpt", "553 5.7.1 <hrd@agency.go.th>: Sender address rejected: not owned by user cop"),
        ("rcpt", "454 4.7.1 <somchai@agency.go.th>: Relay access denied"),
        ("rcpt", "550 relay not permitted"),
        ("rcpt", "550 5.7.1 Unable to relay"),
        ("rcpt", "550 5.7.64 TenantAttribution; Relay Access Denied"),
        ("rcpt", "550 Sender verify failed"),
        ("rcpt", "450 4.1.8 <cop@nix.go.th>: Sender address rejected: Domain not found"),
        ("rcpt", "550 5.7.23 rejected because of Sender Policy Framework violation"),
        ("dot", "554 5.2.252 SendAsDenied; cop@agency.go.th not allowed to send as hrd"),
        ("dot", "550 5.7.60 SMTP; Client does not have permissions to send as this sender"),
        ("dot", "550 5.7.26 This mail has been blocked because the sender is unauthenticated"),
        ("dot", "550 5.1.8 Access denied, bad outbound sender"),
        ("dot", "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException"),
        ("rcpt", "450 4.7.1 Error: too many messages from 203.0.113.5"),
        ("mail", "530 5.7.57 Client not authenticated to send mail"),
        ("mail", "530 5.7.0 Must issue a STARTTLS command first"),
        ("mail", "550 5.4.5 Daily user sending limit exceeded"),
        ("auth", "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant"),
        ("auth", "534 5.7.9 Application-specific password required"),
    ),
    *_said(
        "everybody",
        ("rcpt", "554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org"),
        ("rcpt", "550 5.7.606 Access denied, banned sending IP"),
        ("rcpt", "504 5.5.2 <vm>: Helo command rejected: need fully-qualified hostname"),
        ("dot", "550 5.7.25 The IP address sending this message does not have a PTR record"),
        ("mail", "452 4.3.1 Insufficient system storage"),
        ("mail", "450 4.2.1 too much mail"),
        ("auth", "454 4.7.0 Temporary authentication failure"),
    ),
    *_said(
        "reader",
        ("rcpt", "550 5.1.1 <somchai@agency.go.th>: Recipient address rejected: User unknown"),
        ("rcpt", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found"),
        ("rcpt", "550 Unrouteable address"),
        ("rcpt", "550 Invalid recipient"),
        ("rcpt", "550 5.2.1 The email account that you tried to reach is inactive"),
        ("rcpt", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup"),
        ("rcpt", "552 5.2.2 Quota exceeded (mailbox for user is full)"),
        ("rcpt", "450 4.2.1 The user you are trying to contact is receiving mail too quickly"),
        ("rcpt", "450 4.2.0 Recipient address rejected: Greylisted"),
        ("rcpt", "550 go away"),
        ("dot", "552 5.2.2 Quota exceeded (mailbox for user is full)"),
    ),
    *_said(
        "letter",
        ("mail", "552 5.2.3 Message exceeds fixed size"),
        ("dot", "552 5.3.4 Error: message file too big"),
        ("dot", "554 5.7.1 Spam message rejected"),
        ("dot", "550 5.6.0 Lone CR or LF in body"),
        ("rcpt", "451 4.3.0 <somchai@agency.go.th>: Temporary lookup failure"),
    ),
)
"""With the question whose fault it is."""
TABLE = (*TABLE, *WHOSE)


@dataclass(frozen=True)
class Result:
    """What became of the letter of one fault."""

    state: LetterState
    copies: int
    pauses: bool
    end: LetterState
    copies_in_the_end: int
    reply: str
    whose: str = ""


def wanted(fault):
    """The result that the table promises; the reply is free."""
    once = 0 if fault.end is REFUSED else 1
    return (fault.state, fault.copies, fault.pauses, fault.end, once, fault.whose)


def met(fault, result):
    whose = result.whose if fault.whose else ""
    return (
        result.state, result.copies, result.pauses, result.end, result.copies_in_the_end, whose
    )  # fmt: skip


def meet(fault, folder: Path):
    """Send one letter into the fault, then again on a healthy day."""
    authority = Authority(folder)
    settings = dict(fault.server)
    if "tls" in settings:
        settings["tls"] = {
            "good": authority.server,
            "other-host": lambda: authority.server(name="other.test"),
            "expired": lambda: authority.server(expired=True),
        }[settings["tls"]]()
    with MailServer(**settings) as server, open_ledger("sqlite:///l.db", folder=folder) as ledger:
        for phase, what in fault.faults:
            server.fail(phase, what)
        client = {"security": "none", "ca_file": authority.file} | fault.client
        mailer = _mailer(server.port, fault.patience, fault.slow_at, **client)
        first = deliver([LETTER], _delivery(ledger, mailer, server, NOW))
        after = ledger.letters.find([LETTER.key])[LETTER.key]
        copies, pauses = len(server.stored), bool(ledger.channels.waiting(now=NOW))
        assert sum(map(len, (first.sent, first.deferred, first.refused, first.uncertain))) == 1
        _mend(server, authority)
        healthy = _mailer(server.port, security="none", user=client.get("user", ""),
                          password=Secret(server.password))  # fmt: skip
        deliver([LETTER], _delivery(ledger, healthy, server, NOW + LATER))
        end = ledger.letters.find([LETTER.key])[LETTER.key]
        return Result(
            after.state, copies, pauses, end.state, len(server.stored),
            f"{after.phase} {after.code or ''} {after.reply}".strip(),
            judge(after.phase, after.code, after.enhanced, after.reply).fault.value,
        )  # fmt: skip


def _mend(server, authority):
    server.faults.clear()
    server.tls = None


def _mailer(port, seconds=5.0, slow_at="", **client):
    account = Server("127.0.0.1", port, seconds=seconds, data_seconds=seconds, **client)

    def dawdle(moment):
        if moment == slow_at:
            time.sleep(0.4)

    return SmtpMailer(account, lambda: NOW, dawdle, name="smtp")


def _delivery(ledger, mailer, server, now):
    return DeliveryContext(
        ledger, mailer, DeliveryPolicy(HEAD), lambda: now, run=f"r{now:%d}", worker="w",
        oracle=Archive(server),
    )  # fmt: skip


LETTER = Message(
    key=DigestKey("somchai@agency.go.th", NOW.date()),
    to=Recipient("somchai@agency.go.th", "สมชาย ใจดี"),
    language="th",
    subject="งานค้าง",
    plain="เรียน คุณสมชาย",
    html="<p>เรียน คุณสมชาย</p>",
)


def main():
    print(f"{'fault':<52}{'whose':<10}{'state':<11}{'kept':<6}{'channel':<9}{'in the end':<12}")
    wrong = 0
    for fault in TABLE:
        with tempfile.TemporaryDirectory() as folder:
            result = meet(fault, Path(folder))
        right = met(fault, result) == wanted(fault)
        wrong += not right
        print(
            f"{fault.name:<52}{fault.whose:<10}{result.state:<11}{result.copies:<6}"
            f"{'rests' if result.pauses else 'open':<9}{result.end:<12}"
            f"{result.copies_in_the_end}  {'' if right else 'WRONG: ' + result.reply}"
        )
    print(f"{len(TABLE)} faults, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
