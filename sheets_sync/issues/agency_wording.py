"""What of the agency's own wording and emblem cannot be used, now or when letters were written."""

from collections.abc import Iterator

from sheets_sync.delivery.hold_events import event_of
from sheets_sync.delivery.holds import LETTERS, WORDING
from sheets_sync.errors import StewardError
from sheets_sync.i18n.hold_text import what_happened, what_is_wrong
from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.ports import Ledger
from sheets_sync.renderings.document.own_head import read_emblem

LOGO = "logo"


def agency_wording(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """Each place with its fault; what came out only in writing, as the event tells it."""
    settings = query.settings
    faults = wording_faults(
        settings.templates,
        settings.agency.allowed_domains,
        settings.translation,
        settings.language,
    )
    for fault in faults:
        yield _of_fault(fault, query)
    waiting = (hold for hold in ledger.holds.waiting(LETTERS) if hold.kind == WORDING)
    for hold in waiting if not faults else ():
        say, event = query.sentences, event_of(hold, query.sentences.language)
        what = what_happened(event, say, settings.timezone)
        subject = say("letters.alarm.wording-broken.subject")
        yield Issue(WORDING, f"{subject}: {what}", what_is_wrong(event, say), unhealthy=True)


def agency_logo(query: IssueQuery) -> Iterator[Issue]:
    """The emblem that reports go without, because its file cannot be used."""
    logo = query.settings.agency.logo
    if logo is None:
        return
    try:
        read_emblem(logo)
    except StewardError as error:
        yield _of_fault(error, query, LOGO)


def _of_fault(fault: StewardError, query: IssueQuery, kind: str = WORDING) -> Issue:
    what, way = (
        query.sentences(f"errors.{fault.name}.{part}", **fault.facts)
        for part in ("problem", "hint")
    )
    place: dict[str, object] = {
        key: str(fact) for key, fact in fault.facts.items() if key in {"path", "line"}
    }
    return Issue(kind, what, way, unhealthy=True, facts=place)
