"""From a request to its reply: who asks, may they, what goes wrong, what is answered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import orjson

from ..certificates import certificates_reply
from ..discovery import Deviation, Method
from ..drive.store import permission
from ..errors import ApiError, DriveError, bad_request
from ..identity import SCOPE, Token
from ..masks import Mask, masked
from ..model import Caller, Spreadsheet
from ..tokens import (
    background_reply,
    impersonation_reply,
    metadata_reply,
    token_reply,
)
from . import control, fields
from .call import Call, Query
from .faults import HEADER, Fault, faulty, needs_reply
from .log import Entry
from .message import Reply, Request, error_reply, html_reply, json_reply
from .routes import Route
from .targets import Target, target_of
from .workbook import STAFF
from .world import World

MAX_BODY = 10_485_760
_IMPERSONATION = re.compile(r"/v1/projects/-/serviceAccounts/([^:/]+):generateAccessToken")

_CERTIFICATES = re.compile(r"/(?:robot|service_accounts)/v1/metadata/x509/([^/]+)")


def answer(world: World, original: Request) -> Reply:
    """The reply to any request, logged."""
    request = original.overridden()
    if request.path.startswith("/control/"):
        return control.answer(world, request)
    if request.is_background:
        return background_reply(world.identity, request)
    exchange = _Exchange(world, request)
    with world.lock:
        number = len(world.log) + 1
        reply = exchange.answer()
        world.log.add(exchange.entry(number, reply), request.body)
    return reply


class _Exchange:
    """One request while it is being answered."""

    def __init__(self, world: World, request: Request) -> None:
        self.world = world
        self.request = request
        self.target = target_of(request)
        self.user: str | None = None
        self.quota: str | None = None
        self.fault: Fault | None = None
        self.mask: Mask = {}
        self.pretty = request.query.get("prettyPrint", ["true"])[-1].lower() != "false"

    def answer(self) -> Reply:
        self._edits("before")
        try:
            self.fault = self.world.faults.take(self.request)
        except ValueError as error:
            return json_reply({"error": f"{HEADER}: {error}"}, 400)
        reply = self._faulty(self.fault) if self.fault else self._good()
        self._edits("after")
        return reply

    def entry(self, number: int, reply: Reply) -> Entry:
        return Entry(
            number=number,
            method=self.request.method,
            path=self.request.decoded_path,
            api_method=self.target.method.id if self.target.method else None,
            query={k: list(v) for k, v in self.request.query.items()},
            user=self.user,
            status=0 if reply.ending == "reset" else reply.status,
            request_bytes=len(self.request.body),
            reply_bytes=0 if reply.ending == "reset" else len(reply.body),
            quota=self.quota,
            fault=self.fault.kind if self.fault else None,
            client=self.request.client,
            at=self.world.clock.seconds(),
        )

    def _edits(self, when: Any) -> None:
        ids = self.target.ids or {}
        named = ids.get("spreadsheetId") or ids.get("fileId") or ""
        about = named if named in self.world.files.by_id else None
        for edit in self.world.edits.due(when, self.request, about):
            file = self.world.files.by_id.get(edit.spreadsheet or named)
            if file is None:
                raise LookupError(f"an edit is for {edit.spreadsheet!r}, which is not there")
            edit.run(self.world.workbook(file))

    def _faulty(self, fault: Fault) -> Reply:
        if fault.kind in {"token-expired", "token-revoked", "permission-lost"}:
            self._take_away(fault)
            return self._good()
        good = self._good() if needs_reply(fault) else None
        return faulty(fault, good)

    def _take_away(self, fault: Fault) -> None:
        identity = self.world.identity
        if fault.kind == "token-expired":
            identity.expire_tokens()
            return
        try:
            email = identity.bearer(self.request.token).email
        except ApiError:
            return
        if fault.kind == "token-revoked":
            identity.revoke(email)
            return
        ids = self.target.ids or {}
        file = self.world.files.by_id.get(ids.get("spreadsheetId") or ids.get("fileId") or "")
        if file is not None:
            kept = [p for p in file.permissions if p.get("emailAddress") != email]
            file.permissions = kept or [permission("user", "owner", STAFF)]

    def _good(self) -> Reply:
        try:
            return self._special() or self._api()
        except ApiError as error:
            return error_reply(error, pretty=self.pretty)

    def _special(self) -> Reply | None:
        """Replies of everything that is not Sheets or Drive."""
        path, identity = self.request.path, self.world.identity
        if path in {"/token", "/v1/token"}:
            return token_reply(identity, self.request)
        if path in {"", "/"} or path.startswith("/computeMetadata/"):
            return metadata_reply(identity, self.request)
        if found := _IMPERSONATION.fullmatch(self.request.decoded_path):
            return impersonation_reply(identity, self.request, found[1])
        if found := _CERTIFICATES.fullmatch(self.request.decoded_path):
            return certificates_reply(identity, found[1])
        if self.target.api is None and self.target.route is None:
            text = f"The requested URL <code>{path}</code> was not found on this server."
            return html_reply(404, "Not Found", text)
        return None

    def _api(self) -> Reply:
        if len(self.request.body) > MAX_BODY and self.target.is_sheets:
            raise bad_request(f"Request payload size exceeds the limit: {MAX_BODY} bytes.")
        method, route = self.target.method, self.target.route
        if method is None and route is None:
            text = (
                f"The requested URL <code>{self.request.path}</code> was not found on this server."
            )
            return html_reply(404, "Not Found", text)
        token = self.world.identity.bearer(self.request.token)
        self.user = token.email
        _check_scope(token, method)
        if route is None:
            raise ApiError(501, f"{method.id if method else ''} is not emulated by this server.")
        body = self._clean_body(method)
        self._choose_fields(method)
        if self.target.is_sheets:
            self.world.quota.take(route.kind, token.email)
            self.quota = route.kind
        return self._carried_out(route, self._call(token, body))

    def _clean_body(self, method: Method | None) -> Any:
        """The body as the method takes it, or the refusal of one that is not as described."""
        content = self.request.body
        if method is None or self.target.api is None:
            return None
        try:
            given = orjson.loads(content) if content.strip() not in {b"", b"null"} else {}
        except orjson.JSONDecodeError:
            raise bad_request(
                "Invalid JSON payload received. Unexpected token.\n"
                + content[:40].decode("utf-8", "replace")
            ) from None
        body, deviations, refusals = self.target.api.clean_request(
            method, self.request.query, given
        )
        if not self.target.is_sheets:
            # Drive passes over fields it does not know.
            deviations, refusals = [_as_tolerated(d) for d in deviations], []
        self.world.conformance.note(deviations)
        if refusals:
            raise _refused(refusals)
        return body

    def _choose_fields(self, method: Method | None) -> None:
        self.mask, wrong = fields.chosen(self.request, self.target)
        if wrong and method:
            what = f"unknown field: {wrong}"
            self.world.conformance.note([Deviation(method.id, "request", "?fields", what)])
            raise fields.refused(wrong, self.target)

    def _call(self, token: Token, body: Any) -> Call:
        now = self.world.clock.now()
        return Call(
            self.world,
            self.target.ids or {},
            Query(self.request.query),
            body,
            Caller(token.email, now.date()),
            now,
            content=self.request.body,
            headers=self.request.headers,
        )

    def _carried_out(self, route: Route, call: Call) -> Reply:
        if self.target.is_sheets and "spreadsheetId" in call.ids:
            write = route.kind == "write" and not _copies(self.target)
            call.file = self.world.files.opened(call.ids["spreadsheetId"], call.caller, write=write)
            call.caller = Caller(
                call.caller.email, call.caller.today, owner=call.file.owner == call.caller.email
            )
            result = _atomic(route, call) if write else route.handler(call)
        else:
            result = route.handler(call)
        return self._reply(result)

    def _reply(self, result: Any) -> Reply:
        if result is None:
            return Reply(204, b"", "text/html")
        if isinstance(result, tuple):
            content_type, content = result
            return Reply(200, content, content_type)
        method, described = self.target.method, self.target.api
        if method is not None and described is not None:
            self.world.conformance.note(described.reply_deviations(method, result))
        if self.target.is_sheets:
            result = masked(result, self.mask)
        return json_reply(result, pretty=self.pretty)


def _copies(target: Target) -> bool:
    """Copying a tab elsewhere only reads where it comes from."""
    return target.method is not None and target.method.id.endswith("copyTo")


def _atomic(route: Route, call: Call) -> Any:
    """Carry a write out whole or not at all."""
    book: Spreadsheet = call.spreadsheet
    before = book.snapshot()
    try:
        result = route.handler(call)
    except Exception:
        book.restore(before)
        raise
    if call.file is not None:
        call.file.touch(call.now, call.caller.email)
    return result


def _check_scope(token: Token, method: Method | None) -> None:
    needed = method.scopes if method else {SCOPE + "drive"}
    if needed & token.scopes:
        return
    details = [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "domain": "googleapis.com",
            "metadata": {"service": "sheets.googleapis.com", "method": method.id if method else ""},
        }
    ]
    message = "Request had insufficient authentication scopes."
    if method is not None and method.id.startswith("drive"):
        raise DriveError(403, message, "insufficientPermissions")
    raise ApiError(403, message, details)


def _refused(messages: list[str]) -> ApiError:
    violations = [{"description": message} for message in messages]
    details = [
        {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}
    ]
    return ApiError(400, "\n".join(messages), details)


def _as_tolerated(deviation: Any) -> Any:
    return replace(deviation, tolerated=True)
