"""Copying an agency's own workbook into a new registry: what was taken, and what was not and why.

Reads the workbook and never changes it. Makes `registry.xlsx`, the config file, and
`registry-import.txt` with what was not taken; none of them may be there already, but for those of
an import before in which nobody has changed anything: once its questions are answered it is made
again.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.answer_file import ANSWERS, answers_text
from jobs.pipeline.first_config import config_of, first_config, next_command
from jobs.pipeline.foreign_workbook import ForeignWorkbook, read_foreign
from jobs.terminal.adoption import left_reason, twice_lines, unused_lines
from jobs.terminal.adoption_questions import ask_all, can_ask
from sheets_sync.adoption.answers import questions
from sheets_sync.adoption.completing import Given
from sheets_sync.adoption.copying import Copied, copied
from sheets_sync.adoption.mapping import Proposal
from sheets_sync.adoption.remainder import Remainder
from sheets_sync.delivery.write_config import write_new
from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.row_ranges import row_ranges
from sheets_sync.registry.schema import Schema
from sheets_sync.settings.config_file import defaults

WORKBOOK, NOTES = "registry.xlsx", "registry-import.txt"


def import_workbook(context: JobContext) -> int:
    """Copy what can be read; 0, or a named error before anything is made."""
    from sheets_sync.stores.xlsx.provisioning import make  # slow import

    say, config = Sentences(context.language), config_of(context)
    typed, folder = context.options.source, config.parent
    made, notes_at = folder / WORKBOOK, folder / NOTES
    foreign = read_foreign(context, typed, defaults(folder.absolute()))
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
    lines = [*_taken(say, taken, schema), *_given(say, taken.given), *_renamed(say, taken.renamed)]
    notes = list(_not_taken(say, proposal, taken, schema))
    written = [made, notes_at]
    if not context.dry_run:
        if again:
            made.unlink()
            notes_at.unlink()
        make(made, schema, say, taken.records)
        about = say("init.import.notes_about", file=foreign.workbook.place)
        text = "\n".join([about, "", *lines, "", *notes, ""])
        write_new(notes_at, f"{text}\n{_mark_of(typed, made, text)}\n")
        if not config.exists():
            write_new(config, first_config(say, {"store": "xlsx", "path": WORKBOOK}))
            written.append(config)
        asked = questions(proposal)
        if asked and not (folder / ANSWERS).exists():
            write_new(folder / ANSWERS, answers_text(say, proposal, schema, typed))
            written.append(folder / ANSWERS)
            notes.append(say("init.import.answers", path=folder / ANSWERS, count=len(asked)))
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
        titles = tuple(sheet.sheet for sheet in foreign.workbook.tabs)
        raise SetupError("adopt-nothing-fits", path=foreign.typed, sheets=titles)
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


def _given(say: Sentences, given: Given) -> Iterator[str]:
    """What the new registry has that the workbook has not."""
    for name in ("communities", "people", "community_ids", "session_ids", "staff_ids"):
        if count := getattr(given, name):
            yield say(f"init.import.given.{name}", count=count)


def _renamed(say: Sentences, names: Mapping[str, str]) -> Iterator[str]:
    """Which names were taken for one community's."""
    for name in dict.fromkeys(names.values()):
        others = tuple(f"“{one}”" for one, instead in names.items() if instead == name)
        yield say("init.import.renamed", name=name, others=others)


def _not_taken(say: Sentences, proposal: Proposal, taken: Copied, schema: Schema) -> Iterator[str]:
    for layout in proposal.layouts:
        yield from _rows_left(say, layout.sheet, layout.rows_left)
        yield from _rest(say, layout.sheet, taken.remainders[layout.sheet])
    drawn = {layout.sheet for layout in proposal.layouts}
    for match in proposal.sheets:
        if match.sheet in drawn:
            continue
        for left in match.left:
            if (match.sheet, left.position) not in taken.used:
                why = left_reason(say, left, match, schema)
                facts = {"sheet": match.sheet, "heading": left.heading, "reason": why}
                yield say("init.import.column", **facts)
        yield from _rows_left(say, match.sheet, taken.rows_left.get(match.sheet, ()))
        yield from _rest(say, match.sheet, taken.remainders[match.sheet])
    for one in taken.differing:
        column = schema.tabs[one.tab].columns[one.column].words.label(say.language)
        yield say("init.import.differing", text=one.text, name=one.name, column=column)
    yield from twice_lines(say, proposal, schema)
    yield from unused_lines(say, proposal, schema)


def _rest(say: Sentences, sheet: str, rest: Remainder) -> Iterator[str]:
    """What stands outside tables, under no heading of ours, or cannot be read."""
    for text in rest.texts:
        quoted = tuple(f"“{one}”" for one in text.texts)
        yield say("init.import.text", sheet=sheet, row=text.row, texts=quoted)
    for column in rest.columns:
        facts = {"sheet": sheet, "reason": say(f"init.adopt.left.{column.reason}")}
        if column.heading:
            yield say("init.import.column", heading=column.heading, **facts)
        else:
            rows = row_ranges(column.rows, most=len(column.rows))
            letters = column_letters(column.position)
            yield say("init.import.cells", column=letters, rows=rows, **facts)
    if rest.unreadable:
        yield say("init.import.unreadable", sheet=sheet, count=rest.unreadable)


def _rows_left(say: Sentences, sheet: str, left: Sequence[tuple[int, Reason]]) -> Iterator[str]:
    rows: dict[Reason, list[int]] = {}
    for row, reason in left:
        rows.setdefault(reason, []).append(row)
    for reason, numbers in rows.items():
        rows_said = row_ranges(numbers, most=len(numbers))
        what = say(f"flags.left_out.{reason}", rows=rows_said)
        yield say("init.import.rows", sheet=sheet, what=what)
