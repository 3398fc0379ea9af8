"""Google's own description of its APIs, and what in a request or a reply deviates from it.

The discovery documents come with google-api-python-client. They know shapes, not meanings: which
methods and parameters there are, which fields a message has and of which type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

from .conversion import (
    JSON,
    Convert,
    Found,
    anything,
    array,
    message,
    open_object,
    scalar,
)
from .proto3 import snake_case

_ALWAYS_ALLOWED = {"alt", "fields", "key", "prettyPrint", "quotaUser", "access_token", "$.xgafv"}


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
        found: list[Found] = []
        self._check_query(method, query, found)
        if method.request and body is not None:
            body = self._converter(method.request, lenient=True)(body, "", found)
        deviations = [
            Deviation(method.id, "request", f.where, f.what, tolerated=f.tolerated) for f in found
        ]
        return body, deviations, [f.message for f in found if not f.tolerated]

    def reply_deviations(self, method: Method, body: JSON) -> list[Deviation]:
        """What in a successful reply is not as the document says."""
        found: list[Found] = []
        if method.reply:
            self._converter(method.reply, lenient=False)(body, "", found)
        return [Deviation(method.id, "reply", f.where, f.what) for f in found]

    def _check_query(
        self, method: Method, query: Mapping[str, list[str]], found: list[Found]
    ) -> None:
        for name, values in query.items():
            spec = method.parameters.get(name)
            if spec is None:
                if name not in self.parameters and name not in _ALWAYS_ALLOWED:
                    found.append(Found(f"?{name}", "unknown parameter", "", tolerated=True))
                continue
            choices = spec.get("enum")
            for value in values:
                if choices and value not in choices:
                    kind = _enum_type(method, name)
                    refusal = f"Invalid value at '{snake_case(name)}' ({kind}), \"{value}\""
                    found.append(Found(f"?{name}", f"not a choice: {value}", refusal))

    def _converter(self, schema: str, *, lenient: bool) -> Convert:
        key = schema, lenient
        if key not in self._converters:
            # A placeholder first: messages may hold themselves.
            self._converters[key] = self._later(key)
            self._converters[key] = self._compile(self.schemas[schema], lenient=lenient)
        return self._converters[key]

    def _later(self, key: tuple[str, bool]) -> Convert:
        def convert(value: JSON, where: str, found: list[Found]) -> JSON:
            return self._converter(key[0], lenient=key[1])(value, where, found)

        return convert

    def _compile(self, spec: Mapping[str, Any], *, lenient: bool) -> Convert:
        if "$ref" in spec:
            return self._later((spec["$ref"], lenient))
        kind = spec.get("type", "any")
        if kind == "any":
            return anything
        if kind == "array":
            each = self._compile(spec["items"], lenient=lenient)
            return array(each, spec["items"], lenient=lenient)
        if kind == "object":
            return self._compile_object(spec, lenient=lenient)
        return scalar(spec, lenient=lenient)

    def _compile_object(self, spec: Mapping[str, Any], *, lenient: bool) -> Convert:
        if "properties" not in spec:
            rest = spec.get("additionalProperties")
            each = self._compile(rest, lenient=lenient) if rest else anything
            return open_object(each, lenient=lenient)
        fields = {n: self._compile(s, lenient=lenient) for n, s in spec["properties"].items()}
        return message(fields, lenient=lenient)


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
