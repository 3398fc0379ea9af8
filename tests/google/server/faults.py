"""Faults on request: what goes wrong, for which requests, how often."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeAlias, get_args

from ..errors import ApiError, reason_details
from .condition import Condition, check_numbers
from .message import Reply, Request, error_reply, html_reply, json_reply

Kind: TypeAlias = Literal[
    "status",
    "reset",
    "slow",
    "truncated",
    "sign-in",
    "redirect",
    "empty-object",
    "spoiled",
    "token-expired",
    "token-revoked",
    "permission-lost",
    "api-off",
]
KINDS = frozenset(get_args(Kind))
HEADER = "X-Emulator-Fault"
SIGN_IN = "https://accounts.google.com/ServiceLogin?continue=https://sheets.googleapis.com/"

_MESSAGES = {
    429: "Resource has been exhausted (e.g. check quota).",
    500: "Internal error encountered.",
    502: "Bad gateway.",
    503: "The service is currently unavailable.",
    504: "Deadline exceeded.",
}
_HTML = {
    500: ("Server Error", "The server encountered an error and could not complete your request."),
    502: (
        "Server Error",
        "The server encountered a temporary error. Please try again in 30 seconds.",
    ),
    503: ("Service Unavailable", "The service you requested is not available at this time."),
    429: ("Too Many Requests", "We're sorry, but your computer may be sending automated queries."),
}


@dataclass(slots=True)
class Fault(Condition):
    """Something that goes wrong."""

    kind: Kind
    status: int = 503
    html: bool = False
    """The error comes as a page, not as JSON."""
    retry_after: int | None = None
    applied: bool = False
    """The request takes effect first."""
    seconds: float = 1
    """How long `slow` waits before it answers."""
    pause: float = 0
    """How long `slow` waits between pieces of the body."""
    spoil: Callable[[Reply], None] | None = None
    """What `spoiled` does to a good reply."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"there is no fault {self.kind!r}: choose from {sorted(KINDS)}")
        Condition.__post_init__(self)
        if callable(self.spoil) is not (self.kind == "spoiled"):
            raise ValueError("spoiled, and nothing else, takes a function of the reply as spoil")
        check_numbers(self, "status", "retry_after", "seconds", "pause")
        if not 400 <= self.status <= 599:
            raise ValueError(f"{self.status} is not the status of an error")


@dataclass(slots=True)
class Faults:
    """The faults that are still to happen."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, kind: Kind, **options: Any) -> Fault:
        """Let something go wrong; the options are the fields of `Fault` and `Condition`."""
        fault = made(kind, options)
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        self.waiting.clear()

    def take(self, request: Request) -> Fault | None:
        """The fault that hits this request, counted."""
        if header := request.headers.get(HEADER.lower()):
            return fault_from_text(header)
        hit = next((fault for fault in self.waiting if fault.hits(request)), None)
        self.waiting = [fault for fault in self.waiting if not fault.spent]
        return hit


def fault_from_text(text: str) -> Fault:
    """The fault a header describes: `status; status=503; html=true; applied=true`."""
    kind, *parts = (part.strip() for part in text.split(";"))
    options: dict[str, Any] = {}
    for part in parts:
        name, _, value = part.partition("=")
        options[name.strip()] = _option(value.strip())
    return made(kind, options)


def made(kind: Any, options: Mapping[str, Any]) -> Fault:
    """A fault; a `ValueError` says in plain words what is wrong with the wish."""
    known = {each.name for each in fields(Fault)} - {"kind"}
    if wrong := sorted(set(options) - known):
        raise ValueError(f"a fault has no {wrong[0]!r}: choose from {sorted(known)}")
    return Fault(kind, **options)


def _option(text: str) -> Any:
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    try:
        return int(text)
    except ValueError:
        return _float_or_text(text)


def _float_or_text(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def faulty(fault: Fault, good: Reply | None) -> Reply:
    """The reply a fault makes; `good` is the reply it spoils, where it needs one."""
    if fault.kind == "status":
        return _status(fault)
    if fault.kind == "reset":
        return Reply(ending="reset")
    if fault.kind == "sign-in":
        page = "<!doctype html><html><head><title>Sign in - Google Accounts</title></head></html>"
        return Reply(200, page.encode(), "text/html; charset=utf-8")
    if fault.kind == "redirect":
        return Reply(302, b"", "text/html; charset=utf-8", {"Location": SIGN_IN})
    if fault.kind == "empty-object":
        return json_reply({})
    if fault.kind == "api-off":
        return error_reply(_api_off())
    if good is None:
        raise ValueError(f"{fault.kind} spoils a good reply, and there is none")
    if fault.kind == "slow":
        good.delay, good.pause = fault.seconds, fault.pause
    elif fault.kind == "truncated":
        good.ending = "cut"
    elif fault.spoil is not None:
        fault.spoil(good)
    return good


def needs_reply(fault: Fault) -> bool:
    """Whether the request is carried out although something goes wrong."""
    return fault.applied or fault.kind in {"slow", "truncated", "spoiled"}


def _status(fault: Fault) -> Reply:
    if fault.html:
        reply = html_reply(fault.status, *_HTML.get(fault.status, ("Error", "")))
    else:
        message = _MESSAGES.get(fault.status, "Request failed.")
        reply = error_reply(ApiError(fault.status, message))
    if fault.retry_after is not None:
        reply.headers["Retry-After"] = str(fault.retry_after)
    return reply


def _api_off() -> ApiError:
    url = "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=123456789012"
    return ApiError(
        403,
        "Google Sheets API has not been used in project 123456789012 before or it is disabled. "
        f"Enable it by visiting {url} then retry. If you enabled this API recently, wait a few "
        "minutes for the action to propagate to our systems and retry.",
        reason_details(
            "SERVICE_DISABLED",
            service="sheets.googleapis.com",
            consumer="projects/123456789012",
            activationUrl=url,
        ),
    )
