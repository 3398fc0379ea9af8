"""Letters: a digest and the templates of its language become one message."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Literal, TypeAlias

import jinja2

from sheets_sync.language import Sentences
from sheets_sync.letter_text import Wording, fit, one_line, shortened
from sheets_sync.message import Attachment, Letterhead, Message, Recipient
from sheets_sync.pages import environment, render
from sheets_sync.plans.reminders.invitation import Invitation
from sheets_sync.plans.reminders.items import Digest, Gathering, Item, Place
from sheets_sync.registry.names import name_key
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.text import clean, fold
from sheets_sync.settings.model import Agency

Purpose: TypeAlias = Literal["work", "decide", "copy", "session"]
"""What the reader is asked for; the most demanding item decides."""

_PURPOSES: tuple[Purpose, ...] = ("work", "decide", "copy", "session")
MOST_OF_ONE_COMMUNITY = 12
"""Data to mend of one community; the rest is counted and shown in the workbook."""
_LONGEST_TITLE = 80
_LONGEST_SENTENCE = 600
_TONES = {
    "data": "mend",
    "overdue": "open",
    "due": "soon",
    "soon": "soon",
    "escalated": "decide",
    "summary": "decide",
}


@dataclass(frozen=True)
class Stationery:
    """What every letter of one run is written with."""

    sentences: Sentences
    agency: Agency
    letterhead: Letterhead
    schemas: Mapping[str, Schema]
    """By registry."""
    invitations: bool = True
    link: Callable[[str, Place], str | None] = field(default=lambda _registry, _place: None)
    """The address of a place in a registry, where it has one."""

    @cached_property
    def pages(self) -> jinja2.Environment:
        """The templates of the letters' language."""
        return environment(self.sentences)

    def say(self, name: str, /, **facts: object) -> str:
        """A sentence of the letters."""
        return self.sentences(f"letters.{name}", **facts)


@dataclass(frozen=True, slots=True)
class Line:
    """One item as the letter shows it."""

    number: str
    badge: str
    tone: str
    title: str
    lines: tuple[str, ...]
    where: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Everything about one community."""

    heading: str
    note: str
    items: tuple[Line, ...]
    more: str = ""


def digest_letter(
    digest: Digest,
    stationery: Stationery,
    *,
    now: dt.datetime,
    expires_at: dt.datetime | None = None,
) -> Message:
    """The digest as a letter in the language of the stationery."""
    facts = _facts(digest, stationery)
    return Message(
        key=digest.key,
        to=_recipient(digest, stationery),
        language=stationery.sentences.language,
        subject=one_line(str(facts["subject"])),
        plain=fit(render(stationery.pages, "letters/digest.txt", facts)),
        html=fit(render(stationery.pages, "letters/digest.html", facts)),
        attachments=tuple(_invitations(digest, stationery, now)),
        registries=digest.registries,
        items=len(digest.items),
        expires_at=expires_at,
    )


def purpose_of(digest: Digest) -> Purpose:
    """What the reader is asked for."""
    return next(one for one in _PURPOSES if any(_serves(item, one) for item in digest.items))


def _serves(item: Item, purpose: Purpose) -> bool:
    match item.kind:
        case "escalation" | "backlog":
            return purpose == "decide"
        case "session":
            return purpose == "session"
        case _:
            return purpose == ("copy" if item.copy else "work")


def _central(digest: Digest) -> tuple[Item, ...]:
    """The items that the letter is about; the others are told beside them."""
    purpose = purpose_of(digest)
    return tuple(item for item in digest.items if _serves(item, purpose))


def _facts(digest: Digest, stationery: Stationery) -> dict[str, object]:
    say, agency = stationery.say, stationery.agency
    subject = _subject(digest, stationery)
    sections = tuple(_sections(digest, stationery))
    contact = agency.contact
    return {
        "subject": subject,
        "about": say("letter.about", subject=subject),
        "preheader": _preheader(digest, sections, stationery),
        "agency": agency.name,
        "greeting": say("letter.dear", name=_greeted(digest, stationery)),
        "reason": _reason(digest, stationery),
        "sections": sections,
        "closing": say(f"closing.{_closing(digest)}"),
        "signature": say("letter.signature"),
        "group": say("letter.group", agency=agency.name) if agency.name else "",
        "automatic": say("letter.automatic"),
        "contact": say("letter.contact", contact=contact) if contact else say("letter.reply"),
        "indent": "2.5em" if stationery.sentences.language == "th" else "0",
    }


def _recipient(digest: Digest, stationery: Stationery) -> Recipient:
    name = one_line(digest.reader.name) or stationery.say("letter.hr")
    return Recipient(digest.reader.address, name)


def _greeted(digest: Digest, stationery: Stationery) -> str:
    """The name as typed where it has a title of its own, else with a courteous one."""
    name = one_line(digest.reader.name)
    if not name:
        return stationery.say("letter.hr")
    has_title = name_key(name) != fold(clean(name))
    return name if has_title else stationery.say("letter.title_of_respect", name=name)


def _number_of(digest: Digest) -> tuple[str, dict[str, object]]:
    """Which sentence fits so many communities, and its facts."""
    items = _central(digest)
    titles = _titles(items)
    facts: dict[str, object] = {"communities": len(titles), "count": len(items)}
    if not titles:
        return "none", facts
    if len(titles) > 1:
        return "many", facts
    return "one", {**facts, "title": shortened(titles[0], _LONGEST_TITLE)}


def _titles(items: Iterable[Item]) -> tuple[str, ...]:
    """The communities spoken of, by name; two of the same name count twice."""
    named = {(item.registry, item.community): item.title for item in items if item.community}
    return tuple(named.values())


def _subject(digest: Digest, stationery: Stationery) -> str:
    form, facts = _number_of(digest)
    return stationery.say(
        f"subject.{purpose_of(digest)}_{form}", **facts, day=_long(digest.day, stationery)
    )


def _reason(digest: Digest, stationery: Stationery) -> str:
    purpose = purpose_of(digest)
    form, facts = _number_of(digest)
    name = f"{purpose}_{form}" if purpose == "work" else purpose
    alone = len(_central(digest)) == len(digest.items)
    tail = stationery.say("reason.tail" if alone else "reason.tail_besides")
    return stationery.say(f"reason.{name}", **facts, day=_long(digest.day, stationery), tail=tail)


def _closing(digest: Digest) -> str:
    purpose = purpose_of(digest)
    if purpose == "work":
        return "work_editor" if any(item.place for item in digest.items) else "work_other"
    if purpose == "session" and all(_is_off(item) for item in digest.items):
        return "session_off"
    return purpose


def _is_off(item: Item) -> bool:
    return isinstance(item.about, Gathering) and (item.about.cancelled or item.about.day is None)


def _preheader(digest: Digest, sections: Sequence[Section], stationery: Stationery) -> str:
    titles = [line.title for section in sections for line in section.items[:2]][:3]
    return stationery.say("letter.preheader", count=len(digest.items), titles=" · ".join(titles))


def _sections(digest: Digest, stationery: Stationery) -> Iterator[Section]:
    number = 0
    for _, grouped in groupby(digest.items, key=lambda item: (item.registry, item.community)):
        items = _as_in_the_workbook(tuple(grouped))
        shown, hidden = _folded(items)
        lines = tuple(
            _line(item, place, digest.day, stationery)
            for place, item in enumerate(shown, start=number + 1)
        )
        number += len(shown)
        more = stationery.say("data.more", count=hidden) if hidden else ""
        yield Section(_heading(items[0], stationery), _note(items, stationery), lines, more)


def _as_in_the_workbook(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The same items, data to mend in the order in which its reader meets the cells."""
    kinds = list(dict.fromkeys(item.kind for item in items))

    def place(item: Item) -> tuple[int, str, int]:
        kind = kinds.index(item.kind)
        if item.kind != "data" or item.place is None:
            return kind, "", 0
        return kind, item.place.sheet, item.place.row or 0

    return tuple(sorted(items, key=place))


