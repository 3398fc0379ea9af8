"""gspread's client, made steady: it neither hangs, nor gives up early, nor goes on for ever."""

import random
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeVar

import orjson
from google.auth.transport.requests import AuthorizedSession
from gspread.http_client import FileType, HTTPClient, ParamsType
from requests import Response

from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from sheets_sync.stores.google.transport.retryable import PassingError, passing_line, passing_status
from sheets_sync.stores.google.transport.usage import Quota, Usage

CONNECT, READ = 10.0, 190.0
"""Seconds; Google itself gives up on a request after 180."""
LARGEST_REPLY = 2**30
"""Bytes: four times what ten million cells of short text come to."""
_BLOCK = 2**20
_OK = 200
_NOT_SIGNED_IN = 401

Understood = TypeVar("Understood")


class GaveUpError(Exception):
    """Every attempt failed for a reason that might have passed."""

    def __init__(self, last: PassingError, attempts: int, seconds: float, *, reached: bool) -> None:
        super().__init__(last.reason)
        self.last = last
        self.attempts = attempts
        self.seconds = seconds
        self.reached = reached
        """One of the attempts may have been carried out."""


class RefusedError(Exception):
    """An answer that will be the same next time."""

    def __init__(self, status: int, content: bytes) -> None:
        super().__init__(status)
        self.status = status
        self.content = content


class ReplyTooLargeError(Exception):
    """More than the memory of a service should hold."""


@dataclass(frozen=True, slots=True)
class _Ask:
    """One request, as often as it is sent."""

    method: str
    url: str
    params: Mapping[str, Any]
    body: bytes | None
    headers: Mapping[str, str]
    quota: Quota
    repeatable: bool
    files: FileType = None


class SteadyClient(HTTPClient):
    """Every request has time-outs, a bounded number of attempts, and an end.

    A request is repeated only where that cannot do harm: a read, a write that says it may be, and
    anything that surely was not carried out.
    """

    def __init__(
        self,
        session: AuthorizedSession,
        retry_policy: RetryPolicy,
        spent: Usage,
        *,
        largest: int = LARGEST_REPLY,
    ) -> None:
        """`spent` is counted up with every request; no reply has more than `largest` bytes."""
        super().__init__(session.credentials, session)
        self.auth = session.credentials
        self.timeout = (CONNECT, READ)
        self._retry_policy = retry_policy
        self._spent = spent
        self._largest = largest

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> Response:
        """What gspread's own methods call.

        Raises:
            GaveUpError, RefusedError: there is no answer, or it is a refusal.
        """
        ask = _ask(method, endpoint, params or {}, _without_nulls(json), repeatable=False)
        own = {**ask.headers, **(headers or {})}
        ask = replace(ask, body=ask.body or data, headers=own, files=files)
        return self._persist(ask, lambda reply: reply)

    def ask(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any],
        json: Mapping[str, Any] | None,
        understand: Callable[[bytes], Understood],
        *,
        repeatable: bool = False,
    ) -> Understood:
        """What `understand` makes of the body of a good answer.

        It raises a `PassingError` for a body that is not what was asked for: such an answer
        counts as none.
        """
        ask = _ask(method, url, params, json, repeatable=repeatable)
        return self._persist(ask, lambda reply: understand(reply.content))

    def _persist(self, ask: _Ask, understand: Callable[[Response], Understood]) -> Understood:
        retry_policy, reached = self._retry_policy, False
        until = retry_policy.clock() + retry_policy.seconds
        for attempt in count(1):
            until += retry_policy.admit(ask.quota)
            try:
                return understand(self._signed(ask, until))
            except PassingError as error:
                reached, quota = reached or error.reached, error.why == "quota"
                left = until - retry_policy.clock()
                wait = None
                if ask.repeatable or not error.reached:
                    roll = random.random()  # noqa: S311 nobody gains by foreseeing it
                    wait = retry_policy.wait(attempt, error.wait, left, roll, quota=quota)
                if wait is None:
                    seconds = retry_policy.seconds - left
                    raise GaveUpError(error, attempt, seconds, reached=reached) from error
            self._spent.waited += wait
            retry_policy.pause(wait, quota=quota)
        raise AssertionError("counting does not end")

    def _signed(self, ask: _Ask, until: float) -> Response:
        """The answer; a token that ran out, or was taken back, is renewed once."""
        try:
            return self._once(ask, until)
        except RefusedError as error:
            if error.status != _NOT_SIGNED_IN:
                raise
        # google-auth would renew it as well, and leave the line of the first answer open.
        self.auth.token = None
        return self._once(ask, until + self._retry_policy.admit(ask.quota))

    def _once(self, ask: _Ask, until: float) -> Response:
        """The answer, its body read to the end."""
        left = max(until - self._retry_policy.clock(), 0.1)
        self._spent.count(ask.quota)
        self._spent.bytes_out += len(ask.body or b"")
        try:
            with self.session.request(
                ask.method,
                ask.url,
                params=ask.params,
                data=ask.body,
                headers=dict(ask.headers),
                timeout=(min(CONNECT, left), min(READ, left)),
                allow_redirects=False,
                stream=True,
                files=ask.files,
            ) as reply:
                reply._content = self._body(reply, until)  # noqa: SLF001 as `content` would
                reply._content_consumed = True  # noqa: SLF001
        except Exception as error:
            passing = passing_line(error)
            if passing is None:
                raise
            raise passing from error
        self._spent.bytes_in += len(reply.content)
        self._spent.hear(reply.headers)
        if reply.status_code == _OK:
            return reply
        raise passing_status(reply.status_code, reply.headers) or RefusedError(
            reply.status_code, reply.content
        )

    def _body(self, reply: Response, until: float) -> bytes:
        """The whole body as it comes in, and not for ever where it comes drop by drop."""
        blocks: list[bytes] = []
        size = 0
        while block := reply.raw.read1(_BLOCK, decode_content=True):
            blocks.append(block)
            size += len(block)
            if size > self._largest:
                raise ReplyTooLargeError(size)
            if self._retry_policy.clock() > until:
                raise PassingError("slow", why="line", reached=True)
        return b"".join(blocks)


def _ask(
    method: str,
    url: str,
    params: Mapping[str, Any],
    json: Mapping[str, Any] | None,
    *,
    repeatable: bool,
) -> _Ask:
    quota = _quota(method, url)
    # Google packs a reply only for a program whose name says that it can unpack it.
    headers = {"User-Agent": "cop-steward (gzip)"}
    if json is not None:
        headers["Content-Type"] = "application/json"
    return _Ask(
        method=method.upper(),
        url=url,
        params={name: value for name, value in params.items() if value is not None},
        body=None if json is None else orjson.dumps(json),
        headers=headers,
        quota=quota,
        repeatable=repeatable or quota == "read" or method.upper() == "GET",
    )


def _quota(method: str, url: str) -> Quota:
    if "/drive/" in url:
        return "drive"
    by_filter = url.lower().endswith(("getbydatafilter", "developermetadata:search"))
    return "read" if by_filter or method.upper() == "GET" else "write"


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 any JSON
    """The same without members that say nothing: gspread sends some."""
    match value:
        case Mapping():
            return {k: _without_nulls(v) for k, v in value.items() if v is not None}
        case list() | tuple():
            return [_without_nulls(one) for one in value]
    return value
