"""Events that stop mail, as people are told of them: in a letter, or on a terminal."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.ledger_records import EVERY

_UNTOLD: Mapping[str, Any] = {"letters": "–", "usual": "–"}
"""Numbers that an event written down by an earlier version may lack."""


@dataclass(frozen=True, slots=True)
class HoldEvent:
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


def what_happened(event: HoldEvent, sentences: Sentences, zone: dt.tzinfo) -> str:
    """The event as one sentence."""
    facts = {**_UNTOLD, **event.facts}
    if "newest" in facts:
        facts["newest"] = dt.datetime.fromisoformat(facts["newest"]).astimezone(zone)
    if "day" in facts:
        facts["day"] = dt.date.fromisoformat(facts["day"])
    if "job" in facts:
        facts["job"] = sentences(f"jobs.names.{facts['job']}")
        facts["of"] = registry_name(facts["of"], sentences)
    return sentences(f"letters.alarm.{known_kind(event, sentences)}.line", **facts, **_about(event))


def how_to_confirm(event: HoldEvent, sentences: Sentences) -> str:
    """What a person does who has looked at it."""
    own = f"letters.alarm.{known_kind(event, sentences)}.confirm"
    name = own if own in sentences else "letters.alarm.confirm"
    return sentences(name, **{"letter": event.code, **event.facts, "code": event.code})


def what_is_wrong(event: HoldEvent, sentences: Sentences) -> str:
    """What a person does where it should not be so."""
    return sentences(f"letters.alarm.{known_kind(event, sentences)}.wrong")


def registry_name(registry: str, sentences: Sentences) -> str:
    """A registry as people are told of it; `*` is all of them."""
    return sentences("letters.alarm.every") if registry == EVERY else sentences.called(registry)


def known_kind(event: HoldEvent, sentences: Sentences) -> str:
    """The kind under which there are sentences: of what is new, those of any other."""
    return event.kind if f"letters.alarm.{event.kind}" in sentences else "other"


def _about(event: HoldEvent) -> dict[str, object]:
    return {"subject": event.subject, "kind": event.kind}
