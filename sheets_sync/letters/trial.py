"""Two letters to try out the way of the mail: one like a reminder, one with an invitation."""

import datetime as dt

from sheets_sync.i18n.templates import render
from sheets_sync.letters.letter_context import LetterContext
from sheets_sync.letters.wording import fit, one_line
from sheets_sync.mail.message import Attachment, Message, NoticeKey, Recipient
from sheets_sync.planning.reminders.invitation import Invitation
from sheets_sync.planning.reminders.items import Gathering

_BEGINS, _LENGTH = dt.time(9), dt.timedelta(hours=1)


def trial_letters(context: LetterContext, to: str, now: dt.datetime) -> tuple[Message, Message]:
    """The letter and the invitation; the session is made up, on the day after."""
    reader = Recipient(to)
    letter = _letter("letter", context, reader, now)
    invitation = _letter("invitation", context, reader, now, _calendar(context, reader, now))
    return letter, invitation


def _letter(
    name: str, context: LetterContext, to: Recipient, now: dt.datetime, *files: Attachment
) -> Message:
    say, agency = context.say, context.agency
    subject = say(f"trial.{name}_subject", at=now)
    facts = {
        "subject": subject,
        "about": say("letter.about", subject=subject),
        "preheader": say(f"trial.{name}"),
        "agency": agency.name,
        "greeting": say("letter.dear", name=to.address),
        "reason": say(f"trial.{name}"),
        "events": [],
        "wrong": say("trial.what_to_look_at"),
        "signature": say("letter.signature"),
        "group": say("letter.group", agency=agency.name) if agency.name else "",
        "automatic": say("letter.automatic"),
        "registers": context.registers(context.addresses),
        "kept": say("letter.kept"),
        "indent": "2.5em" if context.sentences.language == "th" else "0",
    }
    return Message(
        key=NoticeKey(to.address, f"trial/{name}/{now:%Y%m%d%H%M%S}"),
        to=to,
        language=context.sentences.language,
        subject=one_line(subject),
        plain=fit(render(context.pages, "letters/alarm.txt", facts)),
        html=fit(render(context.pages, "letters/alarm.html", facts)),
        attachments=files,
    )


def _calendar(context: LetterContext, to: Recipient, now: dt.datetime) -> Attachment:
    head, name = context.letterhead, context.say("trial.session")
    day = now.date() + dt.timedelta(days=1)
    file = Invitation(
        identity=f"trial/{now:%Y%m%d%H%M%S}",
        session=Gathering("trial", "", name, day, starts_at=_BEGINS, length=_LENGTH),
        summary=name,
        organizer=Recipient(head.sender.address, one_line(head.sender.name)),
        attendee=to,
        domain=head.domain,
        zone=head.zone,
        stamp=now,
    )
    media_type = f"text/calendar; method={file.method}; charset=utf-8"
    return Attachment("session.ics", media_type, file.content())
