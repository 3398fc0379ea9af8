"""Letters as files to look at before anything is sent: a page and a mail each, and an index."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sheets_sync.i18n.skip_text import reason_in_words
from sheets_sync.i18n.templates import render
from sheets_sync.letters.letter_context import LetterContext
from sheets_sync.letters.wording import Wording
from sheets_sync.mail.message import Message, message_id
from sheets_sync.mail.mime import compose
from sheets_sync.planning.reminders.items import ReminderPlan

INDEX = "index.html"


def preview_files(
    plan: ReminderPlan, letters: Sequence[Message], context: LetterContext, *, now: dt.datetime
) -> Iterator[tuple[str, bytes]]:
    """Every file by name; their names are numbers, nothing that a sheet could choose."""
    yield INDEX, _index(plan, letters, context).encode()
    for name, letter in _named(letters):
        yield f"{name}.html", letter.html.encode()
        yield (
            f"{name}.eml",
            compose(
                letter,
                letterhead=context.letterhead,
                message_id=message_id(f"preview-{name}", context.letterhead.domain),
                date=now,
            ),
        )


def _named(letters: Sequence[Message]) -> Iterator[tuple[str, Message]]:
    width = max(len(str(len(letters))), 2)
    for number, letter in enumerate(letters, start=1):
        yield str(number).zfill(width), letter


def _index(plan: ReminderPlan, letters: Sequence[Message], context: LetterContext) -> str:
    say = context.sentences
    wording = Wording(say, context.schemas, plan.day)
    facts = {
        "title": say("letters.preview.title", day=plan.day, count=len(letters)),
        "intro": say("letters.preview.intro"),
        "letters": [
            {"name": name, "subject": one.subject, "to": f"{one.to.name} <{one.to.address}>"}
            for name, one in _named(letters)
        ],
        "unsent_heading": say("letters.terminal.left_out"),
        "unsent": [
            {
                "what": " · ".join(filter(None, (one.item.title, wording.text(one.item).title))),
                "who": one.address,
                "why": reason_in_words(one.reason, one.detail, say),
            }
            for one in plan.left_out
        ],
    }
    return render(context.pages, "preview/index.html", facts)
