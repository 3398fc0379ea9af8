"""A setting as people and programs see it: its sentence, its default, its present value."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from jobs.cli.context import JobContext
from jobs.terminal.paths import short
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.settings.catalogue import Entry
from sheets_sync.settings.kinds import LISTS, allowed

_EXAMPLES = {"mail": ("gmail", "microsoft365", "own", "relay")}
"""By table, the ready examples that are shown below it."""


def show_list(settings: Sequence[tuple[Entry, Any]], context: JobContext) -> None:
    """A table of settings."""
    say = context.sentences
    context.console.table(
        say("jobs.settings.columns").split("|"),
        [
            (
                entry.name,
                in_words(entry, value, say),
                _default(entry, say),
                entry.sentence(context.language),
            )
            for entry, value in settings
        ],
    )


def show_page(entry: Entry, value: Any, context: JobContext) -> None:  # noqa: ANN401 — any setting
    """Everything there is to say of one setting."""
    say, line = context.sentences, context.console.line
    line(entry.name)
    line(entry.sentence(context.language))
    line()
    line(say("jobs.settings.present", value=in_words(entry, value, say)))
    line(say("jobs.settings.default", value=_default(entry, say)))
    line(say("jobs.settings.allowed", what=say.show(allowed(entry))))
    if entry.ours:
        line(say("settings.ours"))
    if entry.sheet:
        line(say("jobs.settings.sheet", title=entry.title[context.language]))


def show_examples(table: str, context: JobContext) -> None:
    """Ready lines for a config file, where a table has some."""
    for name in _EXAMPLES.get(table, ()):
        context.console.line()
        context.console.line(context.sentences(f"jobs.settings.examples.{name}").strip())


def as_json(entry: Entry, value: Any, say: Sentences) -> Mapping[str, object]:  # noqa: ANN401
    """One setting for a program; a secret's value is left out."""
    return {
        "name": entry.name,
        "kind": entry.kind,
        "sentence": entry.sentence(say.language),
        "default": _plain(entry.default),
        "value": None if entry.secret else _plain(value),
        "secret": entry.secret,
        "in_workbook": entry.sheet,
    }


def in_words(entry: Entry, value: Any, say: Sentences) -> str:  # noqa: ANN401 — any setting
    """A value as a person reads it; a secret of the agency's own is only said to be set."""
    nothing = say("jobs.settings.none")
    if value in (None, "", (), [], {}) or _unset_everywhere(value):
        return nothing
    if entry.secret and value != entry.default:
        return say("jobs.settings.set")
    if isinstance(value, Path):
        return str(short(value))
    return ", ".join(_spelt(_plain(value), nothing, of_lists=entry.kind in LISTS))


def _unset_everywhere(value: object) -> bool:
    return isinstance(value, tuple) and all(one is None for one in value)


def _default(entry: Entry, say: Sentences) -> str:
    return in_words(entry, entry.default, say)


def _spelt(value: object, nothing: str, *, of_lists: bool) -> list[str]:
    """A value as in the config file; of what repeats for each workbook, every one of them."""
    if value is None:  # not set for one registry of several
        return [nothing]
    if isinstance(value, list):
        if of_lists and not any(one is None or isinstance(one, list) for one in value):
            return [_array(value) if value else nothing]
        return [part for one in value for part in _spelt(one, nothing, of_lists=of_lists)]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, dict):
        return [
            f"{key} = {_array(each) if isinstance(each, list) else each}"
            for key, each in value.items()
        ]
    return [str(value)]


def _array(values: Sequence[object]) -> str:
    """A list of texts or numbers as the config file has it."""
    return f"[{', '.join(json.dumps(one, ensure_ascii=False) for one in values)}]"


def _plain(value: object) -> object:
    """A value as JSON can hold it."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case dt.time():
            return f"{value:%H:%M}"
        case dt.date():
            return value.isoformat()
        case Path():
            return str(value)
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case _ if isinstance(value, Collection):
            return [_plain(each) for each in value]
        case _:
            return str(value)
