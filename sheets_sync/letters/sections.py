"""The body of a digest: what every community asks of its reader, item by item."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sheets_sync.letters.letter_context import LetterContext
from sheets_sync.letters.wording import Wording, one_line, shortened
from sheets_sync.mail.delivery import Reason
from sheets_sync.planning.reminders.items import Item, ReminderMail

MOST_OF_ONE_COMMUNITY = 12
"""Data to mend of one community; the rest is counted and shown in the workbook."""
LONGEST_TITLE = 80
_LONGEST_SENTENCE = 600
_TONES = {
    "data": "mend",
    "overdue": "open",
    "due": "soon",
    "soon": "soon",
    "escalated": "decide",
    "pushed": "decide",
    "unclear": "decide",
    "summary": "decide",
}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One item as the letter shows it."""

    number: str
    badge: str
    tone: str
    title: str
    lines: tuple[str, ...]
    where: str = ""
    link: str = ""
    forms: tuple[tuple[str, str], ...] = ()
    """What to call a form, and its address."""


@dataclass(frozen=True, slots=True)
class CommunitySection:
    """Everything about one community."""

    heading: str
    note: str
    items: tuple[LetterLine, ...]
    more: str = ""


def sections_of(digest: ReminderMail, context: LetterContext) -> Iterator[CommunitySection]:
    number = 0
    for _, grouped in groupby(digest.items, key=lambda item: (item.registry, item.community)):
        items = _as_in_the_workbook(tuple(grouped))
        shown, hidden = _folded(items)
        lines = tuple(
            _line(item, place, digest.day, context)
            for place, item in enumerate(shown, start=number + 1)
        )
        number += len(shown)
        more = context.say("data.more", count=hidden) if hidden else ""
        heading = _heading(items[0], context)
        if len(digest.registries) > 1 and (name := context.names.get(items[0].registry)):
            heading = context.say("letter.in_register", heading=heading, name=one_line(name))
        yield CommunitySection(heading, _note(items, context), lines, more)


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


def _heading(item: Item, context: LetterContext) -> str:
    if item.community is None:
        return context.say("letter.no_community")
    title = shortened(item.title, LONGEST_TITLE)
    return title if title == item.community else f"{title} ({item.community})"


def _note(items: Sequence[Item], context: LetterContext) -> str:
    """Why the HR group gets what is somebody else's."""
    names = {
        item.instead_of: item.why_instead for item in items if item.instead_of and item.community
    }
    return " ".join(_instead(name, why, context) for name, why in names.items())


ROLES = ("coordinator", "lead_expert", "supervisor")
"""What is named in place of a person where the registry names nobody."""
_WHY_INSTEAD: dict[Reason | None, str] = {
    "left": "letter.instead_of",
    "address-bounces": "letter.instead_of_unreachable",
    "no-address": "letter.instead_of_no_address",
    "outside-domain": "letter.instead_of_no_address",
}


def _instead(name: str, why: Reason | None, context: LetterContext) -> str:
    if name in ROLES:
        return context.say("letter.instead_of_role", role=context.say(f"roles.{name}"))
    return context.say(_WHY_INSTEAD.get(why, "letter.instead_of_several"), name=one_line(name))


def _line(item: Item, number: int, day: dt.date, context: LetterContext) -> LetterLine:
    badge = "data" if item.kind == "data" else item.stage
    text = Wording(context.sentences, context.schemas, day).text(item)
    link = context.link(item.registry, item.place) if item.place else None
    return LetterLine(
        number=context.sentences.digits(str(number)),
        badge=context.say("step.copy") if item.copy else context.say(f"badge.{badge}"),
        tone="session" if item.copy else _TONES.get(badge, "session"),
        title=one_line(text.title),
        lines=tuple(
            shortened(line, _LONGEST_SENTENCE)
            for line in (*text.lines, *_whose(item, context))
            if line
        ),
        where=one_line(_where(item, context)),
        link=link or "",
        forms=tuple(
            (context.say("step.form", name=one_line(form.name)), form.address)
            for form in item.forms
        ),
    )


def _whose(item: Item, context: LetterContext) -> Iterator[str]:
    """For whom of those who share the mailbox it is."""
    if item.whose:
        yield context.say("letter.whose", name=one_line(item.whose))


def _where(item: Item, context: LetterContext) -> str:
    place = item.place
    if place is None or item.kind in {"session", "backlog"}:
        return ""
    if place.cell:
        return context.say("place.cell", sheet=place.sheet, cell=place.cell)
    if place.row:
        return context.say("place.row", sheet=place.sheet, row=str(place.row))
    return context.say("place.sheet", sheet=place.sheet)
