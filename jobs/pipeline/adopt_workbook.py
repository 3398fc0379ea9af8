"""Adopting an agency's own workbook: the mapping is shown, confirmed, and written beside it.

Reads the workbook and never changes it. Writes the config file and `registry.toml`, the overlay
that says which of its tabs and headings are which, after a person agreed or with `--yes`.
"""

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jobs.cli.context import JobContext
from jobs.pipeline.first_config import config_of, first_config, next_command
from jobs.terminal.adoption import left_lines, show_proposal
from sheets_sync.adoption.as_json import proposal_as_json
from sheets_sync.adoption.mapping import Proposal
from sheets_sync.adoption.proposal import propose
from sheets_sync.delivery.write_config import overlay_text, path_for_config, ready_lines, write_new
from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import service_titles
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.schema import Schema
from sheets_sync.resources import resource
from sheets_sync.settings import RegistrySettings, Settings, load
from sheets_sync.settings.config_file import defaults
from sheets_sync.toml_file import read_toml
from sheets_sync.wiring import open_store

OVERLAY = "registry.toml"
_ZONE = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class _Adoption:
    """One workbook on its way to become the registry."""

    file: Path
    config: Path
    settings: Settings
    schema: Schema
    proposal: Proposal

    @property
    def overlay(self) -> Path:
        """Where the overlay is written."""
        return self.config.parent / OVERLAY


def adopt(context: JobContext) -> int:
    """Propose the mapping, and write it when it is confirmed; 0 either way."""
    say = Sentences(context.language)
    one = _adoption(context)
    if not context.json:
        show_proposal(context.console, say, one.proposal, one.schema, one.file)
    written: list[Path] = []
    nothing_new = one.settings.source is not None and not one.proposal.overlay
    if nothing_new:
        context.console.line(say("init.adopt.nothing_new", config=one.config))
    elif context.dry_run:
        context.console.line(say("init.dry_run"))
    elif context.options.yes or _agreed(context, say):
        written = _write(context, say, one)
    else:
        context.console.line(say("init.adopt.how_to_confirm", command=_confirming(context)))
    if context.json:
        shown = proposal_as_json(one.proposal, str(one.file))
        context.console.json({**shown, "written": [str(path) for path in written]})
    return 0


def _adoption(context: JobContext) -> _Adoption:
    file, config = Path(context.options.adopt), config_of(context)
    settings = _settings(config, file)
    registry = RegistrySettings("main", "xlsx", file.absolute(), None, None)
    workbook = open_store(registry, settings).read()
    declaration: Mapping[str, Any] = read_toml(resource("config", OVERLAY)).values
    if settings.schema is not None:
        declaration = merge(declaration, read_toml(settings.schema).values)
    today = context.options.today or dt.datetime.now(_ZONE).date()
    ours = service_titles()
    proposal = propose(workbook, declaration, today, settings.rules, ours=ours)
    if not proposal.fits:
        titles = tuple(sheet.sheet for sheet in workbook.tabs)
        raise SetupError("adopt-nothing-fits", path=file, sheets=titles)
    schema = read_schema(declaration, OVERLAY)
    return _Adoption(file, config, settings, schema, proposal)


def _settings(config: Path, file: Path) -> Settings:
    """What is set already; a config file of another workbook is refused."""
    if not config.exists():
        return defaults(config.parent.absolute())
    settings = load(config)
    paths = [one.path.resolve() for one in settings.registries if one.path is not None]
    if file.resolve() not in paths:
        raise SetupError("adopt-config-taken", path=config, file=file)
    return settings


def _agreed(context: JobContext, say: Sentences) -> bool:
    """Whether a person at the terminal says yes; without one nobody does."""
    if context.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    sys.stdout.write(say("init.adopt.question"))
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in say("init.adopt.yes").split("|")


def _confirming(context: JobContext) -> str:
    typed = ["cop-steward", "init"]
    if context.options.folder != ".":
        typed.append(context.options.folder)
    return " ".join([*typed, "--adopt", f'"{context.options.adopt}"', "--yes"])


def _write(context: JobContext, say: Sentences, one: _Adoption) -> list[Path]:
    """Write what is not there yet; what stands in a file of somebody's is only shown."""
    first = one.settings.source is None
    overlay = (
        overlay_text(one.proposal.overlay, _comments(say, one)) if one.proposal.overlay else ""
    )
    console = context.console
    if overlay and one.overlay.exists():
        if first:
            raise SetupError("file-exists", path=one.overlay)
        console.line(say("init.adopt.add_lines", path=one.settings.schema or one.overlay))
        console.line(overlay_text(one.proposal.overlay, ()))
        return []
    written: list[Path] = []
    if overlay:
        write_new(one.overlay, overlay)
        written.append(one.overlay)
    if first:
        workbook = path_for_config(one.file, one.config.parent)
        write_new(
            one.config,
            first_config(say, {"store": "xlsx", "path": workbook}, OVERLAY if overlay else ""),
        )
        written.append(one.config)
    for path in written:
        console.line(say("init.made", path=path))
    if first:
        command = next_command(one.config)
        console.line(say("init.next_first", config=one.config, command=command))
    elif one.settings.schema is None:
        console.line(say("init.adopt.add_schema", config=one.config, overlay=OVERLAY))
    return written


def _comments(say: Sentences, one: _Adoption) -> Sequence[str]:
    """What the overlay says at its beginning: where it comes from, and what was left out."""
    about = say("init.adopt.overlay_comment", file=one.file.name)
    unsure = left_lines(say, one.proposal, one.schema)
    heading = [say("init.adopt.overlay_left")] if unsure else []
    ready = ready_lines(one.proposal)
    how = [say("init.adopt.overlay_ready")] if ready else []
    return [*about.splitlines(), *heading, *(f"  {line}" for line in unsure), *how, *ready]
