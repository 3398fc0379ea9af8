"""The log of one call of a command: when it began, how it ended."""

import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from jobs.cli.context import JobContext
from jobs.cli.error_screen import one_line
from sheets_sync import logs
from sheets_sync.errors import StewardError
from sheets_sync.settings import Settings


@contextmanager
def command_log(context: JobContext, *, stays: bool = False) -> Iterator[None]:
    """Keep the log of this call as the settings say.

    A command that `stays` goes on for months: without a file its log goes to standard error, for
    the system's journal. Others are called by cron, which mails whatever is printed.
    """
    context.run_id = secrets.token_hex(4)
    with (
        log_of(context.settings, context.command, context.run_id, stays=stays),
        alone(context),
    ):
        began = time.monotonic()
        logs.note("began")
        try:
            yield
        except StewardError as error:
            context.told = stays and context.settings.log.file is None and not sys.stderr.isatty()
            said = one_line(error, context.sentences) if context.told else ""
            logs.warn("cannot", error=error.name, seconds=_since(began), said=said)
            raise
        except Exception as error:
            logs.warn("bug", error=type(error).__name__, seconds=_since(began))
            raise
        logs.note("ended", seconds=_since(began))


@contextmanager
def alone(context: JobContext) -> Iterator[None]:
    """Keep the workers of a fleet away from the registry that a person works on."""
    if not context.settings.member:
        yield
        return
    from sheets_sync.wiring.fleet import alone_with_member  # slow import

    with alone_with_member(context.settings):
        yield


@contextmanager
def log_of(settings: Settings, command: str, run: str, *, stays: bool = False) -> Iterator[None]:
    """Keep the log of one process."""
    with logs.kept(
        run=run,
        command=command,
        file=settings.log.file,
        days=settings.retention.log_days,
        form=settings.log.format,
        stderr=sys.stderr if stays else None,
        zone=settings.timezone,
    ):
        yield


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
