"""The words and links that the letters of one call are written with."""

from functools import partial
from pathlib import Path

from jobs.cli.context import JobContext
from sheets_sync.i18n.sentences import LANGUAGES
from sheets_sync.letters import LetterContext
from sheets_sync.letters.links import link_to
from sheets_sync.ports.check_result import BatchResult, CheckResult
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.mail import letterhead


def place_of(checked: CheckResult) -> str:
    """Where people open the workbook, as letters say it."""
    return checked.registry.address or Path(checked.workbook.place).name


def _unread_place(registry: RegistrySettings) -> str:
    """The same of a workbook that was not read, for letters that are about no row of it."""
    if registry.spreadsheet:
        return registry.address or f"https://docs.google.com/spreadsheets/d/{registry.spreadsheet}"
    return registry.address or (registry.path.name if registry.path else "")


def letter_context(context: JobContext, batch: BatchResult) -> LetterContext:
    """What the letters of this run are written with."""
    settings = context.settings
    return LetterContext(
        context.sentences_in(settings.language),
        settings.agency,
        letterhead(settings),
        batch.schemas,
        addresses={one.id: _unread_place(one) for one in settings.registries}
        | {one.registry.id: place_of(one) for one in batch.checked},
        names={one.id: one.name for one in settings.registries}
        | {
            one.registry.id: one.registry.name or Path(one.workbook.place).name
            for one in batch.checked
        },
        invitations=settings.reminders.session.invitation,
        texts={one.registry.id: one.settings.letters for one in batch.checked},
        others={language: context.ours_in(language) for language in LANGUAGES},
        link=partial(link_to, batch.workbooks),
    )
