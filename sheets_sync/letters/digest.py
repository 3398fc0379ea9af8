"""The letter of a digest: subject, reason, sections, closing, invitations."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from sheets_sync.i18n.templates import render
from sheets_sync.letters.letter_context import LetterContext
from sheets_sync.letters.own_texts import contact_line, greeting, group, signature
from sheets_sync.letters.sections import LONGEST_TITLE, ROLES, CommunitySection, sections_of
from sheets_sync.letters.wording import Wording, fit, is_off, one_line, shortened
from sheets_sync.mail.message import Attachment, Message, Recipient
from sheets_sync.planning.reminders.invitation import Invitation
from sheets_sync.planning.reminders.items import (
    Gathering,
    Item,
    ReminderMail,
    SessionMail,
    Stage,
)
from sheets_sync.registry.person_names import name_key
from sheets_sync.registry.text import clean, fold

Purpose: TypeAlias = Literal["work", "decide", "copy", "session"]
"""What the reader is asked for; the most demanding item decides."""

_PURPOSES: tuple[Purpose, ...] = ("work", "decide", "copy", "session")
# The space first: a search that begins by looking behind does so at every letter.
_LOOSE = re.compile(
    " (?:(?<=ที่ )(?=[0-9๐-๙])|(?<=[0-9๐-๙] )(?=[ก-ฮเแโใไ])|(?<= ณ )|(?<= no\\. )(?=[0-9]))"
)
_DAY = re.compile(r"วันที่\N{NO-BREAK SPACE}[0-9๐-๙]+")
_WHOLE = r'<span style="white-space:nowrap;">\g<0></span>'


def digest_letter(
    digest: ReminderMail,
    context: LetterContext,
    *,
    now: dt.datetime,
    expires_at: dt.datetime | None = None,
) -> Message:
    """A digest, or the mail about a session, in the language of the stationery."""
    facts = _facts(digest, context)
    return Message(
        key=digest.key,
        to=_recipient(digest, context),
        language=context.sentences.language,
        subject=one_line(str(facts["subject"])),
        plain=fit(render(context.pages, "letters/digest.txt", facts)),
        html=_tied(fit(render(context.pages, "letters/digest.html", facts))),
        attachments=tuple(_invitations(digest, context, now)),
        registries=digest.registries,
        items=len(digest.items),
        expires_at=expires_at,
        version=digest.item.version if isinstance(digest, SessionMail) else "",
    )


def purpose_of(digest: ReminderMail) -> Purpose:
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


def _central(digest: ReminderMail) -> tuple[Item, ...]:
    """The items that the letter is about; the others are told beside them."""
    purpose = purpose_of(digest)
    return tuple(item for item in digest.items if _serves(item, purpose))


def _facts(digest: ReminderMail, context: LetterContext) -> dict[str, object]:
    say, agency = context.say, context.agency
    subject = _subject(digest, context)
    sections = tuple(sections_of(digest, context))
    return {
        "subject": subject,
        "about": say("letter.about", subject=subject),
        "preheader": _preheader(digest, sections, context),
        "agency": agency.name,
        "greeting": greeting(digest, _greeted(digest, context), context),
        "reason": _reason(digest, context),
        "sections": sections,
        "closing": say(f"closing.{_closing(digest)}"),
        "signature": signature(digest, context),
        "group": group(digest, context),
        "automatic": say("letter.automatic"),
        "contact": contact_line(digest, context),
        "registers": context.registers(digest.registries),
        "kept": say("letter.kept"),
        "indent": "2.5em" if context.sentences.language == "th" else "0",
    }


def _recipient(digest: ReminderMail, context: LetterContext) -> Recipient:
    name = one_line(digest.reader.name) or context.say("letter.hr")
    return Recipient(digest.reader.address, name)


def _greeted(digest: ReminderMail, context: LetterContext) -> str:
    """Everybody who reads the mailbox; nobody is named where it is the HR group's."""
    reader = digest.reader
    if not one_line(reader.name):
        return context.say("letter.hr")
    names = reader.sharing or (reader.name,)
    *others, last = (_courteous(one_line(name), context) for name in names)
    return context.say("letter.greeted_together", others=others, last=last) if others else last


def _courteous(name: str, context: LetterContext) -> str:
    """The name as typed where it has a title of its own, else with a courteous one."""
    has_title = name_key(name) != fold(clean(name))
    return name if has_title else context.say("letter.title_of_respect", name=name)


