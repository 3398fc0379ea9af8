"""The sentence of a change: what stood in a record, and what stands there now."""

import json

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.record_changes import RecordChange
from sheets_sync.registry.schema import Schema

LONGEST = 120
"""So much of a cell is quoted, in characters; `--json` has all of it."""
_MOST_CELLS = 4


def change_sentence(change: RecordChange, schema: Schema, say: Sentences) -> str:
    """One sentence, in the reader's language; columns by the headings of the schema."""
    if change.kind == "changed":
        heading = _heading(change.tab, change.column, schema, say)
        form = "changed" if change.before and change.after else _one_sided(change)
        before, after = _quoted(change.before), _quoted(change.after)
        return say(f"changes.{form}", column=heading, before=before, after=after)
    cells = json.loads(change.after or change.before)
    told = [
        f"{_heading(change.tab, column, schema, say)} “{_quoted(text)}”"
        for column, text in list(cells.items())[:_MOST_CELLS]
    ]
    return say(f"changes.{change.kind}", cells=tuple(told))


def tab_label(tab: str, schema: Schema, say: Sentences) -> str:
    """What the tab is called; its name where an agency no longer declares it."""
    return schema.tabs[tab].words.label(say.language) if tab in schema.tabs else tab


def _one_sided(change: RecordChange) -> str:
    return "filled" if change.after else "emptied"


def _heading(tab: str, column: str, schema: Schema, say: Sentences) -> str:
    known = schema.tabs.get(tab)
    if known is None or column not in known.columns:
        return column
    return known.columns[column].words.label(say.language)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
