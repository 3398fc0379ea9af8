"""history: what changed in a record, and when, as the checks noticed it.

Reads the ledger only; no workbook is opened. Writes nothing. Runs whenever somebody asks.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache

from jobs.cli.context import JobContext
from sheets_sync.errors import SetupError
from sheets_sync.i18n.change_text import change_sentence, tab_label
from sheets_sync.nearest_word import nearest_of
from sheets_sync.planning.record_lookup import (
    Kept,
    key_with_names,
    meant_record,
    past_change_shown,
    people_named,
)
from sheets_sync.ports import Ledger
from sheets_sync.registry.record_changes import PastChange, RecordContent
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.ledger import peek_ledger
from sheets_sync.wiring.registry_schema import read_registry_schema

ARGUMENTS = ("json", "registry", "key")

SHOWN = 40
"""So many lines are a screen or two; `-v` shows all, `--json` too."""


@dataclass(frozen=True, slots=True)
class _History:
    """The changes of one record in one workbook."""

    registry: RegistrySettings
    since: dt.datetime
    """When its records were first kept."""
    key: str
    changes: Sequence[PastChange]
    kept: Kept


def run(context: JobContext) -> int:
    """Show the changes of the record that is meant, in every workbook that knows it; 0.

    Raises:
        SetupError: no workbook knows such a record.
    """
    schema, typed = read_registry_schema(context.settings), context.options.key
    known: list[str] = []
    answered = False
    with peek_ledger(context.settings) or nullcontext() as ledger:
        for registry in context.registries:
            if ledger is None or ledger.changes.since(registry.id) is None:
                answered = True
                context.console.line(context.sentences("changes.never", registry=registry.id))
                continue
            history = _history(context, registry, ledger, schema)
            if history is None:
                known += [*ledger.changes.kept(registry.id, "communities")]
                continue
            answered = True
            _show(context, history, schema)
    if not answered:
        raise SetupError("history-unknown", typed=typed, nearest=nearest_of(typed, known))
    return 0


def _history(
    context: JobContext, registry: RegistrySettings, ledger: Ledger, schema: Schema
) -> _History | None:
    """What is kept of the record; None where the workbook never had it."""
    typed, zone = context.options.key, context.settings.timezone

    @cache
    def kept(tab: str) -> Mapping[str, RecordContent]:
        return ledger.changes.kept(registry.id, tab)

    meant = meant_record(typed, kept, ("sessions", *schema.tabs))
    found = ledger.changes.of(registry.id, meant or typed)
    since = ledger.changes.since(registry.id)
    if (meant is None and not found) or since is None:
        return None
    local = [past_change_shown(one, {}, zone) for one in found]
    return _History(registry, since.astimezone(zone), meant or typed, local, kept)


def _show(context: JobContext, history: _History, schema: Schema) -> None:
    say, console, registry = context.sentences, context.console, history.registry.id
    people = people_named(history.kept)
    if context.json:
        console.json(_as_json(context, history, schema))
        return
    who = key_with_names(history.key, people)
    if not history.changes:
        console.line(say("changes.none", key=who, registry=registry, since=history.since))
        return
    most = len(history.changes) if context.options.verbose else SHOWN
    console.line(say("changes.found", key=who, registry=registry, count=len(history.changes)))
    console.table(
        say("changes.columns").split("|"),
        [
            (
                one.since,
                one.at,
                tab_label(one.change.tab, schema, say),
                key_with_names(one.change.key, people),
                change_sentence(one.change, schema, say),
            )
            for one in history.changes[-most:]
        ],
    )
    if len(history.changes) > most:
        console.line(say("changes.more", count=len(history.changes) - most))
    console.line(say("changes.who"))


def _as_json(context: JobContext, history: _History, schema: Schema) -> dict[str, object]:
    """The object of `history.schema.json`."""
    return {
        "registry": history.registry.id,
        "key": history.key,
        "kept_since": history.since.isoformat(),
        "changes": [
            {
                "tab": one.change.tab,
                "key": one.change.key,
                "community": one.change.community or None,
                "kind": one.change.kind,
                "column": one.change.column or None,
                **_values(one),
                "since": one.since.isoformat(),
                "at": one.at.isoformat(),
                "message": change_sentence(one.change, schema, context.sentences),
            }
            for one in history.changes
        ],
    }


def _values(one: PastChange) -> dict[str, object]:
    """What stood there before and after: the text of a cell, or the cells of a whole row."""
    before, after = one.change.before, one.change.after
    if one.change.kind == "changed":
        return {"before": before, "after": after}
    return {
        "before": json.loads(before) if before else None,
        "after": json.loads(after) if after else None,
    }
