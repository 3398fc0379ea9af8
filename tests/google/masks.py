"""Field masks: `fields=` of a request, and the `fields` of an update."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

Mask: TypeAlias = "dict[str, Mask]"
"""What is asked for, by name; an empty dict means everything below."""

_TOKENS = re.compile(r"[^,()/.\s]+|[,()/.]")


class MaskError(ValueError):
    """A field mask that cannot be read."""


def parse_mask(text: str) -> Mask:
    """The tree of `a,b(c,d/e),f.g`; `*` stands for everything."""
    tokens = _TOKENS.findall(text)
    mask: Mask = {}
    rest = _parse_list(tokens, mask)
    if rest:
        raise MaskError(text)
    return mask


def _parse_list(tokens: list[str], into: Mask) -> list[str]:
    while tokens:
        tokens = _parse_path(tokens, into)
        if not tokens or tokens[0] != ",":
            return tokens
        tokens = tokens[1:]
    return tokens


def _parse_path(tokens: list[str], into: Mask) -> list[str]:
    here = into
    while True:
        if not tokens or tokens[0] in ",()/.":
            raise MaskError("".join(tokens))
        name, tokens = tokens[0], tokens[1:]
        here = here.setdefault(name, {})
        if tokens and tokens[0] in "/.":
            tokens = tokens[1:]
            continue
        if tokens and tokens[0] == "(":
            tokens = _parse_list(tokens[1:], here)
            if not tokens or tokens[0] != ")":
                raise MaskError("a bracket is not closed")
            tokens = tokens[1:]
        return tokens


def masked(value: Any, mask: Mask) -> Any:
    """The part of a reply that the mask asks for."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [masked(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: masked(value[name], inner) for name, inner in mask.items() if name in value}


def unknown_field(mask: Mask, schema: str, schemas: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The first name of the mask that the message does not have."""
    fields = schemas[schema].get("properties", {})
    for name, inner in mask.items():
        if name == "*":
            continue
        if name not in fields:
            return name
        if inner and (wrong := _unknown_below(inner, fields[name], schemas)):
            return f"{name}.{wrong}"
    return None


def _unknown_below(
    mask: Mask, spec: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]
) -> str | None:
    below = spec.get("$ref") or spec.get("items", {}).get("$ref")
    if below:
        return unknown_field(mask, below, schemas)
    is_open = spec.get("type") in {"object", "array", "any"}
    return None if is_open else next((name for name in mask if name != "*"), None)


def asks_for(mask: Mask, *path: str) -> bool:
    """Whether a mask includes a path; an empty mask includes everything."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def updated(old: Mapping[str, Any], new: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """The old message with masked fields taken from the new; masked and absent is cleared."""
    if not mask or "*" in mask:
        return dict(new)
    result = dict(old)
    for name, inner in mask.items():
        if name not in new:
            if inner and isinstance(result.get(name), dict):
                result[name] = updated(result[name], {}, inner)
            else:
                result.pop(name, None)
        elif inner and isinstance(new[name], dict):
            result[name] = updated(result.get(name, {}), new[name], inner)
        else:
            result[name] = new[name]
    return result
