"""Values read as the messages of a discovery document, with a note of all that does not fit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from .proto3 import snake_case

JSON: TypeAlias = Any
_PROTO = "type.googleapis.com/google.protobuf"
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "object": (dict,),
    "array": (list, tuple),
}


@dataclass(frozen=True, slots=True)
class Found:
    where: str
    what: str
    message: str
    tolerated: bool = False


Convert: TypeAlias = Callable[[JSON, str, list[Found]], JSON]
"""Gives the value as it is meant; `where` is its path, what does not fit is added to the list."""


def anything(value: JSON, _where: str, _found: list[Found]) -> JSON:
    """Takes what it gets."""
    return value


def array(each: Convert, items: Mapping[str, Any], *, lenient: bool) -> Convert:
    """Reads lists; lenient, as of requests, a single element passes for a list of one."""
    rows_of_anything = items.get("type") == "array" and items["items"].get("type") == "any"

    def convert(value: JSON, where: str, found: list[Found]) -> JSON:
        if lenient and not isinstance(value, list | tuple):
            # The real parser takes a single element for a list of one.
            value = [value]
        if _wrong(value, "array", where, found):
            return value
        if rows_of_anything:
            _check_rows(value, where, found)
            return value
        if each is anything:
            return value
        return [each(item, f"{where}[{index}]", found) for index, item in enumerate(value)]

    return convert


def _check_rows(rows: JSON, where: str, found: list[Found]) -> None:
    for index, row in enumerate(rows):
        if not isinstance(row, list | tuple):
            at = f"{where}[{index}]" if len(rows) > 1 else where
            message = _invalid(f"data.{at}", "", row).replace("TYPE_", f"{_PROTO}.ListValue")
            found.append(Found(at, f"not a row: {row!r:.60}", message))


def open_object(each: Convert, *, lenient: bool) -> Convert:
    """Reads objects whose names are free."""

    def convert(value: JSON, where: str, found: list[Found]) -> JSON:
        if _wrong(value, "object", where, found):
            return value
        kept = _without_nulls(value, where, found) if lenient else value
        return {name: each(item, f"{where}.{name}", found) for name, item in kept.items()}

    return convert


def message(fields: Mapping[str, Convert], *, lenient: bool) -> Convert:
    """Reads messages: the names are given, lenient in either spelling."""
    snake = {snake_case(name): name for name in fields} if lenient else {}

    def convert(value: JSON, where: str, found: list[Found]) -> JSON:
        if _wrong(value, "object", where, found):
            return value
        clean = {}
        for name, item in (_without_nulls(value, where, found) if lenient else value).items():
            inner = f"{where}.{name}" if where else name
            known = name if name in fields else snake.get(name)
            if known is None:
                found.append(Found(inner, "unknown field", _unknown_name(name, where)))
            else:
                clean[known] = fields[known](item, inner, found)
        return clean

    return convert


def scalar(spec: Mapping[str, Any], *, lenient: bool) -> Convert:
    """Reads single values: texts, numbers, truth values, choices."""
    kind = spec["type"]
    choices = frozenset(spec.get("enum", ()))
    whole_text = spec.get("format") in {"int64", "uint64"}

    def convert(value: JSON, where: str, found: list[Found]) -> JSON:
        if lenient:
            value = _lenient(value, kind, text=whole_text)
        if whole_text and isinstance(value, int) and lenient:
            return value
        if _wrong(value, kind, where, found):
            return value
        if choices and value not in choices:
            found.append(Found(where, f"not a choice: {value}", _invalid(where, "ENUM", value)))
        return value

    return convert


def _lenient(value: JSON, kind: str, *, text: bool) -> JSON:
    """The value as the real parser reads it: numbers may come as text, whole floats as integers."""
    if kind == "integer" and not isinstance(value, bool):
        if isinstance(value, str) and re.fullmatch(r"-?\d+", value):
            return int(value)
        if isinstance(value, float) and value.is_integer():
            return int(value)
    if kind == "number" and isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    if kind == "string" and text and isinstance(value, int):
        return value
    return value


def _wrong(value: JSON, kind: str, where: str, found: list[Found]) -> bool:
    right = isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if not right:
        what = f"not of type {kind}: {value!r:.60}"
        found.append(Found(where, what, _invalid(where, kind.upper(), value)))
    return not right


def _without_nulls(value: JSON, where: str, found: list[Found]) -> JSON:
    nulls = [name for name, item in value.items() if item is None]
    found += [Found(f"{where}.{n}".lstrip("."), "null", "", tolerated=True) for n in nulls]
    return {name: item for name, item in value.items() if item is not None} if nulls else value


def _unknown_name(name: str, where: str) -> str:
    at = f" at '{snake_case(where)}'" if where else ""
    return f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'


def _invalid(where: str, kind: str, value: JSON) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)[:200]
    return f"Invalid value at '{snake_case(where)}' (TYPE_{kind}), {shown}"
