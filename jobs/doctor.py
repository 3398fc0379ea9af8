"""doctor: proves the set-up end to end, and names each failure with its way out.

Looks at everything and changes nothing: no cell, no ledger, no mail. Runs when somebody sets the
service up, or when something does not work. `--mend` puts broken status formulas back;
`--probe SPREADSHEET` tries out on scratch tabs what we take Google to do.
"""

import datetime as dt
from collections.abc import Iterator

from jobs.context import Arguments
from jobs.doctoring import machine
from jobs.terminal.doctor import awaited, show, show_end, show_heading
from jobs.terminal.waiting import tells_beside
from sheets_sync.errors import StewardError
from sheets_sync.observations import Observation, failed, good
from sheets_sync.settings import Registry
from sheets_sync.wiring import examine_mail, open_store, read_registry_schema

UNSOUND = 1


def run(arguments: Arguments) -> int:
    """Go through all checks, one line each; 1 when something is wrong."""
    if arguments.options.probe is not None:
        from jobs.doctoring.probing import run_probe  # slow import

        return run_probe(arguments)
    wrong = 0
    for part, seen in _parts(arguments):
        show_heading(arguments, part)
        for one in awaited(arguments, part, _told(seen)) if part else _told(seen):
            show(arguments, one, part)
            wrong += one.state == "bad"
    show_end(arguments, wrong)
    return UNSOUND if wrong else 0


def _parts(arguments: Arguments) -> Iterator[tuple[str, Iterator[Observation]]]:
    """What is looked at, in order: the machine, each workbook by its id, the mail."""
    yield "", _machine(arguments)
    for registry in arguments.registries:
        yield registry.id, _workbook(arguments, registry)
    yield "", examine_mail(arguments.settings, _now(arguments))
    yield "", machine.channels(arguments.settings, _now(arguments))


def _machine(arguments: Arguments) -> Iterator[Observation]:
    settings = arguments.settings
    yield from machine.config(arguments)
    yield machine.time_zone(settings)
    yield from machine.folders(settings)
    yield from machine.ledger(settings, _now(arguments))


def _now(arguments: Arguments) -> dt.datetime:
    """The real time, whatever day is to be looked at: the clock itself is looked at."""
    return dt.datetime.now(arguments.settings.timezone)


def _workbook(arguments: Arguments, registry: Registry) -> Iterator[Observation]:
    settings = arguments.settings
    schema = read_registry_schema(settings)
    say = arguments.sentences_in(settings.language)
    tell = tells_beside(arguments.console, arguments.sentences)
    store = open_store(registry, settings, tell=tell)
    if arguments.options.mend:
        for one in store.mend(schema, say).added:
            yield good("status-mended", names=one.names)
    yield from store.examine(schema, say, time_zone=settings.timezone.key)


def _told(seen: Iterator[Observation]) -> Iterator[Observation]:
    """The observations; what ends them early is one of them, and the next part is looked at."""
    try:
        yield from seen
    except StewardError as error:
        yield failed("stopped", error)
