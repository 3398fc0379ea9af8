"""The letter that tells the agency's contact why mail was stopped, and the way out."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sheets_sync.i18n.hold_text import (
    HoldEvent,
    how_to_confirm,
    known_kind,
    registry_name,
    what_happened,
    what_is_wrong,
)
from sheets_sync.i18n.templates import render
from sheets_sync.letters.letter_context import LetterContext
from sheets_sync.letters.wording import fit, one_line
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.mail.message import Message, NoticeKey, Recipient

ALARM = "hold/"
"""How the event of every such letter begins; its end is the code."""


def alarm_letter(
    events: Sequence[HoldEvent], context: LetterContext, *, to: str, expires_at: dt.datetime
) -> Message:
    """One letter about events of one kind in one registry; sent once for the newest of them."""
    newest = events[-1]
    facts = _facts(events, context)
    return Message(
        key=NoticeKey(to, f"{ALARM}{newest.kind}/{newest.code}"),
        to=Recipient(to, context.say("letter.hr")),
        language=context.sentences.language,
        subject=one_line(str(facts["subject"])),
        plain=fit(render(context.pages, "letters/alarm.txt", facts)),
        html=fit(render(context.pages, "letters/alarm.html", facts)),
        registries=() if newest.registry == EVERY else (newest.registry,),
        items=len(events),
        expires_at=expires_at,
    )


def _registries(event: HoldEvent, context: LetterContext) -> Iterable[str]:
    """Those it is about; all of them where it is about none in particular."""
    is_one = event.registry in context.addresses
    return (event.registry,) if is_one else context.addresses


def _facts(events: Sequence[HoldEvent], context: LetterContext) -> dict[str, object]:
    say, agency, sentences = context.say, context.agency, context.sentences
    kind, zone = known_kind(events[-1], sentences), context.letterhead.zone
    registry = registry_name(events[-1].registry, sentences)
    subject = say(f"alarm.{kind}.subject", registry=registry)
    return {
        "subject": subject,
        "about": say("letter.about", subject=subject),
        "preheader": what_happened(events[0], sentences, zone),
        "agency": agency.name,
        "greeting": say("letter.dear", name=say("letter.hr")),
        "reason": say(f"alarm.{kind}.reason", registry=registry),
        "events": [
            {
                "line": what_happened(event, sentences, zone),
                "details": event.details,
                "confirm": how_to_confirm(event, sentences),
            }
            for event in events
        ],
        "wrong": what_is_wrong(events[-1], sentences),
        "signature": say("letter.signature"),
        "group": say("letter.group", agency=agency.name) if agency.name else "",
        "automatic": say("letter.automatic"),
        "registers": context.registers(_registries(events[-1], context)),
        "kept": say("letter.kept"),
        "indent": "2.5em" if sentences.language == "th" else "0",
    }
