"""The agency's own wording while letters are written: what of it cannot be used is an event."""

import datetime as dt

from sheets_sync.delivery.holds import LETTERS, WORDING, open_hold
from sheets_sync.errors import SetupError
from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings


def watch_wording(
    sentences: Sentences, settings: Settings, ledger: Ledger, *, now: dt.datetime
) -> tuple[SetupError, ...]:
    """Open the event, or end it where all can be used again; what is wrong now.

    What came out only while something was written counts, too.
    """
    found = wording_faults(
        settings.templates,
        settings.agency.allowed_domains,
        settings.translation,
        settings.language,
    )
    faults = (*found, *sentences.given_up)
    if faults:
        facts = {"places": sorted({_place(fault) for fault in faults})}
        open_hold(ledger, LETTERS, WORDING, "", facts, now=now)
    else:
        ledger.holds.close(LETTERS, WORDING, "", now=now)
    return faults


def _place(fault: SetupError) -> str:
    return ":".join(str(fault.facts[key]) for key in ("path", "line") if key in fault.facts)
