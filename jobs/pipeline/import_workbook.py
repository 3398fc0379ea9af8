"""Copying an agency's own workbook into a new registry: what was taken, and what was not and why.

Reads the workbook and never changes it. Makes `registry.xlsx`, the config file, and
`registry-import.txt` with what was not taken; none of them may be there already, but for those of
an import before in which nobody has changed anything: once its questions are answered it is made
again.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.answer_file import ANSWERS, answers_text, may_write, nothing_fits
from jobs.pipeline.first_config import config_of, first_config, next_command
from jobs.pipeline.foreign_workbook import ForeignWorkbook, read_foreign
from jobs.terminal.adoption import read_lines, word_line
from jobs.terminal.adoption_questions import ask_all, can_ask
from jobs.terminal.not_taken import not_taken
from sheets_sync.adoption.answers import questions
from sheets_sync.adoption.choice_cells import with_choices
from sheets_sync.adoption.copying import Copied, copied
from sheets_sync.adoption.mapping import Proposal
from sheets_sync.delivery.write_config import write_new
from sheets_sync.errors import SetupError
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.settings.config_file import defaults

WORKBOOK, NOTES = "registry.xlsx", "registry-import.txt"


def import_workbook(context: JobContext) -> int:
    """Copy what can be read; 0, or a named error before anything is made."""
    from sheets_sync.stores.xlsx.provisioning import make  # slow import

    say, config = Sentences(context.language), config_of(context)
    typed, folder = context.options.source, config.parent
    made, notes_at = folder / WORKBOOK, folder / NOTES
    foreign = read_foreign(context, typed, defaults(folder.absolute())).as_copied
    if foreign.is_registry:
        raise SetupError("import-of-a-registry", path=typed)
    again = _is_as_made(typed, made, notes_at)
    for path in () if again else (config, made, notes_at):
        if path.exists():
            raise SetupError("file-exists", path=path)
    schema, proposal = foreign.schema, _proposal(context, say, foreign, folder)
    taken = copied(
        foreign.workbook, proposal, foreign.declaration, foreign.today, foreign.settings.rules
    )
    records = with_choices(taken.records, proposal.words, schema, context.language)
    lines = [
        *_taken(say, taken, schema),
        *_given(say, taken, schema),
        *_renamed(say, taken.renamed),
    ]
    lines += [*_planned_when_held(say, proposal), *_chosen(say, proposal, schema)]
    read_as = list(read_lines(say, proposal, schema))
    notes = list(not_taken(say, foreign.workbook, proposal, taken, schema))
    written = [made, notes_at]
    if not context.dry_run:
        if again:
            made.unlink()
            notes_at.unlink()
        make(made, schema, say, records)
        about = say("init.import.notes_about", file=foreign.workbook.place)
        text = "\n".join([about, "", *lines, "", *notes, "", *read_as, ""])
        write_new(notes_at, f"{text}\n{_mark_of(typed, made, text)}\n")
        if not config.exists():
            write_new(config, first_config(say, {"store": "xlsx", "path": WORKBOOK}))
            written.append(config)
        asked, path = questions(proposal), folder / ANSWERS
        if may_write(path) and (asked or path.exists()):
            text = answers_text(say, proposal, schema, typed, taken.used)
            write_file(path, text.encode())
            written.append(path)
        if asked:
            notes.append(say("init.import.answers", path=path, count=len(asked)))
    _tell(context, say, lines, notes, written)
    return 0


def _is_as_made(typed: str, made: Path, notes_at: Path) -> bool:
    """Whether an import of the same workbook made the files, and nobody has changed them since."""
    try:
        text, _, mark = notes_at.read_text("utf-8").rstrip("\n").rpartition("\n")
        return mark == _mark_of(typed, made, text)
    except (OSError, UnicodeDecodeError):  # there is none, or it is none of ours
        return False


def _mark_of(typed: str, made: Path, notes: str) -> str:
    """What the last line of the notes says, so that a change of either file is seen."""
    whole = hashlib.sha256(made.read_bytes() + f"{typed}\n{notes}".encode())
    return f"{WORKBOOK} {whole.hexdigest()}"


def _proposal(
    context: JobContext, say: Sentences, foreign: ForeignWorkbook, folder: Path
) -> Proposal:
    """What is read of the workbook, with the answers in the file and at the terminal."""
    answers = foreign.answers(folder, context.language)
    proposal = foreign.proposal(answers, lenient=True)
    asked = questions(proposal)
    if asked and not context.dry_run and not context.options.yes and can_ask(context.console):
        said = ask_all(context.console, say, asked, answers, foreign.schema, foreign.workbook)
        proposal = foreign.proposal(said, lenient=True)
    if not (proposal.sheets or proposal.layouts):
        if context.dry_run:
            titles = tuple(sheet.sheet for sheet in foreign.workbook.tabs)
            raise SetupError("adopt-nothing-fits", path=foreign.typed, sheets=titles)
        raise nothing_fits(say, folder / ANSWERS, proposal, foreign.schema, foreign.typed)
    return proposal


def _tell(
    context: JobContext, say: Sentences, lines: list[str], notes: list[str], written: list[Path]
) -> None:
    console, config = context.console, config_of(context)
    if context.json:
        console.json({"taken": lines, "left": notes, "next": next_command(config)})
        return
    for line in (*lines, *notes):
        console.line(line)
    if context.dry_run:
        console.line(say("init.dry_run"))
        return
    for path in written:
        console.line(say("init.made", path=path))
    console.line(say("init.next_first", config=config, command=next_command(config)))


def _taken(say: Sentences, taken: Copied, schema: Schema) -> Iterator[str]:
    for name, rows in taken.records.items():
        tab = schema.tabs[name].words.label(say.language)
        yield say("init.import.taken", tab=tab, count=len(rows))


def _given(say: Sentences, taken: Copied, schema: Schema) -> Iterator[str]:
    """What the new registry has that the workbook has not, and what a list made of names lacks."""
    given = taken.given
    for name in ("communities", "people"):
        if count := getattr(given, name):
            yield say(f"init.import.given.{name}", count=count)
    for name in ("email", "unit") if given.people else ():
        texts = [fold(shown(one.get(name))) for one in taken.records["staff"]]
        if count := sum(not text or text in schema.placeholders for text in texts):
            yield say(f"init.import.lacking.{name}", count=count)
    for name in ("community_ids", "session_ids", "staff_ids"):
        if count := getattr(given, name):
            yield say(f"init.import.given.{name}", count=count)


def _renamed(say: Sentences, names: Mapping[str, str]) -> Iterator[str]:
    """Which names were taken for one community's."""
    for name in dict.fromkeys(names.values()):
        others = tuple(f"“{one}”" for one, instead in names.items() if instead == name)
        yield say("init.import.renamed", name=name, others=others)


def _planned_when_held(say: Sentences, proposal: Proposal) -> Iterator[str]:
    """How many sessions are told of by ticks alone: their one day is the planned one, too."""
    ticked = [one for layout in proposal.layouts for one in layout.records.get("sessions", ())]
    planned = [
        one for one in ticked if "held_on" in one and one.get("planned_on") == one["held_on"]
    ]
    if planned:
        yield say("init.import.planned_when_held", count=len(planned))


def _chosen(say: Sentences, proposal: Proposal, schema: Schema) -> Iterator[str]:
    """Which words of the workbook's own were written as the choice that they mean."""
    for one in proposal.words:
        if one.choice:
            yield word_line(say, one, schema)
