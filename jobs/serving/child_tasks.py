"""What the children of `serve` are told, and the work they do: each in a process of its own."""

import multiprocessing
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.scheduling.wall_clock import WallClock
from sheets_sync.settings import Settings

if TYPE_CHECKING:
    from jobs.cli.context import JobContext


@dataclass(frozen=True, slots=True)
class ChildTask:
    """What every child needs: settings that were good, even where the file is not any more."""

    settings: Settings
    language: Language
    token: int
    """Of the leader that started it: a child of an old one does nothing more."""
    config: str | None
    verbose: bool
    clock: WallClock
    run_id: str
    """What its lines in the log are known by."""


@dataclass(frozen=True, slots=True)
class JobTask(ChildTask):
    """Do what is due for one registry, or over all of them."""

    registry: str


Task = TypeVar("Task", bound=ChildTask)


@dataclass(frozen=True, slots=True)
class LiveTask(ChildTask):
    """Keep the flags live until told to stop."""


TOLD = frozenset({1, 3})
"""The codes of a child that has told itself why it failed: as commands end."""


def apart() -> None:
    """Leave the terminal's group: Ctrl-C is for the parent, which tells its children."""
    os.setsid()


def do_job(task: JobTask) -> None:
    """The child of one registry: everything that is due for it, then the end."""
    apart()
    sys.exit(_well(task, _do_due))


def do_alarm(task: ChildTask) -> None:
    """The child that tells the contact of what waits for a person, where no job does so."""
    apart()
    sys.exit(_well(task, _send_alarms))


def _send_alarms(task: ChildTask) -> int:
    from jobs.pipeline.send_alerts import send_alerts  # slow import
    from sheets_sync.ports.check_result import BatchResult  # slow import
    from sheets_sync.wiring.ledger import open_ledger  # slow import

    with open_ledger(task.settings) as ledger:
        send_alerts(context_of(task), BatchResult(), ledger)
    return 0


def do_hook(task: ChildTask) -> None:
    """The child that tells the agency's webhook what waits."""
    apart()
    sys.exit(_well(task, _tell_hook))


def _tell_hook(task: ChildTask) -> int:
    from jobs.pipeline.webhook import tell_webhook  # slow import
    from sheets_sync.wiring.ledger import open_ledger  # slow import

    with open_ledger(task.settings) as ledger:
        tell_webhook(context_of(task), ledger)
    return 0


def do_changes(task: ChildTask) -> None:
    """The child that tells of sessions that were moved or cancelled."""
    apart()
    sys.exit(_well(task, _tell_changes))


def _tell_changes(task: ChildTask) -> int:
    from jobs.pipeline.session_changes import tell_session_changes  # slow import
    from sheets_sync.delivery.shutdown import stopping_on_request  # slow import
    from sheets_sync.wiring.ledger import open_ledger  # slow import

    with open_ledger(task.settings) as ledger, stopping_on_request() as asked:
        return tell_session_changes(context_of(task), ledger, asked)


def do_live(task: LiveTask) -> None:
    """The child that keeps the flags live: until told to stop, or until the parent is gone."""
    from jobs.serving.live.child import LiveChild  # slow import

    apart()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    threading.Thread(target=_end_with_parent, args=[stop], daemon=True).start()
    context = context_of(task)

    def watch(task: LiveTask) -> int:
        LiveChild(context, stop, lambda: not stop.is_set() and _leads(task)).run()
        return 0

    code = _well(task, watch)
    sys.stderr.flush()
    os._exit(code)  # a watch that waits for Google must not keep the process


def _end_with_parent(stop: threading.Event) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        stop.set()


def _leads(task: LiveTask) -> bool:
    """Whether the leader that started this child is still the one; who cannot tell writes not."""
    from sheets_sync.errors import StewardError  # slow import
    from sheets_sync.scheduling.leadership import leads  # slow import
    from sheets_sync.wiring.ledger import open_ledger  # slow import

    try:
        with open_ledger(task.settings) as ledger:
            return leads(ledger, task.token, task.clock())
    except StewardError:
        return False


def _well(task: Task, work: Callable[[Task], int]) -> int:
    """The exit code; what went wrong is told in the log, and tried again by the scheduler."""
    from jobs.cli.command_log import log_of  # slow import
    from jobs.serving.journal import Journal  # slow import
    from sheets_sync.errors import StewardError  # slow import
    from sheets_sync.file_trouble import disk_trouble_named  # slow import

    said = Sentences(task.language, registries=task.settings.registry_names)
    journal = Journal(said, task.config)
    one = task.registry if isinstance(task, JobTask) and task.registry != EVERY else None
    known = {} if one is None else {"registry": one}
    with log_of(task.settings, "serve", task.run_id, stays=True):
        try:
            with disk_trouble_named():
                return work(task)
        except StewardError as error:
            journal.failure(error, then="again", **known)
            return 1
        except Exception as error:  # noqa: BLE001 — whatever is left is a bug of ours
            journal.bug(error, **known)
            return 3


def _do_due(task: JobTask) -> int:
    from jobs.serving.do_due import DoDue  # slow import
    from sheets_sync.delivery.shutdown import stopping_on_request  # slow import
    from sheets_sync.scheduling.leadership import leads  # slow import
    from sheets_sync.wiring.ledger import open_ledger  # slow import

    context = context_of(task)
    with open_ledger(task.settings) as ledger, stopping_on_request() as asked:

        def may_go_on() -> bool:
            return not asked() and leads(ledger, task.token, task.clock())

        doing = DoDue(context, ledger, patient=True, may_go_on=may_go_on)
        if task.registry == EVERY:
            doing.of_all()
        else:
            doing.of_registry(context.registries[0])
    return int(bool(doing.failed))


def context_of(task: ChildTask, registry: str | None = None) -> "JobContext":
    """The call of a command that nobody typed."""
    from jobs.cli.command_table import untyped  # slow import
    from jobs.cli.context import JobContext  # slow import
    from jobs.serving.journal import Journal, JournalConsole  # slow import

    if isinstance(task, JobTask) and task.registry != EVERY:
        registry = task.registry
    typed = Namespace(
        **{
            **untyped("run"),
            "config": task.config,
            "lang": task.language,
            "verbose": task.verbose,
            "registry": registry,
        }
    )
    context = JobContext("serve", typed, Sentences(task.language), clock=task.clock)
    context.settings = task.settings
    context.looks = {}
    context.console = JournalConsole(context.sentences, Journal(context.sentences, task.config))
    return context
