"""Tells people of registries that were set aside: in the fleet's own ledger, and by mail, once."""

from jobs.cli.context import JobContext
from jobs.pipeline.send_alerts import send_alerts
from sheets_sync.delivery.holds import SILENT
from sheets_sync.fleet.registry_entry import KeptRegistry
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.planning.scheduled_jobs import CHECK
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.wiring.ledger import open_ledger


def tell_set_aside(context: JobContext, aside: list[KeptRegistry]) -> None:
    """Open an event for each, as for any job that succeeds no more, and end those that are over.

    The contact of the config file is told, who looks after all of them: the registry's own ledger
    is not touched, for that may be what broke its workers off.
    """
    with open_ledger(context.settings) as ledger:
        found = {f"{one.id}/{CHECK}": one for one in aside}
        standing = {hold.subject for hold in ledger.holds.standing(EVERY) if hold.kind == SILENT}
        for subject in found.keys() - standing:
            _open(ledger, subject, found[subject], context)
        for subject in standing - found.keys():
            ledger.holds.close(EVERY, SILENT, subject, now=context.now)
        send_alerts(context, BatchResult(), ledger)


def _open(ledger: Ledger, subject: str, one: KeptRegistry, context: JobContext) -> None:
    newest = (one.passed_at or one.state_since).isoformat()
    facts = {"job": CHECK, "of": one.id, "newest": newest}
    ledger.holds.open(EVERY, SILENT, subject, facts, now=context.now)
