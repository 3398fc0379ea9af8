"""The letters of a plan, each with the moment after which it is not worth sending any more."""

import datetime as dt

from sheets_sync.delivery.letterhead_check import require_sender
from sheets_sync.letters import LetterContext, digest_letter
from sheets_sync.mail.message import Message
from sheets_sync.planning.reminders.items import ReminderMail, ReminderPlan, SessionMail


def write_mails(
    planned: ReminderPlan, letter_context: LetterContext, *, now: dt.datetime
) -> tuple[Message, ...]:
    """The letters of a plan, each in its reader's language; a digest is worth its day.

    Raises:
        SetupError: there are letters to write, and no sender is set.
    """
    if planned.mails:
        require_sender(letter_context.letterhead)
    zone = letter_context.letterhead.zone

    def after(day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(), zone) + dt.timedelta(days=1)

    def read_by(mail: ReminderMail) -> LetterContext:
        return letter_context.for_language(mail.reader.language)

    digests = (
        digest_letter(digest, read_by(digest), now=now, expires_at=after(planned.day))
        for digest in planned.digests
    )
    sessions = (
        digest_letter(mail, read_by(mail), now=now, expires_at=after(_worth_until(mail)))
        for mail in planned.sessions
    )
    return (*sessions, *digests)


def _worth_until(mail: SessionMail) -> dt.date:
    """The last day on which anybody waits for the session, as it was or as it is."""
    return max(mail.day, *filter(None, (mail.session.day, mail.session.was)))
