"""How a plan of reminders and its receipt look: on a terminal, and as JSON."""

from collections.abc import Iterable, Mapping, Sequence

from jobs.cli.context import JobContext
from sheets_sync.delivery.outbox_ticks import TICKED
from sheets_sync.delivery.reminder_sending import ReminderResult
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.skip_text import day_in_words
from sheets_sync.letters.wording import Wording
from sheets_sync.mail.delivery import Reason, Receipt, Skip
from sheets_sync.mail.message import LetterKey, Message, NoticeKey
from sheets_sync.planning.reminders.items import Item, ReminderMail, Unsent

_MOST_ROWS = 60
"""Rows of one table; `-v` and `--json` show all."""


def show_reminders(context: JobContext, result: ReminderResult) -> None:
    """The plan, or what became of it: tables, or one JSON object."""
    if context.json:
        context.console.json(as_json(context, result))
        return
    say, plan = context.sentences, result.plan
    name = "planned" if plan.mails else "nothing"
    items = sum(len(mail.items) for mail in plan.mails)
    context.console.line(
        say(f"letters.terminal.{name}", day=plan.day, count=len(plan.mails), items=items)
    )
    if result.receipt is not None:
        _show_letters(context, result.messages, result.receipt)
    elif plan.mails:
        _show_items(context, result)
    _show_left_out(context, _left_out(result, say))
    _show_end(context, result)


def _show_items(context: JobContext, result: ReminderResult) -> None:
    """What would be said, item by item."""
    say = context.sentences
    wording = Wording(say, result.schemas, result.plan.day)
    rows = [
        (
            mail.reader.address,
            item.title,
            _badge(item, say),
            wording.text(item).title,
            item.due,
            item.attempt or None,
        )
        for mail in result.plan.mails
        for item in mail.items
    ]
    _table(context, "item_columns", rows)


def _show_letters(context: JobContext, messages: Sequence[Message], receipt: Receipt) -> None:
    """The letters that have gone out."""
    rows = [
        (letter.to.address, letter.items, letter.subject)
        for letter in messages
        if letter.key in receipt.sent
    ]
    if rows:
        _table(context, "columns", rows)


def _badge(item: Item, say: Sentences) -> str:
    if item.copy:
        return say("letters.step.copy")
    return say(f"letters.badge.{'data' if item.kind == 'data' else item.stage}")


def _left_out(result: ReminderResult, say: Sentences) -> list[tuple[str, str, str, int]]:
    """Every mail that was not sent: to whom, why, and how many things it would have told."""
    counted: dict[tuple[str, Reason, str], int] = {}
    for one in result.plan.left_out:
        key = (one.address, one.reason, one.detail)
        counted[key] = counted.get(key, 0) + 1
    items: dict[LetterKey, int] = {mail.key: len(mail.items) for mail in result.plan.mails}
    items.update((letter.key, letter.items) for letter in result.messages)
    for skip in _skips(result):
        counted[skip.key.recipient, skip.reason, skip.detail] = items.get(skip.key, 0)
    return [
        (address, say(f"letters.reasons.{reason}"), _in_words(reason, detail, say), number)
        for (address, reason, detail), number in counted.items()
    ]


def _in_words(reason: str, detail: str, say: Sentences) -> str:
    """The detail of a reason; a hold is named by what happened and its code."""
    if day := day_in_words(reason, detail, say):
        return day
    kind, _, rest = detail.partition(" ")
    if detail == TICKED:
        return say("flags.outbox.tab")
    if f"letters.held.{kind}" not in say:
        return detail
    why = say(f"letters.held.{kind}")
    code = rest.rpartition(" ")[2]
    return say("letters.terminal.held", why=why, code=code) if code else why


def _skips(result: ReminderResult) -> tuple[Skip, ...]:
    """Letters that were ready and not sent, or may not have been."""
    receipt = result.receipt
    if receipt is None:
        return result.unsendable
    stray: tuple[tuple[Reason, tuple[LetterKey, ...]], ...] = (
        ("uncertain", receipt.uncertain),
        ("refused", receipt.refused),
        ("deferred", receipt.deferred),
    )
    gone_astray = (Skip(key, reason) for reason, keys in stray for key in keys)
    return (*result.unsendable, *gone_astray, *receipt.skipped)


def _show_left_out(context: JobContext, rows: Sequence[tuple[str, str, str, int]]) -> None:
    if rows:
        context.console.line()
        context.console.line(context.sentences("letters.terminal.left_out"))
        _table(context, "left_out_columns", rows)


