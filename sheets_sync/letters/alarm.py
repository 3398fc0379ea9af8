"""The letter that tells the agency's contact why mail was stopped, and the way out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.letters.stationery import Stationery
from sheets_sync.letters.wording import fit, one_line
from sheets_sync.mail.message import Message, NoticeKey, Recipient
from sheets_sync.words.pages import render
from sheets_sync.words.sentences import Sentences

ALARM = "hold/"
"""How the event of every such letter begins; its end is the code."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that stops mail and waits for a person."""

    kind: str
    registry: str
    """`*` for all of them."""
    code: str
    subject: str = ""
    """What it is about as people know it: a tab's heading, a staff number."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    details: tuple[str, ...] = ()
    """What else is to be said, in the language of the letter; never kept."""


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


def what_happened(event: Event, sentences: Sentences, zone: dt.tzinfo) -> str:
    """The event as one sentence."""
    facts = dict(event.facts)
    if "newest" in facts:
        facts["newest"] = dt.datetime.fromisoformat(facts["newest"]).astimezone(zone)
    if "day" in facts:
        facts["day"] = dt.date.fromisoformat(facts["day"])
    return sentences(f"letters.alarm.{_known(event, sentences)}.line", **facts, **_about(event))


def how_to_confirm(event: Event, sentences: Sentences) -> str:
    """What a person does who has looked at it."""
    own = f"letters.alarm.{_known(event, sentences)}.confirm"
    return sentences(own if own in sentences else "letters.alarm.confirm", code=event.code)


def what_is_wrong(event: Event, sentences: Sentences) -> str:
    """What a person does where it should not be so."""
    return sentences(f"letters.alarm.{_known(event, sentences)}.wrong")


def _about(event: Event) -> dict[str, object]:
    return {"subject": event.subject, "kind": event.kind}


def _known(event: Event, sentences: Sentences) -> str:
    return event.kind if f"letters.alarm.{event.kind}" in sentences else "other"


def _facts(events: Sequence[Event], stationery: Stationery) -> dict[str, object]:
    say, agency, sentences = stationery.say, stationery.agency, stationery.sentences
    kind, zone = _known(events[-1], sentences), stationery.letterhead.zone
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


def registry_name(registry: str, sentences: Sentences) -> str:
    """A registry as people are told of it; `*` is all of them."""
    return sentences("letters.alarm.every") if registry == "*" else registry
