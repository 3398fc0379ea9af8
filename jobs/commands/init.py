"""init: a config file and a workbook to begin with, or what existing ones lack.

Reads what is there already. Writes `cop-steward.toml` and `registry.xlsx`, or completes the
spreadsheet of `--google`; files that exist are kept, and a workbook gets only the tabs, headings
and status columns that are missing. With `--adopt FILE` a workbook of the agency's own becomes
the registry, unchanged; with `--import FILE` what can be read of it is copied into a new one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.cli.progress_notes import tells_beside
from jobs.pipeline.adopt_workbook import adopt
from jobs.pipeline.first_config import config_of, first_config, next_command
from jobs.pipeline.import_workbook import import_workbook
from jobs.terminal.paths import short
from sheets_sync.delivery.write_config import path_for_config, write_new
from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Added, Completed, Doubt
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import RegistrySettings, Settings, load, spreadsheet_id
from sheets_sync.settings.config_file import defaults
from sheets_sync.stores.composite.part import Part
from sheets_sync.wiring.stores import workbooks

ARGUMENTS = ("dry-run", "json", "folder", "google", "credentials", "adopt", "import", "yes")

WORKBOOK = "registry.xlsx"
_VERBS: Mapping[Added, str] = {"locale": "set", "time-zone": "set", "formula": "mend"}
"""What was done that was not adding something."""


def run(context: JobContext) -> int:
    """Make what is missing, or adopt a workbook; say what to do next."""
    if context.options.adopt is not None:
        return adopt(context)
    if context.options.source is not None:
        return import_workbook(context)
    config = config_of(context)
    setup = _Setup(context, config, Sentences(context.language))
    new = not config.exists()
    settings = defaults(config.parent.absolute()) if new else load(config)
    first = _first_registry(context, config)
    if not new:
        _refuse_another(settings, first)
        setup.left.append(setup.say("init.kept", path=short(config)))
    _complete_all(setup, settings.registries or (first,), settings)
    if new:  # last, so that a workbook that cannot be used leaves no config behind
        if not context.dry_run:
            write_new(config, first_config(setup.say, _place(first, config)))
        setup.made.insert(0, config)
    _tell(setup)
    return 0


@dataclass
class _Setup:
    """What one call makes, and what it leaves alone."""

    context: JobContext
    config: Path
    say: Sentences
    made: list[Path] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    waiting: bool = False
    """Whether a workbook could not be completed now, so that all of it is to be done again."""


def _first_registry(context: JobContext, config: Path) -> RegistrySettings:
    """What the first config file names: a new workbook, or the spreadsheet of `--google`."""
    typed, key = context.options.google, context.options.credentials
    if typed is None and key is None:
        return RegistrySettings("main", "xlsx", config.parent / WORKBOOK, None, None)
    if typed is None:
        raise SetupError("init-credentials-alone")
    spreadsheet = spreadsheet_id(typed)
    if spreadsheet is None:
        raise SetupError("init-spreadsheet-unreadable", typed=typed)
    credentials = None if key is None else Path(key).absolute()
    return RegistrySettings("main", "google", None, spreadsheet, credentials)


def _refuse_another(settings: Settings, first: RegistrySettings) -> None:
    """A config file of another spreadsheet, or of another account, is not gone past."""
    if first.spreadsheet is None:
        return
    facts = {"path": settings.source, "spreadsheet": first.spreadsheet}
    same = [one for one in settings.registries if one.spreadsheet == first.spreadsheet]
    if not same:
        raise SetupError("init-config-of-another", **facts)
    keys = {one.credentials and one.credentials.resolve() for one in same}
    if first.credentials is not None and first.credentials.resolve() not in keys:
        raise SetupError("init-credentials-of-another", **facts)


def _place(registry: RegistrySettings, config: Path) -> dict[str, str]:
    """Where a registry's workbook is, as the config file says it."""
    if registry.spreadsheet is None:
        return {"store": "xlsx", "path": WORKBOOK}
    place = {"store": "google", "spreadsheet": registry.spreadsheet}
    if registry.credentials is not None:
        place["credentials"] = path_for_config(registry.credentials, config.parent)
    return place