def _number_of(digest: ReminderMail) -> tuple[str, dict[str, object]]:
    """Which sentence fits so many communities, and its facts."""
    items = _central(digest)
    titles = _titles(items)
    facts: dict[str, object] = {"communities": len(titles), "count": len(items)}
    if not titles:
        return "none", facts
    if len(titles) > 1:
        return "many", facts
    return "one", {**facts, "title": shortened(titles[0], LONGEST_TITLE)}


def _titles(items: Iterable[Item]) -> tuple[str, ...]:
    """The communities spoken of, by name; two of the same name count twice."""
    named = {(item.registry, item.community): item.title for item in items if item.community}
    return tuple(named.values())


def _subject(digest: ReminderMail, context: LetterContext) -> str:
    form, facts = _number_of(digest)
    return context.say(f"subject.{_named(digest)}_{form}", **facts, day=_long(digest.day, context))


_SESSIONS: dict[Stage, str] = {
    "coming": "session",
    "moved": "session_changed",
    "cancelled": "session_cancelled",
    "released": "session_released",
    "unclear": "session_unclear",
}
"""A change of a session is no invitation."""


def _named(digest: ReminderMail) -> str:
    """The purpose as subject and opening name it."""
    purpose = purpose_of(digest)
    if purpose != "session":
        return purpose
    stages = {item.stage for item in _central(digest)}
    return _SESSIONS[stages.pop()] if len(stages) == 1 else "session_changed"


def _reason(digest: ReminderMail, context: LetterContext) -> str:
    purpose = purpose_of(digest)
    form, facts = _number_of(digest)
    if not digest.reader.name:
        form = "none"  # the HR group has a part in every community
    name = f"{purpose}_{form}" if purpose == "work" else _named(digest)
    if _stands_in(digest):
        name = "session_instead"
    alone = len(_central(digest)) == len(digest.items)
    tail = context.say("reason.tail" if alone else "reason.tail_besides")
    return context.say(f"reason.{name}", **facts, day=_long(digest.day, context), tail=tail)


def _stands_in(digest: ReminderMail) -> bool:
    """Whether sessions are told to the HR group alone, in place of people it can tell of them."""
    return purpose_of(digest) == "session" and all(
        item.instead_of and item.instead_of not in ROLES and item.stage != "unclear"
        for item in _central(digest)
    )


def _closing(digest: ReminderMail) -> str:
    purpose = purpose_of(digest)
    if _stands_in(digest):
        return "session_instead"
    if purpose == "work":
        return "work_editor" if any(item.place for item in digest.items) else "work_other"
    if purpose == "session" and any(item.stage == "unclear" for item in digest.items):
        return "session_unclear"
    if purpose == "session" and all(is_off(item) for item in digest.items):
        return "session_off"
    return purpose


def _preheader(
    digest: ReminderMail, sections: Sequence[CommunitySection], context: LetterContext
) -> str:
    titles = [line.title for section in sections for line in section.items[:2]][:3]
    return context.say("letter.preheader", count=len(digest.items), titles=" · ".join(titles))


def _invitations(
    digest: ReminderMail, context: LetterContext, now: dt.datetime
) -> Iterator[Attachment]:
    """The calendar file of a session; none where it is only asked what has become of it."""
    if not context.invitations:
        return
    for item in digest.items:
        session = item.about
        if item.kind == "session" and item.stage != "unclear" and isinstance(session, Gathering):
            file = _invitation(item, session, digest, context, now)
            media_type = f"text/calendar; method={file.method}; charset=utf-8"
            yield Attachment("session.ics", media_type, file.content())


def _invitation(
    item: Item, session: Gathering, digest: ReminderMail, context: LetterContext, now: dt.datetime
) -> Invitation:
    head = context.letterhead
    text = Wording(context.sentences, context.schemas, digest.day).text(item)
    return Invitation(
        identity=item.identity,
        session=replace(session, place=one_line(session.place), cancelled=is_off(item)),
        summary=context.say(
            "session.summary", title=one_line(item.title), session=one_line(text.title)
        ),
        organizer=Recipient(head.sender.address, one_line(head.sender.name)),
        attendee=_recipient(digest, context),
        domain=head.domain,
        zone=head.zone,
        stamp=now,
    )


def _long(day: dt.date, context: LetterContext) -> str:
    return context.sentences.date(day, "long")


def _tied(page: str) -> str:
    """The page with numbers kept on one line with the words they count."""
    head, body, rest = _LOOSE.sub("\N{NO-BREAK SPACE}", page).partition("<h1")
    # A browser breaks lines inside of a Thai word for "the day", too.
    return head + body + _DAY.sub(_WHOLE, rest)
