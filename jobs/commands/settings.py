"""settings: every setting with its sentence, its default and its present value, or one of them.

Reads the config file where there is one; without one the defaults are shown. Writes nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jobs.cli.context import JobContext
from jobs.pipeline.declared_rules import declared_rules
from jobs.terminal.setting import as_json, show_examples, show_list, show_page
from sheets_sync.errors import SetupError
from sheets_sync.nearest_word import nearest_of
from sheets_sync.settings import CONFIG, Settings, defaults, load
from sheets_sync.settings.build import flat
from sheets_sync.settings.catalogue import (
    ELSEWHERE,
    REGISTRY,
    SEVERITY,
    VIEW,
    Entry,
    catalogue,
    severity_of,
)
from sheets_sync.settings.checks import rule_names

ARGUMENTS = ("json", "name")
_WORDS = re.compile(r"[._]")


def run(context: JobContext) -> int:
    """Show all settings, those of a table (`mail`) or of a word (`thai`), or one (`mail.host`)."""
    wanted = context.options.name
    settings = _settings(context)
    rule = _rule(wanted or "")
    present: Mapping[str, Any]
    if rule is not None:
        now = settings.rules.severity.get(rule.keys[1], rule.default)
        entries, present = [rule], {rule.name: now}
    else:
        entries = _named(wanted) if wanted else list(catalogue().values())
        present = _present(settings)
    if context.json:
        for entry in entries:
            context.console.json(as_json(entry, present[entry.name], context.sentences))
    elif rule is not None or wanted in catalogue():
        show_page(entries[0], present[entries[0].name], context)
    else:
        show_list([(entry, present[entry.name]) for entry in entries], context)
        show_examples(wanted or "", context)
    return 0


def _rule(wanted: str) -> Entry | None:
    """The severity of the rule that is named, as a setting of its own; None for any other name."""
    rule = wanted.removeprefix("rules.").removesuffix(".severity")
    if rule not in rule_names():
        return None
    (declared,) = (one for one in declared_rules() if one.name == rule)
    return replace(catalogue()[SEVERITY], name=severity_of(rule), default=declared.severity)


def _named(wanted: str) -> list[Entry]:
    """One setting, or all below a name, or else all that have a word in their name."""
    known = catalogue()
    if wanted in known:
        return [known[wanted]]
    below = [entry for name, entry in known.items() if name.startswith(f"{wanted}.")]
    below = below or [entry for name, entry in known.items() if wanted in _WORDS.split(name)]
    if not below:
        tables = {".".join(entry.keys[:-1]) for entry in known.values()}
        near = nearest_of(wanted, {*known, *tables})
        raise SetupError("no-such-setting", name=wanted, nearest=near)
    return below


def _settings(context: JobContext) -> Settings:
    if context.config is None and not Path(CONFIG).exists():
        return defaults(Path.cwd())
    return load(context.config)


def _present(settings: Settings) -> Mapping[str, Any]:
    """By name, what counts now; of what repeats for each workbook, one value for each."""
    values = flat(settings)
    for entry in catalogue().values():
        if entry.name not in values:
            values[entry.name] = tuple(_of_registries(entry, settings))
    return values


def _of_registries(entry: Entry, settings: Settings) -> Iterator[Any]:
    *above, key = entry.keys
    if above == [REGISTRY]:
        yield from (getattr(registry, key) for registry in settings.registries)
    elif above in ([REGISTRY, ELSEWHERE], [REGISTRY, VIEW]):
        for registry in settings.registries:
            yield from (getattr(other, key) for other in getattr(registry, above[-1]))
    elif entry.name == "version":
        yield entry.default
    else:
        yield from settings.rules.severity.values()
