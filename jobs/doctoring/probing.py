"""doctor --probe: what Google does beside what we take it to do, in a spreadsheet that was named.

Writes scratch tabs into that spreadsheet and takes them away again. Needs no config file; where
there is one, its key is used unless another is named.
"""

import datetime as dt
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs.context import Arguments
from jobs.terminal.doctor import awaited, show, show_probe_end
from jobs.terminal.waiting import tells_beside
from sheets_sync.errors import SetupError
from sheets_sync.settings import CONFIG, spreadsheet_id
from sheets_sync.wiring import probe_google

DIFFERS = 1
_ZONE = ZoneInfo("Asia/Bangkok")


def run_probe(arguments: Arguments) -> int:
    """Try everything; 1 when something is not as we take it to be."""
    typed = arguments.options.probe
    spreadsheet = spreadsheet_id(typed)
    if spreadsheet is None:
        raise SetupError("init-spreadsheet-unreadable", typed=typed)
    today = arguments.options.today or dt.datetime.now(_ZONE).date()
    differing = 0
    tell = tells_beside(arguments.console, arguments.sentences)
    with closing(probe_google(spreadsheet, _key(arguments), today, tell=tell)) as seen:
        for one in awaited(arguments, "", seen):
            show(arguments, one)
            differing += one.state == "bad"
    show_probe_end(arguments, differing)
    return DIFFERS if differing else 0


def _key(arguments: Arguments) -> Path | None:
    if arguments.options.credentials is not None:
        return Path(arguments.options.credentials)
    if not (arguments.config or Path(CONFIG)).exists():
        return None
    registries = arguments.settings.registries
    return next((one.credentials for one in registries if one.store == "google"), None)