def _folded(items: Sequence[Item]) -> tuple[tuple[Item, ...], int]:
    """The items to show, and how many data to mend are left out of them."""
    data = [item for item in items if item.kind == "data"]
    hidden = data[MOST_OF_ONE_COMMUNITY:]
    left = tuple(item for item in items if item not in hidden) if hidden else tuple(items)
    return left, len(hidden)


def _heading(item: Item, stationery: Stationery) -> str:
    if item.community is None:
        return stationery.say("letter.no_community")
    title = shortened(item.title, _LONGEST_TITLE)
    return title if title == item.community else f"{title} ({item.community})"


def _note(items: Sequence[Item], stationery: Stationery) -> str:
    """Why the HR group gets what is somebody else's."""
    names = dict.fromkeys(item.instead_of for item in items if item.instead_of and item.community)
    roles = ("coordinator", "lead_expert", "supervisor")
    notes = (
        stationery.say("letter.instead_of_role", role=stationery.say(f"roles.{name}"))
        if name in roles
        else stationery.say("letter.instead_of", name=one_line(name))
        for name in names
    )
    return " ".join(notes)


def _line(item: Item, number: int, day: dt.date, stationery: Stationery) -> Line:
    badge = "data" if item.kind == "data" else item.stage
    text = Wording(stationery.sentences, stationery.schemas, day).text(item)
    link = stationery.link(item.registry, item.place) if item.place else None
    return Line(
        number=stationery.sentences.digits(str(number)),
        badge=stationery.say("step.copy") if item.copy else stationery.say(f"badge.{badge}"),
        tone="session" if item.copy else _TONES.get(badge, "session"),
        title=one_line(text.title),
        lines=tuple(shortened(line, _LONGEST_SENTENCE) for line in text.lines if line),
        where=one_line(_where(item, stationery)),
        link=link or "",
    )


def _where(item: Item, stationery: Stationery) -> str:
    place = item.place
    if place is None or item.kind in {"session", "backlog"}:
        return ""
    if place.cell:
        return stationery.say("place.cell", sheet=place.sheet, cell=place.cell)
    if place.row:
        return stationery.say("place.row", sheet=place.sheet, row=str(place.row))
    return stationery.say("place.sheet", sheet=place.sheet)


def _invitations(digest: Digest, stationery: Stationery, now: dt.datetime) -> Iterator[Attachment]:
    if not stationery.invitations:
        return
    sessions = (item for item in digest.items if item.kind == "session")
    for number, item in enumerate(sessions, start=1):
        if isinstance(item.about, Gathering):
            file = _invitation(item, item.about, digest, stationery, now)
            yield Attachment(
                f"session-{number}.ics",
                f"text/calendar; method={file.method}; charset=utf-8",
                file.content(),
            )


def _invitation(
    item: Item, session: Gathering, digest: Digest, stationery: Stationery, now: dt.datetime
) -> Invitation:
    head = stationery.letterhead
    text = Wording(stationery.sentences, stationery.schemas, digest.day).text(item)
    return Invitation(
        identity=item.identity,
        session=replace(session, place=one_line(session.place)),
        summary=stationery.say(
            "session.summary", title=one_line(item.title), session=one_line(text.title)
        ),
        organizer=Recipient(head.sender.address, one_line(head.sender.name)),
        attendee=_recipient(digest, stationery),
        domain=head.domain,
        zone=head.zone,
        stamp=now,
    )


def _long(day: dt.date, stationery: Stationery) -> str:
    return stationery.sentences.date(day, "long")
