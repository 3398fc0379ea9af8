"""What of the agency's own wording cannot be used: now, or when letters were written last."""

from collections.abc import Iterator

from sheets_sync.delivery.hold_events import event_of
from sheets_sync.delivery.holds import LETTERS, WORDING
from sheets_sync.errors import SetupError
from sheets_sync.i18n.hold_text import what_happened, what_is_wrong
from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.ports import Ledger


def agency_wording(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """Each place with its fault; what came out only in writing, as the event tells it."""
    settings = query.settings
    faults = wording_faults(settings.templates, settings.agency.allowed_domains)
    for fault in faults:
        yield _of_fault(fault, query)
    waiting = (hold for hold in ledger.holds.waiting(LETTERS) if hold.kind == WORDING)
    for hold in waiting if not faults else ():
        say, event = query.sentences, event_of(hold, query.sentences.language)
        what = what_happened(event, say, settings.timezone)
        subject = say("letters.alarm.wording-broken.subject")
        yield Issue(WORDING, f"{subject}: {what}", what_is_wrong(event, say), unhealthy=True)


def _of_fault(fault: SetupError, query: IssueQuery) -> Issue:
    what, way = (
        query.sentences(f"errors.{fault.name}.{part}", **fault.facts)
        for part in ("problem", "hint")
    )
    place: dict[str, object] = {
        key: str(fact) for key, fact in fault.facts.items() if key in {"path", "line"}
    }
    return Issue(WORDING, what, way, unhealthy=True, facts=place)
