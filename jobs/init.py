"""init: a config file and a workbook to begin with, or what an existing one lacks.

Reads what is in the folder already. Writes `cop-steward.toml` and `registry.xlsx`; files that
exist are kept, and a workbook gets only the tabs, headings and status columns that are missing.
With `--adopt FILE` a workbook of the agency's own becomes the registry, unchanged.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jobs.context import Arguments
from sheets_sync.effects.config_file import quoted, write_new
from sheets_sync.errors import SetupError
from sheets_sync.language import Sentences
from sheets_sync.plans.completion import Doubt, Lacking, first_columns, lacking
from sheets_sync.plans.flags.model import NotWritten, Output, Written
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import CONFIG, Registry, Settings, load
from sheets_sync.settings.load import defaults
from sheets_sync.stores.xlsx.create import create_workbook
from sheets_sync.wiring import open_store, read_registry_schema

WORKBOOK = "registry.xlsx"


def run(arguments: Arguments) -> int:
    """Make what is missing, or adopt a workbook; say what to do next."""
    if arguments.options.adopt is not None:
        from jobs.adopting import adopt  # slow import

        return adopt(arguments)
    config = config_of(arguments)
    desk = _Desk(arguments, config, Sentences(arguments.language))
    new = not config.exists()
    if new:
        settings = defaults(config.parent.absolute())
    else:
        settings = load(config)
        desk.keep(config)
    for registry in settings.registries or (_first_registry(config),):
        if registry.path is None:
            desk.left.append(desk.say("init.not_local", registry=registry.id))
        else:
            _workbook(desk, registry, registry.path, settings)
    if new:  # last, so that a workbook that cannot be used leaves no config behind
        desk.make(config, lambda: write_new(config, first_config(desk.say, WORKBOOK)))
        desk.made.reverse()
    _tell(desk)
    return 0


def config_of(arguments: Arguments) -> Path:
    """The config file to make or keep: `--config`, else the usual one in the folder named."""
    return arguments.config or Path(arguments.options.folder) / CONFIG


def first_config(say: Sentences, workbook: str, overlay: str = "") -> str:
    """A new config file: what an agency fills in, with comments in its language."""
    schema = f"schema = {quoted(overlay)}" if overlay else '# schema = "registry.toml"'
    return say("init.config.text", language=say.language, schema=schema, path=quoted(workbook))


def short(path: Path) -> Path:
    """A path as people type it from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def next_command(config: Path, command: str = "check") -> str:
    """What to type next, from the folder where this was typed."""
    usual = config == Path(CONFIG) or config.absolute() == Path(CONFIG).absolute()
    return f"cop-steward {command}" if usual else f"cop-steward {command} --config {config}"


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

    def keep(self, path: Path) -> None:
        """Note that a file stays as it was."""
        self.left.append(self.say("init.kept", path=short(path)))

    def make(self, path: Path, how: Callable[[], None]) -> None:
        """Make a file, unless this is only to be shown."""
        if not self.arguments.dry_run:
            how()
        self.made.append(path)


def _first_registry(config: Path) -> Registry:
    return Registry("main", "xlsx", config.parent / WORKBOOK, None, None)


def _workbook(desk: _Desk, registry: Registry, path: Path, settings: Settings) -> None:
    """Make one workbook, or complete it."""
    schema = read_registry_schema(settings)
    language = settings.language if settings.source else desk.say.language
    say = Sentences(language, settings.templates, thai_digits=settings.thai_digits)
    if path.exists():
        _complete(desk, registry, path, schema, say)
        return

    def create() -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            create_workbook(path, schema, language=language, say=say)
        except OSError as error:
            raise SetupError("disk-failed", place=path, reason=error.strerror or "") from error

    desk.make(path, create)


def _complete(desk: _Desk, registry: Registry, path: Path, schema: Schema, say: Sentences) -> None:
    """Add to a workbook what it lacks: tabs and headings first, then what stands behind them."""
    store = open_store(registry)
    workbook = store.read()
    wanted = lacking(workbook, schema, say)
    desk.left += [_doubt(one, schema, desk.say) for one in wanted.doubts]
    if wanted.tabs or wanted.headings:
        alone = _write(desk, registry, wanted.output(workbook), add_columns=False)
        if alone is None:
            return
        _note_added(desk, path, wanted, alone)
        workbook = workbook if desk.arguments.dry_run else store.read()
    first = first_columns(workbook, schema, say)
    if first.tabs or first.status:
        begun = bool(wanted.tabs or wanted.headings)
        alone = _write(desk, registry, first, add_columns=True, keep_previous=not begun)
        if alone is None:
            return
        sheets = [column.sheet for column in first.status if column.sheet not in alone]
        desk.added += [desk.say("init.added.guide", path=short(path)) for _ in first.tabs]
        if sheets:
            desk.added.append(desk.say("init.added.status", path=short(path), sheets=tuple(sheets)))
    elif not wanted.tabs and not wanted.headings:
        desk.keep(path)


def _write(
    desk: _Desk,
    registry: Registry,
    output: Output,
    *,
    add_columns: bool,
    keep_previous: bool = True,
) -> frozenset[str] | None:
    """What the store left alone, None when it wrote nothing into the workbook itself."""
    if desk.arguments.dry_run:
        return frozenset()
    from sheets_sync.stores.xlsx.store import XlsxStore  # slow import

    store = XlsxStore(registry.path or Path(WORKBOOK))
    written: Written = store.write(output, add_columns=add_columns, keep_previous=keep_previous)
    desk.left += [_reason(left, desk.say) for left in written.left]
    if written.place != str(registry.path):
        desk.waiting = desk.waiting or written.deferred
        return None
    return frozenset(left.what for left in written.left)


def _note_added(desk: _Desk, path: Path, wanted: Lacking, alone: frozenset[str]) -> None:
    if wanted.tabs:
        titles = tuple(tab.title for tab in wanted.tabs)
        desk.added.append(desk.say("init.added.tabs", path=short(path), tabs=titles))
    for new in wanted.headings:
        if new.sheet not in alone:
            headings = tuple(heading.text for heading in new.headings)
            said = desk.say("init.added.headings", sheet=new.sheet, headings=headings)
            desk.added.append(said)


def _doubt(doubt: Doubt, schema: Schema, say: Sentences) -> str:
    tab = schema.tabs[doubt.tab]
    column = tab.columns[doubt.column].words.label(say.language) if doubt.column else ""
    return say(
        f"init.doubt.{doubt.reason}",
        tab=tab.words.label(say.language),
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
