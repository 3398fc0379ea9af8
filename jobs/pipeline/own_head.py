"""The agency's emblem and letterhead, read from what the config file names."""

from jobs.cli.context import JobContext
from jobs.cli.error_screen import error_screen
from sheets_sync.errors import StewardError
from sheets_sync.renderings.document.own_head import OwnHead, read_emblem


def own_head(context: JobContext) -> OwnHead:
    """What stands at the head of its papers; no reader waits for an emblem that cannot be used."""
    agency, emblem = context.settings.agency, None
    if agency.logo is not None:
        try:
            emblem = read_emblem(agency.logo)
        except StewardError as error:
            context.console.note(error_screen(error, context.sentences))
    return OwnHead(emblem, agency.letterhead)