def _complete_all(
    setup: _Setup, registries: Sequence[RegistrySettings], settings: Settings
) -> None:
    """Complete every workbook that may be written, and show how far that is."""
    console, say = setup.context.console, setup.say
    tell = tells_beside(console, say)
    parts = [
        part
        for registry in registries
        for part in workbooks(registry, settings, tell=tell)
        if part.written
    ]
    if setup.context.json:
        for part in parts:
            _complete(setup, part, settings)
        return
    with console.progress(say("init.completing"), len(parts)) as advance:
        for part in parts:
            _complete(setup, part, settings)
            advance()


def _complete(setup: _Setup, part: Part, settings: Settings) -> None:
    """Make or complete one workbook, and note what was done."""
    language = settings.language if settings.source else setup.say.language
    say = Sentences(language, settings.templates, thai_digits=settings.thai_digits)
    zone, looking = settings.timezone.key, setup.context.dry_run
    done = part.store.provision(part.schema, say, time_zone=zone, looking=looking)
    setup.waiting = setup.waiting or done.waiting
    if done.made and part.path is not None:
        setup.made.append(part.path)
    place = done.place if part.path is None else str(short(part.path))
    named = "init.in_spreadsheet" if part.path is None else "init.in_file"
    where = setup.say(named, place=place)
    setup.added += _added(done, where, setup.say, looking=looking)
    setup.left += [_doubt(one, part.schema, setup.say) for one in done.doubts]
    setup.left += [_reason(left, setup.say) for left in done.left]
    if not (done.made or done.added or done.left):
        setup.left.append(setup.say("init.kept", path=place))


def _added(done: Completed, workbook: str, say: Sentences, *, looking: bool) -> Iterator[str]:
    """One line for each addition; what would be added, when only `looking`."""
    mood = "would" if looking else "did"
    for one in done.added:
        where = say("init.in_tab", sheet=one.sheet) if one.sheet else workbook
        what = say(f"init.what.{one.what}", names=one.names)
        yield say(f"init.{mood}.{_VERBS.get(one.what, 'add')}", where=where, what=what)


def _doubt(doubt: Doubt, schema: Schema, say: Sentences) -> str:
    tab = schema.tabs.get(doubt.tab)
    column = tab.columns[doubt.column].words.label(say.language) if tab and doubt.column else ""
    return say(
        f"init.doubt.{doubt.reason}",
        tab=tab.words.label(say.language) if tab else "",
        found=doubt.found,
        sheet=doubt.sheet,
        column=column,
        cell=doubt.cell,
    )


def _reason(left: NotWritten, say: Sentences) -> str:
    by = say("flags.written.reason.by", who=left.who) if left.who else ""
    reason = say(f"flags.written.reason.{left.reason}", by=by)
    return say("flags.written.left", what=left.what, reason=reason)


def _tell(setup: _Setup) -> None:
    """A few lines: what was made, what was left as it was, what to do next."""
    say, console = setup.say, setup.context.console
    command = next_command(setup.config, "init" if setup.waiting else "check")
    if setup.context.json:
        made = [str(path) for path in setup.made]
        console.json({"made": made, "added": setup.added, "left": setup.left, "next": command})
        return
    dry = setup.context.dry_run
    for path in setup.made:
        console.line(say("init.would_make" if dry else "init.made", path=short(path)))
    for line in (*setup.added, *setup.left):
        console.line(line)
    if dry:
        console.line(say("init.dry_run"))
    elif setup.waiting:
        console.line(say("init.next_again", command=command))
    elif setup.config in setup.made:
        console.line(say("init.next_first", config=setup.config, command=command))
    else:
        console.line(say("init.next", command=command))
