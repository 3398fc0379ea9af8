"""Flat values by name, made into the typed tree and taken apart again."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from sheets_sync.settings.model import RuleSettings

Built = TypeVar("Built")


def built(kind: type[Built], values: Mapping[str, Any], **more: object) -> Built:
    """The dataclass whose fields are `values` by dotted name; unnamed fields keep their default."""
    return _built(kind, values, "", more)


def flat(tree: object, above: str = "") -> dict[str, Any]:
    """The values of a typed tree by dotted name: what `built` takes."""
    found: dict[str, Any] = {}
    for one in fields(tree):  # type: ignore[arg-type]
        value = getattr(tree, one.name)
        if is_dataclass(value):
            found |= flat(value, f"{above}{one.name}.")
        elif isinstance(tree, RuleSettings) and one.name == "severity":
            found |= {f"{above}{rule}.severity": level for rule, level in value.items()}
        else:
            found[f"{above}{one.name}"] = value
    return found


def _built(
    kind: type[Built], values: Mapping[str, Any], above: str, more: Mapping[str, object]
) -> Built:
    facts: dict[str, Any] = dict(more)
    for one in fields(kind):  # type: ignore[arg-type]
        name = f"{above}{one.name}"
        if is_dataclass(one.type) and isinstance(one.type, type):
            facts[one.name] = _built(one.type, values, f"{name}.", {})
        elif kind is RuleSettings and one.name == "severity":
            facts[one.name] = _severities(values)
        elif name in values:
            facts[one.name] = values[name]
    return kind(**facts)


def _severities(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        name.removeprefix("rules.").removesuffix(".severity"): level
        for name, level in values.items()
        if name.startswith("rules.") and name.endswith(".severity") and level is not None
    }
