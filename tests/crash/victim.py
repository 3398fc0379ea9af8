"""A process that delivers a letter, or two, and dies, or freezes, at a named moment."""

import datetime as dt
import os
import signal
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.sent_log import SentLog
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.message import DigestKey, Letterhead, Message, Recipient
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer

# The forks of this module need not import the drivers again.
sa.create_engine("sqlite://").connect().close()
sa.create_engine("postgresql+psycopg://")

HEAD = Letterhead(Recipient("cop@agency.go.th", "ระบบติดตาม"), "agency.go.th")
SETTLE = dt.timedelta(minutes=15)

FIRST_POINTS = (
    "begin",
    "planned",
    "before-claim",
    "after-claim",
    "composed",
    "connected",
    "after-hello",
    "encrypted",
    "logged-in",
    "after-mail",
    "after-rcpt",
    "after-data",
    "half-body",
    "after-body",
    "before-handing",
    "after-handing",
    "after-dot",
    "after-reply",
    "before-record",
    "after-record",
    "end",
    "before-flag",
    "after-flag",
    "after-finish",
)
"""Moments of a first delivery, in their order."""
SECOND_POINTS = ("second before-claim", "second after-claim")
"""Moments of a second letter: the ledger hears with its claim that the first was taken."""
LOOK_POINTS = ("before-look", "after-look", "settled")
"""Moments of a later one that finds a letter in doubt."""


class Password:
    def reveal(self):
        return "s3cret"


@dataclass(frozen=True)
class FolderOracle:
    """Knows the letters that the server wrote into its archive."""

    folder: Path
    patience = (dt.timedelta(0),)

    def seen(self, message_ids):
        there = {path.name for path in self.folder.iterdir()}
        return frozenset(each for each in message_ids if each[1:33] in there)


@dataclass(frozen=True)
class Errand:
    """What a victim is to do, and where it is to stop."""

    ledger_url: str
    folder: Path
    port: int
    letter: str
    now: dt.datetime
    oracle: bool
    point: str = ""
    how: str = "kill"
    people: str = "p"
    """One letter for each."""

    @property
    def messages(self):
        addresses = [f"{person}{self.letter}@agency.go.th" for person in self.people]
        return [
            Message(
                key=DigestKey(address, dt.date(2026, 11, 23)),
                to=Recipient(address, "สมชาย ใจดี"),
                language="th",
                subject="งานค้างของท่าน",
                plain="เรียน คุณสมชาย",
                html="<p>เรียน คุณสมชาย</p>",
            )
            for address in addresses
        ]

    def mailer(self, checkpoint):
        account = Server(
            "127.0.0.1",
            self.port,
            user="cop",
            password=Password(),
            ca_file=self.folder / "authority.pem",
            seconds=5,
            data_seconds=5,
            hello="victim.test",
        )
        return SmtpMailer(account, lambda: self.now, checkpoint, name=f"smtp-{self.letter}")

    def stopper(self):
        """Dies or freezes when the moment has come."""
        moments = Counter()

        def stop(moment):
            moments[moment] += 1
            name = f"second {moment}" if moments[moment] > 1 else moment
            if name == self.point:
                how = signal.SIGKILL if self.how == "kill" else signal.SIGSTOP
                os.kill(os.getpid(), how)

        return stop

    def run(self, ledger):
        """One whole run: claim its slot, deliver, flag, finish."""
        stop = self.stopper()
        lease = dt.timedelta(minutes=5)
        slot = self.letter
        run = ledger.runs.claim("main", "remind", slot, worker="v", lease=lease, now=self.now)
        delivery = DeliveryContext(
            ledger,
            self.mailer(stop),
            DeliveryPolicy(HEAD, settle=SETTLE),
            lambda: self.now,
            run=f"main/remind/{slot}",
            worker=str(os.getpid()),
            oracle=FolderOracle(self.folder / "archive") if self.oracle else None,
            checkpoint=stop,
            sent_log=SentLog(self.folder / "list"),
        )
        receipt = deliver(self.messages, delivery)
        stop("before-flag")
        sent = [ledger.letters.identify(key) for key in receipt.sent]
        ledger.letters.flag(sent, now=self.now)
        stop("after-flag")
        if run is not None:
            ledger.runs.finish(run, summary="{}", now=self.now)
        stop("after-finish")


def main(errand):
    """What the forked process runs."""
    with open_ledger(errand.ledger_url, folder=errand.folder) as ledger:
        errand.run(ledger)
