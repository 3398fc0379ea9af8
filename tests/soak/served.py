"""`python -m tests.soak.served`: the real `serve`, which goes by a clock kept in a file."""

import datetime as dt
import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from jobs.cli.command_table import untyped
from jobs.cli.context import JobContext
from jobs.serving.serve_loop import serve
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.scheduling.wall_clock import WallClock

CLOCK = "clock.txt"
TICK = 1.0


@dataclass(frozen=True, slots=True)
class HandedClock(WallClock):
    """So many seconds ahead of the machine's clock as the file says."""

    path: str

    def __call__(self) -> dt.datetime:
        ahead = float(Path(self.path).read_text(encoding="ascii"))
        return dt.datetime.now(self.zone) + dt.timedelta(seconds=ahead)


def main() -> int:
    """Serve in the working folder until told to stop."""
    typed = Namespace(**{**untyped("serve"), "config": "cop-steward.toml", "lang": "th"})
    context = JobContext("serve", typed, Sentences("th"))
    clock = HandedClock(context.settings.timezone, str(Path(CLOCK).absolute()))
    context = JobContext("serve", typed, Sentences("th"), clock=clock)
    context.console.brief = True
    return serve(context, clock, tick=TICK)


if __name__ == "__main__":
    sys.exit(main())