def _table(context: JobContext, columns: str, rows: Sequence[Sequence[object]]) -> None:
    say, console = context.sentences, context.console
    shown = rows if context.options.verbose else rows[:_MOST_ROWS]
    console.table(say(f"letters.terminal.{columns}").split("|"), shown)
    if len(shown) < len(rows):
        console.line(say("letters.terminal.and_more", count=len(rows) - len(shown)))


def _show_end(context: JobContext, result: ReminderResult) -> None:
    say, settings = context.sentences, context.settings
    receipt = result.receipt
    left_out = {(one.reason, one.detail) for one in result.plan.left_out}
    left_out.update((skip.reason, skip.detail) for skip in _skips(result))
    if any(reason == "held" and detail != TICKED for reason, detail in left_out):
        context.console.line(say("letters.terminal.how_held"))
    if receipt is None:
        window = settings.reminders
        context.console.line(
            say(
                f"letters.terminal.{result.note}",
                start=window.window_start,
                end=window.window_end,
            )
        )
        return
    is_outbox = settings.mail.transport == "outbox"
    context.console.line(
        say(
            "letters.terminal.receipt_files" if is_outbox else "letters.terminal.receipt",
            sent=len(receipt.sent),
            deferred=len(receipt.deferred),
            refused=len(receipt.refused),
            uncertain=len(receipt.uncertain),
            skipped=len(receipt.skipped) + len(result.plan.skips),
        )
    )
    if receipt.reconciled:
        context.console.line(say("letters.terminal.reconciled", count=receipt.reconciled))
    if receipt.sent and is_outbox:
        context.console.line(say("letters.terminal.outbox", folder=settings.mail.outbox))


def as_json(context: JobContext, result: ReminderResult) -> dict[str, object]:
    """The plan and its receipt as one object."""
    plan = result.plan
    wording = Wording(context.sentences, result.schemas, plan.day)
    subjects = {letter.key: letter.subject for letter in result.messages}
    return {
        "as_of": plan.day.isoformat(),
        "registries": list(result.schemas),
        "digests": [
            {
                "to": digest.reader.address,
                "name": digest.reader.name,
                "subject": subjects.get(digest.key),
                "items": _items(digest, wording),
            }
            for digest in plan.digests
        ],
        "sessions": [
            {
                "to": mail.reader.address,
                "name": mail.reader.name,
                "subject": subjects.get(mail.key),
                "sequence": mail.session.sequence,
                "items": _items(mail, wording),
            }
            for mail in plan.sessions
        ],
        "not_sent": [
            *(_one_left_out(one) for one in plan.left_out),
            *_skipped(_skips(result)),
            *_unsent(result),
        ],
        "alarms": [
            {"to": letter.to.address, "subject": letter.subject}
            for letter in result.messages
            if isinstance(letter.key, NoticeKey)
        ],
        "receipt": _receipt(result.receipt),
        "note": result.note or None,
    }


def _items(digest: ReminderMail, wording: Wording) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for item in digest.items:
        text = wording.text(item)
        place = item.place
        found.append(
            {
                "kind": item.kind,
                "stage": item.stage,
                "registry": item.registry,
                "community": item.community,
                "id": item.identity,
                "due": None if item.due is None else item.due.isoformat(),
                "attempt": item.attempt or None,
                "copy": item.copy,
                "title": text.title,
                "message": " ".join(text.lines),
                "sheet": place.sheet if place else None,
                "row": place.row if place else None,
                "cell": place.cell if place else None,
            }
        )
    return found


def _one_left_out(one: Unsent) -> dict[str, object]:
    return {
        "to": one.address or None,
        "reason": one.reason,
        "detail": one.detail or None,
        "kind": one.item.kind,
        "id": one.item.identity,
    }


def _skipped(skips: Iterable[Skip]) -> list[dict[str, object]]:
    return [
        {
            "to": skip.key.recipient or None,
            "reason": skip.reason,
            "detail": skip.detail or None,
            "kind": None,
            "id": None,
        }
        for skip in skips
    ]


_NOTES: Mapping[str, Reason] = {
    "not_live": "not-live",
    "looking": "not-live",
    "outside_window": "outside-window",
}


def _unsent(result: ReminderResult) -> list[dict[str, object]]:
    """Everything that was planned, where nothing may leave now."""
    reason = _NOTES.get(result.note)
    if reason is None:
        return []
    return _skipped(Skip(mail.key, reason) for mail in result.plan.mails)


def _receipt(receipt: Receipt | None) -> dict[str, int] | None:
    if receipt is None:
        return None
    return {
        "sent": len(receipt.sent),
        "deferred": len(receipt.deferred),
        "refused": len(receipt.refused),
        "uncertain": len(receipt.uncertain),
        "skipped": len(receipt.skipped),
        "reconciled": receipt.reconciled,
    }
