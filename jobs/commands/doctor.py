"""doctor: proves the set-up end to end, and names each failure with its way out.

Looks at everything and changes nothing: no cell, no ledger, no mail. Runs when somebody sets the
service up, or when something does not work. `--mend` puts broken status formulas back;
`--probe SPREADSHEET` tries out on scratch tabs what we take Google to do; `--mail-to ADDRESS` sends
one person a test letter and a test invitation.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from jobs.cli.context import JobContext
from jobs.cli.progress_notes import tells_beside
from jobs.pipeline import host_diagnostics as machine
from jobs.serving.metrics_port import examine_metrics_port
from jobs.terminal.doctor import awaited, show, show_end, show_heading
from sheets_sync.data_protection.last_backup import examine_backups
from sheets_sync.diagnostics import Diagnostic, State, failed, good
from sheets_sync.errors import StewardError
from sheets_sync.issues.host_folders import examine_folders
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.mail import examine_mail
from sheets_sync.wiring.registry_schema import read_registry_schema
from sheets_sync.wiring.stores import open_store
from sheets_sync.wiring.views import examine_view

ARGUMENTS = ("json", "registry", "mend", "probe", "credentials", "mail-to")

UNSOUND = 1


def run(context: JobContext) -> int:
    """Go through all checks, one line each; 1 when something is wrong."""
    if context.options.probe is not None:
        from jobs.pipeline.probe_google import run_probe  # slow import

        return run_probe(context)
    _ = context.settings  # without them there is nothing to look at: one screen, not two
    states: Counter[State] = Counter()
    parts = _parts(context) if context.options.mail_to is None else _trial(context)
    for part, seen in parts:
        show_heading(context, part)
        for one in awaited(context, part, _until_error(seen)) if part else _until_error(seen):
            show(context, one, part)
            states[one.state] += 1
    show_end(context, states["bad"], states["note"])
    return UNSOUND if states["bad"] else 0


def _parts(context: JobContext) -> Iterator[tuple[str, Iterator[Diagnostic]]]:
    """What is looked at, in order: the machine, each workbook by its id, the mail."""
    yield "", _machine(context)
    for registry in context.registries:
        yield registry.id, _workbook(context, registry)
    yield "", examine_mail(context.settings, _now(context))
    yield "", machine.channels(context.settings, _now(context))


def _trial(context: JobContext) -> Iterator[tuple[str, Iterator[Diagnostic]]]:
    from jobs.pipeline.trial_letters import send_trial_letters  # slow import

    yield "", send_trial_letters(context, _now(context))


def _machine(context: JobContext) -> Iterator[Diagnostic]:
    settings = context.settings
    yield from machine.config(context)
    yield machine.time_zone(settings)
    yield from examine_folders(settings)
    yield from examine_backups(settings)
    yield from machine.ledger(settings, _now(context))
    yield from examine_metrics_port(settings)
    yield from machine.hook(settings)
    yield from machine.chat_rooms(settings)


def _now(context: JobContext) -> dt.datetime:
    """The real time, whatever day is to be looked at: the clock itself is looked at."""
    return dt.datetime.now(context.settings.timezone)


def _workbook(context: JobContext, registry: RegistrySettings) -> Iterator[Diagnostic]:
    settings = context.settings
    schema = read_registry_schema(settings)
    say = context.sentences_in(settings.language)
    tell = tells_beside(context.console, context.sentences)
    store = open_store(registry, settings, tell=tell)
    if context.options.mend:
        for one in store.mend(schema, say).added:
            yield good("status-mended", names=one.names)
    yield from store.examine(schema, say, time_zone=settings.timezone.key)
    for view in registry.view:
        yield examine_view(view, registry, settings, tell=tell)
    if settings.forms.evaluations or settings.forms.followups:
        from jobs.pipeline.form_answers import form_answers  # slow import

        yield from form_answers(store, schema, settings, _now(context).date())


def _until_error(seen: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """The observations; what ends them early is one of them, and the next part is looked at."""
    try:
        yield from seen
    except StewardError as error:
        yield failed("stopped", error)
