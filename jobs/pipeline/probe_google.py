"""doctor --probe: what Google does beside what we take it to do, in a spreadsheet that was named.

Writes scratch tabs into that spreadsheet and takes them away again. Needs no config file; where
there is one, its key is used unless another is named.
"""

import datetime as dt
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs.cli.context import JobContext
from jobs.cli.progress_notes import tells_beside
from jobs.terminal.doctor import awaited, show, show_probe_end
from sheets_sync.errors import SetupError
from sheets_sync.settings import CONFIG, spreadsheet_id
from sheets_sync.wiring.google import probe_google

DIFFERS = 1
_ZONE = ZoneInfo("Asia/Bangkok")


def run_probe(context: JobContext) -> int:
    """Try everything; 1 when something is not as we take it to be."""
    typed = context.options.probe
    spreadsheet = spreadsheet_id(typed)
    if spreadsheet is None:
        raise SetupError("init-spreadsheet-unreadable", typed=typed)
    today = context.options.today or dt.datetime.now(_ZONE).date()
    differing = failing = 0
    tell = tells_beside(context.console, context.sentences)
    with closing(probe_google(spreadsheet, _key(context), today, tell=tell)) as seen:
        for one in awaited(context, "", seen):
            show(context, one)
            failing += bool(one.error)
            differing += one.state == "bad" and not one.error
    show_probe_end(context, differing, tried=not failing)
    return DIFFERS if differing or failing else 0


def _key(context: JobContext) -> Path | None:
    if context.options.credentials is not None:
        return Path(context.options.credentials)
    if not (context.config or Path(CONFIG)).exists():
        return None
    registries = context.settings.registries
    return next((one.credentials for one in registries if one.store == "google"), None)
