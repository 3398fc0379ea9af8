"""Adopting an agency's own workbook: the mapping is shown, confirmed, and written beside it.

Reads the workbook and never changes it. What is unsure is asked at a terminal, one by one, or
stands in a file of answers that can be reviewed. Writes the config file and `registry.toml`, the
overlay that says which of its tabs and headings are which, after a person agreed or with `--yes`.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.answer_file import ANSWERS, answers_text, may_write, nothing_fits
from jobs.pipeline.first_config import config_of, first_config, next_command
from jobs.pipeline.foreign_workbook import ForeignWorkbook, read_foreign, registry_of
from jobs.terminal.adoption import left_lines, show_proposal
from jobs.terminal.adoption_questions import ask_all, can_ask
from sheets_sync.adoption.answers import questions
from sheets_sync.adoption.as_json import proposal_as_json
from sheets_sync.adoption.mapping import Proposal
from sheets_sync.delivery.write_config import overlay_text, ready_lines, write_new
from sheets_sync.errors import SetupError
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import Settings, load
from sheets_sync.settings.config_file import defaults

OVERLAY = "registry.toml"


@dataclass(frozen=True, slots=True)
class _Adoption:
    """One workbook on its way to become the registry."""

    foreign: ForeignWorkbook
    config: Path
    schema: Schema
    proposal: Proposal

    @property
    def settings(self) -> Settings:
        """What is set already."""
        return self.foreign.settings

    @property
    def folder(self) -> Path:
        """Where the config file, the overlay and the answers are."""
        return self.config.parent


def adopt(context: JobContext) -> int:
    """Propose the mapping, and write it when it is confirmed; 0 either way."""
    say = Sentences(context.language)
    one = _adoption(context, say)
    written: list[Path] = []
    nothing_new = one.settings.source is not None and not one.proposal.overlay
    if nothing_new:
        context.console.line(say("init.adopt.nothing_new", config=one.config))
    elif context.dry_run:
        context.console.line(say("init.dry_run"))
    elif not one.proposal.fits:
        written = _write_questions(context, say, one)
        context.console.line(say("init.adopt.import_instead", command=_importing(context)))
    elif context.options.yes or _agreed(context, say):
        written = _write(context, say, one)
    else:
        written = _write_questions(context, say, one)
        context.console.line(say("init.adopt.how_to_confirm", command=_typed(context, "--yes")))
        if one.proposal.layouts or any(missing.column for missing in one.proposal.missing):
            context.console.line(say("init.adopt.import_too", command=_importing(context)))
    if context.json:
        shown = proposal_as_json(one.proposal, one.foreign.typed)
        context.console.json({**shown, "written": [str(path) for path in written]})
    return 0


def _adoption(context: JobContext, say: Sentences) -> _Adoption:
    """Read the workbook, show what it would become, and ask what is unsure."""
    typed, config = context.options.adopt, config_of(context)
    foreign = read_foreign(context, typed, _settings(context, config, typed))
    answers = foreign.answers(config.parent, context.language)
    proposal, schema = foreign.proposal(answers), foreign.schema
    if not (proposal.fits or proposal.layouts or questions(proposal)):
        if context.dry_run:
            titles = tuple(sheet.sheet for sheet in foreign.workbook.tabs)
            raise SetupError("adopt-nothing-fits", path=typed, sheets=titles)
        raise nothing_fits(say, config.parent / ANSWERS, proposal, schema, typed)
    if not context.json:
        show_proposal(context.console, say, proposal, schema, typed)
    asked = questions(proposal)
    if asked and not context.options.yes and not context.dry_run and can_ask(context.console):
        said = ask_all(context.console, say, asked, answers, schema, foreign.workbook)
        if said != answers:
            proposal = foreign.proposal(said)
            show_proposal(context.console, say, proposal, schema, typed)
    return _Adoption(foreign, config, schema, proposal)


def _settings(context: JobContext, config: Path, typed: str) -> Settings:
    """What is set already; a config file of another workbook is refused."""
    if not config.exists():
        return defaults(config.parent.absolute())
    settings, wanted = load(config), registry_of(context, typed)
    for one in settings.registries:
        if wanted.path is not None and one.path is not None:
            if one.path.resolve() == wanted.path.resolve():
                return settings
        elif wanted.spreadsheet is not None and one.spreadsheet == wanted.spreadsheet:
            return settings
    raise SetupError("adopt-config-taken", path=config, file=typed)


def _agreed(context: JobContext, say: Sentences) -> bool:
    """Whether a person at the terminal says yes; without one nobody does."""
    if not can_ask(context.console):
        return False
    sys.stdout.write(say("init.adopt.question"))
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in say("init.adopt.yes").split("|")


def _typed(context: JobContext, *more: str) -> str:
    """The command as it was typed, with more behind it."""
    typed = ["cop-steward", "init"]
    if context.options.folder != ".":
        typed.append(context.options.folder)
    typed += ["--adopt", f'"{context.options.adopt}"']
    if context.options.credentials is not None:
        typed += ["--credentials", f'"{context.options.credentials}"']
    return " ".join([*typed, *more])


def _importing(context: JobContext) -> str:
    return _typed(context).replace("--adopt", "--import")


def _write_questions(context: JobContext, say: Sentences, one: _Adoption) -> list[Path]:
    """Write the file of answers where something is unsure and there is none yet."""
    count = len(questions(one.proposal))
    path = one.folder / ANSWERS
    if not count or can_ask(context.console):  # who can be asked was asked
        return []
    told = {"path": path, "count": count, "command": _typed(context)}
    if not may_write(path):
        context.console.line(say("init.answers.still", **told))
        return []
    text = answers_text(say, one.proposal, one.schema, one.foreign.typed)
    write_file(path, text.encode())
    context.console.line(say("init.answers.made", **told))
    return [path]


def _write(context: JobContext, say: Sentences, one: _Adoption) -> list[Path]:
    """Write what is not there yet; what stands in a file of somebody's is only shown."""
    first, path = one.settings.source is None, one.folder / OVERLAY
    comments = _comments(say, one)
    overlay = ""
    if one.proposal.overlay or len(comments) > len(_about(say, one)):
        overlay = overlay_text(one.proposal.overlay, comments)
    console = context.console
    if overlay and path.exists():
        if first:
            raise SetupError("file-exists", path=path)
        console.line(say("init.adopt.add_lines", path=one.settings.schema or path))
        console.line(overlay_text(one.proposal.overlay, ()))
        return []
    written: list[Path] = []
    if overlay:
        write_new(path, overlay)
        written.append(path)
    if first:
        place = one.foreign.place(one.folder)
        write_new(one.config, first_config(say, place, OVERLAY if overlay else ""))
        written.append(one.config)
    for made in written:
        console.line(say("init.made", path=made))
    if first:
        command = next_command(one.config)
        console.line(say("init.next_first", config=one.config, command=command))
    elif one.settings.schema is None:
        console.line(say("init.adopt.add_schema", config=one.config, overlay=OVERLAY))
    return written


def _about(say: Sentences, one: _Adoption) -> list[str]:
    return say("init.adopt.overlay_comment", file=one.foreign.workbook.place).splitlines()


def _comments(say: Sentences, one: _Adoption) -> Sequence[str]:
    """What the overlay says at its beginning: where it comes from, and what was left out."""
    unsure = left_lines(say, one.proposal, one.schema)
    heading = [say("init.adopt.overlay_left")] if unsure else []
    ready = ready_lines(one.proposal)
    how = [say("init.adopt.overlay_ready")] if ready else []
    return [*_about(say, one), *heading, *(f"  {line}" for line in unsure), *how, *ready]
