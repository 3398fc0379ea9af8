"""The desk that a job delivers at, as the settings say: ledger, channel, oracle, clock, terms."""

import os
import socket
from collections.abc import Callable
from functools import partial

from jobs.checking import Looked
from jobs.context import Arguments
from sheets_sync.effects.desk import Desk, Terms
from sheets_sync.letters import Stationery
from sheets_sync.letters.links import link_to
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings
from sheets_sync.wiring import letterhead, open_mailer


def desk_of(
    arguments: Arguments, ledger: Ledger, asked: Callable[[], bool] = lambda: False
) -> Desk:
    """The desk; nothing is connected yet. `asked` tells whether to stop after the next letter."""
    mailer, oracle = open_mailer(arguments.settings)
    return Desk(
        ledger=ledger,
        mailer=mailer,
        terms=terms(arguments.settings),
        clock=arguments.clock,
        run="",
        worker=worker(),
        oracle=oracle,
        stopping=asked,
    )


def terms(settings: Settings) -> Terms:
    """The conditions under which letters go out."""
    return Terms(
        letterhead(settings),
        allowed_domains=frozenset(settings.agency.allowed_domains),
        per_run=settings.guard.mails_per_run,
        per_day=settings.guard.mails_per_day,
    )


def stationery(arguments: Arguments, looked: Looked) -> Stationery:
    """What the letters of this run are written with."""
    settings = arguments.settings
    return Stationery(
        arguments.sentences_in(settings.language),
        settings.agency,
        letterhead(settings),
        looked.schemas,
        invitations=settings.reminders.session.invitation,
        link=partial(link_to, looked.workbooks),
    )


def worker() -> str:
    """This process, as the ledger calls it."""
    return f"{socket.gethostname()}:{os.getpid()}"
