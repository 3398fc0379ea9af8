"""init: a config file and a workbook to begin with, or what existing ones lack.

Reads what is there already. Writes `cop-steward.toml` and `registry.xlsx`, or completes the
spreadsheet of `--google`; files that exist are kept, and a workbook gets only the tabs, headings
and status columns that are missing. With `--adopt FILE` a workbook of the agency's own becomes
the registry, unchanged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jobs.adopting import adopt
from jobs.context import Arguments
from jobs.first_config import config_of, first_config, next_command
from jobs.terminal.paths import short
from jobs.terminal.waiting import tells_beside
from sheets_sync.effects.config_file import path_for_config, write_new
from sheets_sync.errors import SetupError
from sheets_sync.plans.completion import Added, Completed, Doubt
from sheets_sync.plans.flags.model import NotWritten
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import Registry, Settings, load, spreadsheet_id
from sheets_sync.settings.load import defaults
from sheets_sync.stores.joined.part import Part
from sheets_sync.wiring import workbooks
from sheets_sync.words.sentences import Sentences

WORKBOOK = "registry.xlsx"
_VERBS: Mapping[Added, str] = {"locale": "set", "time-zone": "set", "formula": "mend"}
"""What was done that was not adding something."""


def run(arguments: Arguments) -> int:
    """Make what is missing, or adopt a workbook; say what to do next."""
    if arguments.options.adopt is not None:
        return adopt(arguments)
    config = config_of(arguments)
    desk = _Desk(arguments, config, Sentences(arguments.language))
    new = not config.exists()
    settings = defaults(config.parent.absolute()) if new else load(config)
    first = _first_registry(arguments, config)
    if not new:
        _refuse_another(settings, first)
        desk.left.append(desk.say("init.kept", path=short(config)))
    _complete_all(desk, settings.registries or (first,), settings)
    if new:  # last, so that a workbook that cannot be used leaves no config behind
        if not arguments.dry_run:
            write_new(config, first_config(desk.say, _place(first, config)))
        desk.made.insert(0, config)
    _tell(desk)
    return 0


@dataclass
class _Desk:
    """What one call makes, and what it leaves alone."""

    arguments: Arguments
    config: Path
    say: Sentences
    made: list[Path] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    waiting: bool = False
    """Whether a workbook could not be completed now, so that all of it is to be done again."""


def _first_registry(arguments: Arguments, config: Path) -> Registry:
    """What the first config file names: a new workbook, or the spreadsheet of `--google`."""
    typed, key = arguments.options.google, arguments.options.credentials
    if typed is None and key is None:
        return Registry("main", "xlsx", config.parent / WORKBOOK, None, None)
    if typed is None:
        raise SetupError("init-credentials-alone")
    spreadsheet = spreadsheet_id(typed)
    if spreadsheet is None:
        raise SetupError("init-spreadsheet-unreadable", typed=typed)
    credentials = None if key is None else Path(key).absolute()
    return Registry("main", "google", None, spreadsheet, credentials)


def _refuse_another(settings: Settings, first: Registry) -> None:
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


def _place(registry: Registry, config: Path) -> dict[str, str]:
    """Where a registry's workbook is, as the config file says it."""
    if registry.spreadsheet is None:
        return {"store": "xlsx", "path": WORKBOOK}
    place = {"store": "google", "spreadsheet": registry.spreadsheet}
    if registry.credentials is not None:
        place["credentials"] = path_for_config(registry.credentials, config.parent)
    return place


def _complete_all(desk: _Desk, registries: Sequence[Registry], settings: Settings) -> None:
    """Complete every workbook that may be written, and show how far that is."""
    console, say = desk.arguments.console, desk.say
    tell = tells_beside(console, say)
    parts = [
        part
        for registry in registries
        for part in workbooks(registry, settings, tell=tell)
        if part.written
    ]
    if desk.arguments.json:
        for part in parts:
            _complete(desk, part, settings)
        return
    with console.progress(say("init.completing"), len(parts)) as advance:
        for part in parts:
            _complete(desk, part, settings)
            advance()


def _complete(desk: _Desk, part: Part, settings: Settings) -> None:
    """Make or complete one workbook, and note what was done."""
    language = settings.language if settings.source else desk.say.language
    say = Sentences(language, settings.templates, thai_digits=settings.thai_digits)
    zone, looking = settings.timezone.key, desk.arguments.dry_run
    done = part.store.furnish(part.schema, say, time_zone=zone, looking=looking)
    desk.waiting = desk.waiting or done.waiting
    if done.made and part.path is not None:
        desk.made.append(part.path)
    place = done.place if part.path is None else str(short(part.path))
    named = "init.in_spreadsheet" if part.path is None else "init.in_file"
    where = desk.say(named, place=place)
    desk.added += _added(done, where, desk.say, looking=looking)
    desk.left += [_doubt(one, part.schema, desk.say) for one in done.doubts]
    desk.left += [_reason(left, desk.say) for left in done.left]
    if not (done.made or done.added or done.left):
        desk.left.append(desk.say("init.kept", path=place))


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
    )


def _reason(left: NotWritten, say: Sentences) -> str:
    by = say("flags.written.reason.by", who=left.who) if left.who else ""
    reason = say(f"flags.written.reason.{left.reason}", by=by)
    return say("flags.written.left", what=left.what, reason=reason)


def _tell(desk: _Desk) -> None:
    """A few lines: what was made, what was left as it was, what to do next."""
    say, console = desk.say, desk.arguments.console
    command = next_command(desk.config, "init" if desk.waiting else "check")
    if desk.arguments.json:
        made = [str(path) for path in desk.made]
        console.json({"made": made, "added": desk.added, "left": desk.left, "next": command})
        return
    dry = desk.arguments.dry_run
    for path in desk.made:
        console.line(say("init.would_make" if dry else "init.made", path=short(path)))
    for line in (*desk.added, *desk.left):
        console.line(line)
    if dry:
        console.line(say("init.dry_run"))
    elif desk.waiting:
        console.line(say("init.next_again", command=command))
    elif desk.config in desk.made:
        console.line(say("init.next_first", config=desk.config, command=command))
    else:
        console.line(say("init.next", command=command))
