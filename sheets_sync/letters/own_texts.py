"""The lines that an agency says in its own words: greeting, signature, whom to ask."""

from sheets_sync.letters.letter_context import LetterContext
from sheets_sync.planning.reminders.items import ReminderMail
from sheets_sync.settings.model import LetterTexts


def greeting(mail: ReminderMail, name: str, context: LetterContext) -> str:
    """How the letter begins."""
    own = _texts(mail, context).greeting
    return own.replace("{name}", name) if own else context.say("letter.dear", name=name)


def signature(mail: ReminderMail, context: LetterContext) -> str:
    """Who signs it."""
    return _texts(mail, context).signature or context.say("letter.signature")


def group(mail: ReminderMail, context: LetterContext) -> str:
    """Which group of the agency it is from, below our signature; own words say that themselves."""
    name = context.agency.name
    if not name or _texts(mail, context).signature:
        return ""
    return context.say("letter.group", agency=name)


def contact_line(mail: ReminderMail, context: LetterContext) -> str:
    """Whom to ask."""
    contact = context.agency.contact
    own = _texts(mail, context).contact_line
    if own and (contact or "{contact}" not in own):
        return own.replace("{contact}", contact or "")
    return (
        context.say("letter.contact", contact=contact) if contact else context.say("letter.reply")
    )


def _texts(mail: ReminderMail, context: LetterContext) -> LetterTexts:
    """Those of the registry the letter is about; of several, or in another language, ours."""
    if context.is_translated or len(mail.registries) != 1:
        return LetterTexts()
    return context.texts.get(mail.registries[0], LetterTexts())
