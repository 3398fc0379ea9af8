"""Requests and replies as HTTP has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import parse_qs, unquote

import orjson

from ..errors import ApiError

JSON_TYPE = "application/json; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    """Still encoded: a range may hold a slash."""
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    client: str = "127.0.0.1"
    """The address that it came from."""

    @property
    def token(self) -> str | None:
        """The bearer token, from the header or the address."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return token.strip()
        return next(iter(self.query.get("access_token", ())), None)

    @property
    def is_api(self) -> bool:
        """Whether it is for Sheets or Drive, not for a token."""
        return self.path.startswith(("/v4/", "/drive/", "/upload/"))

    @property
    def is_background(self) -> bool:
        """What recent clients ask by themselves, at a time nobody can tell."""
        return self.path.endswith("/allowedLocations")

    @property
    def decoded_path(self) -> str:
        return unquote(self.path)

    def overridden(self) -> Request:
        """The request that is meant when another comes as a POST, a long GET as a form."""
        method = self.headers.get("x-http-method-override", "").upper()
        if self.method != "POST" or not method:
            return self
        if method != "GET":
            return replace(self, method=method)
        query = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return replace(self, method=method, query={**self.query, **query}, body=b"")


@dataclass(slots=True)
class Reply:
    status: int = 200
    body: bytes = b""
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)
    ending: Literal["whole", "cut", "reset"] = "whole"
    """`cut`: less than announced is sent, then the line is closed. `reset`: nothing is sent."""
    delay: float = 0
    """Seconds before the first byte."""
    pause: float = 0
    """Seconds between pieces of the body."""


def json_reply(value: Any, status: int = 200, *, pretty: bool = True) -> Reply:
    """A reply as Google writes JSON: indented unless asked not to."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE if pretty else 0
    return Reply(status, orjson.dumps(value, option=options))


def error_reply(error: ApiError, *, pretty: bool = True) -> Reply:
    return json_reply(error.body(), error.code, pretty=pretty)


def html_reply(status: int, title: str, text: str) -> Reply:
    """A page in place of JSON, as Google's front end answers in trouble."""
    page = (
        "<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n"
        f"<title>Error {status} ({title})!!1</title>\n"
        f"<p><b>{status}.</b> <ins>That’s an error.</ins>\n<p>{text} "
        "<ins>That’s all we know.</ins>\n"
    )
    return Reply(status, page.encode(), "text/html; charset=UTF-8")
