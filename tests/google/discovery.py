"""Google's own description of its APIs, and what in a request or a reply deviates from it.

The discovery documents come with google-api-python-client. They know shapes, not meanings: which
methods and parameters there are, which fields a message has and of which type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeAlias

from tests.google.proto3 import snake_case

JSON: TypeAlias = Any
_ALWAYS_ALLOWED = {"alt", "fields", "key", "prettyPrint", "quotaUser", "access_token", "$.xgafv"}
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
class Deviation:
    """One difference between what was sent and what the discovery document describes."""

    method: str
    part: Literal["request", "reply"]
    where: str
    what: str
    tolerated: bool = False
    """Real Google accepts it all the same: a JSON null, an unknown query parameter."""


@dataclass(frozen=True, slots=True)
class _Found:
    where: str
    what: str
    message: str
    tolerated: bool = False


Convert: TypeAlias = Callable[[JSON, str, list[_Found]], JSON]


@dataclass(frozen=True, slots=True)
class Method:
    """One method of an API."""

    id: str
    http_method: str
    path: re.Pattern[str]
    parameters: Mapping[str, Mapping[str, Any]]
    request: str | None
    reply: str | None
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Api:
    """The methods and messages of one discovery document."""

    name: str
    methods: tuple[Method, ...]
    schemas: Mapping[str, Mapping[str, Any]]
    parameters: frozenset[str]
    _converters: dict[tuple[str, bool], Convert] = field(default_factory=dict)

    def method(self, http_method: str, path: str) -> Method | None:
        """The method that a request line means."""
        for method in self.methods:
            if method.http_method == http_method and method.path.fullmatch(path):
                return method
        return None

    def clean_request(
        self, method: Method, query: Mapping[str, list[str]], body: JSON
    ) -> tuple[JSON, list[Deviation], list[str]]:
        """The body without nulls and with numbers as numbers, what deviates, why it is refused."""
        found: list[_Found] = []
        self._check_query(method, query, found)
        if method.request and body is not None:
            body = self._converter(method.request, lenient=True)(body, "", found)
        deviations = [
            Deviation(method.id, "request", f.where, f.what, tolerated=f.tolerated) for f in found
        ]
        return body, deviations, [f.message for f in found if not f.tolerated]

    def reply_deviations(self, method: Method, body: JSON) -> list[Deviation]:
        """What in a successful reply is not as the document says."""
        found: list[_Found] = []
        if method.reply:
            self._converter(method.reply, lenient=False)(body, "", found)
        return [Deviation(method.id, "reply", f.where, f.what) for f in found]

    def _check_query(
        self, method: Method, query: Mapping[str, list[str]], found: list[_Found]
    ) -> None:
        for name, values in query.items():
            spec = method.parameters.get(name)
            if spec is None:
                if name not in self.parameters and name not in _ALWAYS_ALLOWED:
                    found.append(_Found(f"?{name}", "unknown parameter", "", tolerated=True))
                continue
            choices = spec.get("enum")
            for value in values:
                if choices and value not in choices:
                    kind = _enum_type(method, name)
                    message = f"Invalid value at '{snake_case(name)}' ({kind}), \"{value}\""
                    found.append(_Found(f"?{name}", f"not a choice: {value}", message))

    def _converter(self, schema: str, *, lenient: bool) -> Convert:
        key = schema, lenient
        if key not in self._converters:
            # A placeholder first: messages may hold themselves.
            self._converters[key] = self._later(key)
            self._converters[key] = self._compile(self.schemas[schema], lenient=lenient)
        return self._converters[key]

    def _later(self, key: tuple[str, bool]) -> Convert:
        def convert(value: JSON, where: str, found: list[_Found]) -> JSON:
            return self._converter(key[0], lenient=key[1])(value, where, found)

        return convert

    def _compile(self, spec: Mapping[str, Any], *, lenient: bool) -> Convert:
        if "$ref" in spec:
            return self._later((spec["$ref"], lenient))
        kind = spec.get("type", "any")
        if kind == "any":
            return _anything
        if kind == "array":
            return _array(self._compile(spec["items"], lenient=lenient), spec["items"], lenient)
        if kind == "object":
            return self._compile_object(spec, lenient=lenient)
        return _scalar(spec, lenient=lenient)

    def _compile_object(self, spec: Mapping[str, Any], *, lenient: bool) -> Convert:
        if "properties" not in spec:
            rest = spec.get("additionalProperties")
            each = self._compile(rest, lenient=lenient) if rest else _anything
            return _open_object(each, lenient)
        fields = {n: self._compile(s, lenient=lenient) for n, s in spec["properties"].items()}
        return _message(fields, lenient)


def _anything(value: JSON, _where: str, _found: list[_Found]) -> JSON:
    return value


def _array(each: Convert, items: Mapping[str, Any], lenient: bool) -> Convert:
    rows_of_anything = items.get("type") == "array" and items["items"].get("type") == "any"

    def convert(value: JSON, where: str, found: list[_Found]) -> JSON:
        if lenient and not isinstance(value, list | tuple):
            # The real parser takes a single element for a list of one.
            value = [value]
        if _wrong(value, "array", where, found):
            return value
        if rows_of_anything:
            _check_rows(value, where, found)
            return value
        if each is _anything:
            return value
        return [each(item, f"{where}[{index}]", found) for index, item in enumerate(value)]

    return convert


def _check_rows(rows: JSON, where: str, found: list[_Found]) -> None:
    for index, row in enumerate(rows):
        if not isinstance(row, list | tuple):
            at = f"{where}[{index}]" if len(rows) > 1 else where
            message = _invalid(f"data.{at}", "", row).replace("TYPE_", f"{_PROTO}.ListValue")
            found.append(_Found(at, f"not a row: {row!r:.60}", message))


def _open_object(each: Convert, lenient: bool) -> Convert:
    def convert(value: JSON, where: str, found: list[_Found]) -> JSON:
        if _wrong(value, "object", where, found):
            return value
        kept = _without_nulls(value, where, found) if lenient else value
        return {name: each(item, f"{where}.{name}", found) for name, item in kept.items()}

    return convert


def _message(fields: Mapping[str, Convert], lenient: bool) -> Convert:
    snake = {snake_case(name): name for name in fields} if lenient else {}

    def convert(value: JSON, where: str, found: list[_Found]) -> JSON:
        if _wrong(value, "object", where, found):
            return value
        clean = {}
        for name, item in (_without_nulls(value, where, found) if lenient else value).items():
            inner = f"{where}.{name}" if where else name
            known = name if name in fields else snake.get(name)
            if known is None:
                found.append(_Found(inner, "unknown field", _unknown_name(name, where)))
            else:
                clean[known] = fields[known](item, inner, found)
        return clean

    return convert


def _scalar(spec: Mapping[str, Any], *, lenient: bool) -> Convert:
    kind = spec["type"]
    choices = frozenset(spec.get("enum", ()))
    whole_text = spec.get("format") in {"int64", "uint64"}

    def convert(value: JSON, where: str, found: list[_Found]) -> JSON:
        if lenient:
            value = _lenient(value, kind, text=whole_text)
        if whole_text and isinstance(value, int) and lenient:
            return value
        if _wrong(value, kind, where, found):
            return value
        if choices and value not in choices:
            found.append(_Found(where, f"not a choice: {value}", _invalid(where, "ENUM", value)))
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


def _wrong(value: JSON, kind: str, where: str, found: list[_Found]) -> bool:
    right = isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if not right:
        what = f"not of type {kind}: {value!r:.60}"
        found.append(_Found(where, what, _invalid(where, kind.upper(), value)))
    return not right


def _without_nulls(value: JSON, where: str, found: list[_Found]) -> JSON:
    nulls = [name for name, item in value.items() if item is None]
    found += [_Found(f"{where}.{n}".lstrip("."), "null", "", tolerated=True) for n in nulls]
    return {name: item for name, item in value.items() if item is not None} if nulls else value


def _unknown_name(name: str, where: str) -> str:
    at = f" at '{snake_case(where)}'" if where else ""
    return f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'


def _invalid(where: str, kind: str, value: JSON) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)[:200]
    return f"Invalid value at '{snake_case(where)}' (TYPE_{kind}), {shown}"


def _enum_type(method: Method, name: str) -> str:
    return (
        f"type.googleapis.com/google.apps.{method.id.split('.')[0]}.v4.{name[0].upper()}{name[1:]}"
    )


@cache
def api(document: str) -> Api:
    """The API that `sheets.v4` or `drive.v3` describes."""
    documents = resources.files("googleapiclient.discovery_cache") / "documents"
    doc = json.loads((documents / f"{document}.json").read_text("utf-8"))
    return Api(
        document.partition(".")[0],
        tuple(_methods(doc, doc["servicePath"])),
        doc["schemas"],
        frozenset(doc["parameters"]),
    )


def _methods(resource: Mapping[str, Any], service_path: str) -> list[Method]:
    found = []
    for spec in resource.get("methods", {}).values():
        flat = service_path + spec.get("flatPath", spec["path"])
        found.append(
            Method(
                id=spec["id"],
                http_method=spec["httpMethod"],
                path=_path_pattern(flat),
                parameters=spec.get("parameters", {}),
                request=spec.get("request", {}).get("$ref"),
                reply=spec.get("response", {}).get("$ref"),
                scopes=frozenset(spec.get("scopes", ())),
            )
        )
    for inner in resource.get("resources", {}).values():
        found.extend(_methods(inner, service_path))
    # Fixed words go before placeholders: files/trash is not the file called trash.
    return sorted(found, key=lambda m: m.path.pattern.count("(?P"))


def _path_pattern(flat: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", "/" + flat)
    text = "".join(
        f"(?P<{part}>[^/]+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
    return re.compile(text)
