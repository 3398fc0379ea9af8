"""The log of one call of a command: when it began, how it ended."""

import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from jobs.cli.context import JobContext
from sheets_sync import logs
from sheets_sync.errors import StewardError

_STAYS = frozenset({"serve", "worker"})
"""Commands that go on for months: without a file their log goes to standard error, for the system's
journal; others are called by cron, which mails whatever is printed."""


@contextmanager
def command_log(context: JobContext) -> Iterator[None]:
    """Keep the log of this call as the settings say."""
    settings = context.settings
    with logs.kept(
        run=secrets.token_hex(4),
        command=context.command,
        file=settings.log.file,
        days=settings.retention.log_days,
        form=settings.log.format,
        stderr=sys.stderr if context.command in _STAYS else None,
    ):
        began = time.monotonic()
        logs.note("began")
        try:
            yield
        except StewardError as error:
            logs.warn("cannot", error=error.name, seconds=_since(began))
            raise
        except Exception as error:
            logs.warn("bug", error=type(error).__name__, seconds=_since(began))
            raise
        logs.note("ended", seconds=_since(began))


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
