"""Copying an agency's own workbook into a new registry: what was taken, and what was not and why.

Reads the workbook and never changes it. Makes `registry.xlsx`, the config file, and
`registry-import.txt` with what was not taken; none of them may be there already.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs.cli.context import JobContext
from jobs.pipeline.first_config import config_of, first_config, next_command
from jobs.terminal.adoption import left_reason, unused_lines
from sheets_sync.adoption.copying import Copied, copied
from sheets_sync.adoption.mapping import Proposal
from sheets_sync.adoption.proposal import propose
from sheets_sync.delivery.write_config import write_new
from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import service_titles
from sheets_sync.registry.declaration import read_schema
from sheets_sync.registry.row_ranges import row_ranges
from sheets_sync.registry.schema import Schema
from sheets_sync.resources import resource
from sheets_sync.settings import RegistrySettings
from sheets_sync.settings.config_file import defaults
from sheets_sync.toml_file import read_toml
from sheets_sync.wiring import open_store

WORKBOOK, NOTES = "registry.xlsx", "registry-import.txt"
_ZONE = ZoneInfo("Asia/Bangkok")


def import_workbook(context: JobContext) -> int:
    """Copy what can be read; 0, or a named error before anything is made."""
    from sheets_sync.stores.xlsx.create import create_workbook  # slow import

    say, config = Sentences(context.language), config_of(context)
    file, made = Path(context.options.source), config.parent / WORKBOOK
    for path in (config, made, config.parent / NOTES):
        if path.exists():
            raise SetupError("file-exists", path=path)
    settings = defaults(config.parent.absolute())
    workbook = open_store(
        RegistrySettings("main", "xlsx", file.absolute(), None, None), settings
    ).read()
    declaration = read_toml(resource("config", "registry.toml")).values
    today = context.options.today or dt.datetime.now(_ZONE).date()
    proposal = propose(workbook, declaration, today, settings.rules, ours=service_titles())
    if not proposal.sheets:
        titles = tuple(sheet.sheet for sheet in workbook.tabs)
        raise SetupError("adopt-nothing-fits", path=file, sheets=titles)
    schema = read_schema(declaration, "registry.toml")
    taken = copied(workbook, proposal, declaration, today, settings.rules)
    lines = list(_taken(say, taken, schema))
    notes = list(_not_taken(say, proposal, taken, schema))
    if not context.dry_run:
        create_workbook(made, schema, language=say.language, say=say, records=taken.records)
        text = [say("init.import.notes_about", file=file.name), "", *lines, "", *notes]
        write_new(config.parent / NOTES, "\n".join(text) + "\n")
        write_new(config, first_config(say, {"store": "xlsx", "path": WORKBOOK}))
    _tell(context, say, lines, notes, config)
    return 0


def _tell(
    context: JobContext, say: Sentences, lines: list[str], notes: list[str], config: Path
) -> None:
    console = context.console
    if context.json:
        console.json({"taken": lines, "left": notes, "next": next_command(config)})
        return
    for line in (*lines, *notes):
        console.line(line)
    if context.dry_run:
        console.line(say("init.dry_run"))
        return
    for path in (config.parent / WORKBOOK, config.parent / NOTES, config):
        console.line(say("init.made", path=path))
    console.line(say("init.next_first", config=config, command=next_command(config)))


def _taken(say: Sentences, taken: Copied, schema: Schema) -> Iterator[str]:
    for name, rows in taken.records.items():
        tab = schema.tabs[name].words.label(say.language)
        yield say("init.import.taken", tab=tab, count=len(rows))


def _not_taken(say: Sentences, proposal: Proposal, taken: Copied, schema: Schema) -> Iterator[str]:
    for match in proposal.sheets:
        for left in match.left:
            if (match.sheet, left.position) not in taken.used:
                why = left_reason(say, left, match, schema)
                facts = {"sheet": match.sheet, "heading": left.heading, "reason": why}
                yield say("init.import.column", **facts)
        rows: dict[str, list[int]] = {}
        for one in taken.rows_left.get(match.sheet, ()):
            rows.setdefault(one.reason, []).append(one.row)
        for reason, numbers in rows.items():
            what = say(f"flags.left_out.{reason}", rows=row_ranges(numbers))
            yield say("init.import.rows", sheet=match.sheet, what=what)
        if count := taken.cells_left.get(match.sheet, 0):
            yield say("init.import.cells", sheet=match.sheet, count=count)
    yield from unused_lines(say, proposal, schema)
