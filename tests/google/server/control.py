"""The control endpoint: what Python can do through the fixture, for programs in any language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import orjson

from ..drive.store import permission
from ..load import spreadsheet_from_json
from .edits import Edit
from .message import Reply, Request, json_reply
from .world import World


def answer(world: World, request: Request) -> Reply:
    """The reply to `/control/…`; a mistake is told in plain words with status 400."""
    action = _ACTIONS.get((request.method, request.path.removeprefix("/control/")))
    if action is None:
        known = sorted(f"{method} /control/{name}" for method, name in _ACTIONS)
        return json_reply({"error": "unknown", "known": known}, 404)
    try:
        body = orjson.loads(request.body) if request.body.strip() else {}
        if not isinstance(body, dict):
            raise ValueError(f"the body is a JSON object, not {body!r:.60}")  # noqa: TRY004, TRY301
        with world.lock:
            return json_reply(action(world, body))
    except KeyError as error:
        return json_reply({"error": f"there is no {error}"}, 400)
    except (AttributeError, TypeError, ValueError, LookupError) as error:
        return json_reply({"error": str(error)}, 400)


def _fault(world: World, body: Any) -> Any:
    kind = body.pop("kind")
    world.faults.add(kind, **body)
    return {"waiting": len(world.faults.waiting)}


def _clear_faults(world: World, _body: Any) -> Any:
    world.faults.clear()
    return {"waiting": 0}


def _edit(world: World, body: Any) -> Any:
    world.edits.add(Edit(body.pop("when", "before"), body.pop("script"), **body))
    return {"waiting": len(world.edits.waiting)}


def _clear_edits(world: World, _body: Any) -> Any:
    world.edits.clear()
    return {"waiting": 0}


def _log(world: World, _body: Any) -> Any:
    deviations = [f"{d.method} {d.part} {d.where}: {d.what}" for d in world.conformance.deviations]
    return world.log.as_json() | {"deviations": deviations}


def _clear_log(world: World, _body: Any) -> Any:
    world.log.clear()
    return {}


def _clock(world: World, body: Any) -> Any:
    if "freeze" in body:
        world.clock.freeze(dt.datetime.fromisoformat(body["freeze"]))
    world.clock.advance(body.get("advance", 0))
    return {"now": world.clock.now().isoformat()}


def _quota(world: World, body: Any) -> Any:
    for name, value in body.items():
        if name not in {"per_user", "per_project", "window", "enabled"}:
            raise ValueError(f"there is no quota setting {name!r}")
        setattr(world.quota, name, value)
    return {"reads": world.quota.used("read"), "writes": world.quota.used("write")}


def _account(world: World, body: Any) -> Any:
    return world.identity.service_account_info(body["email"])


def _spreadsheet(world: World, body: Any) -> Any:
    owner = body.pop("owner", "owner@agency.example")
    book = spreadsheet_from_json(body, world.files.new_id(), "Untitled spreadsheet")
    file = world.files.add(book, owner)
    for email in body.get("writers", ()):
        file.permissions.append(permission("user", "writer", email))
    return {"spreadsheetId": file.id}


def _share(world: World, body: Any) -> Any:
    file = world.files.by_id[body["spreadsheetId"]]
    kind = "user" if "email" in body else "anyone"
    made = permission(kind, body.get("role", "writer"), body.get("email", ""))
    file.permissions = [p for p in file.permissions if p["id"] != made["id"]] + [made]
    return {"permissions": file.permissions}


def _tokens(world: World, body: Any) -> Any:
    if "revoke" in body:
        world.identity.revoke(body["revoke"])
    else:
        world.identity.expire_tokens()
    return {}


_ACTIONS: dict[tuple[str, str], Callable[[World, Any], Any]] = {
    ("POST", "faults"): _fault,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "edits"): _edit,
    ("DELETE", "edits"): _clear_edits,
    ("GET", "log"): _log,
    ("DELETE", "log"): _clear_log,
    ("POST", "clock"): _clock,
    ("POST", "quota"): _quota,
    ("POST", "accounts"): _account,
    ("POST", "spreadsheets"): _spreadsheet,
    ("POST", "share"): _share,
    ("POST", "tokens"): _tokens,
}
