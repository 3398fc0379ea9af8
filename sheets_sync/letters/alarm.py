"""The letter that tells the agency's contact why mail was stopped, and the way out."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.letters.stationery import Stationery
from sheets_sync.letters.wording import fit, one_line
from sheets_sync.mail.message import Message, NoticeKey, Recipient
from sheets_sync.words.events import (
    Event,
    how_to_confirm,
    known_kind,
    registry_name,
    what_happened,
    what_is_wrong,
)
from sheets_sync.words.pages import render

ALARM = "hold/"
"""How the event of every such letter begins; its end is the code."""


def alarm_letter(
    events: Sequence[Event], stationery: Stationery, *, to: str, expires_at: dt.datetime
) -> Message:
    """One letter about events of one kind in one registry; sent once for the newest of them."""
    newest = events[-1]
    facts = _facts(events, stationery)
    return Message(
        key=NoticeKey(to, f"{ALARM}{newest.kind}/{newest.code}"),
        to=Recipient(to, stationery.say("letter.hr")),
        language=stationery.sentences.language,
        subject=one_line(str(facts["subject"])),
        plain=fit(render(stationery.pages, "letters/alarm.txt", facts)),
        html=fit(render(stationery.pages, "letters/alarm.html", facts)),
        registries=() if newest.registry == "*" else (newest.registry,),
        items=len(events),
        expires_at=expires_at,
    )


def _facts(events: Sequence[Event], stationery: Stationery) -> dict[str, object]:
    say, agency, sentences = stationery.say, stationery.agency, stationery.sentences
    kind, zone = known_kind(events[-1], sentences), stationery.letterhead.zone
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
        "indent": "2.5em" if sentences.language == "th" else "0",
    }
