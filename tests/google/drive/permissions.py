"""The methods of `permissions`."""

from __future__ import annotations

from ..errors import DriveError
from ..masks import masked
from ..model import JSON
from ..server.call import Call
from .files import field_mask
from .store import ROLES, File, permission, permission_id

_DEFAULT = "kind,id,type,role"


def _shown(call: Call, found: JSON) -> JSON:
    reply: JSON = masked(found, field_mask(call, _DEFAULT))
    return reply


def _file(call: Call, *, write: bool = False) -> File:
    return call.world.files.found(call.ids["fileId"], call.caller, write=write)


def _permission(file: File, permission_id: str) -> JSON:
    for found in file.permissions:
        if found["id"] == permission_id:
            return found
    raise DriveError(404, f"Permission not found: {permission_id}.", "notFound", "permissionId")


def list_permissions(call: Call) -> JSON:
    file = _file(call)
    found = {"kind": "drive#permissionList", "permissions": file.permissions}
    default = "kind,nextPageToken,permissions(kind,id,type,role)"
    reply: JSON = masked(found, field_mask(call, default))
    return reply


def get(call: Call) -> JSON:
    return _shown(call, _permission(_file(call), call.ids["permissionId"]))


def create(call: Call) -> JSON:
    file = _file(call, write=True)
    body = call.body or {}
    kind, role = body.get("type", ""), body.get("role", "")
    if kind not in {"user", "group", "domain", "anyone"}:
        raise DriveError(
            400, "The permission type field is required.", "required", "permission.type"
        )
    if role not in ROLES:
        raise DriveError(400, "The specified role is invalid or not supported.", "invalid", "role")
    who = body.get("emailAddress") or body.get("domain") or ""
    if kind != "anyone" and not who:
        raise DriveError(
            400,
            "The specified emailAddress is invalid or not applicable for the given permission "
            "type.",
            "invalidSharingRequest",
        )
    if role == "owner":
        return _shown(call, _new_owner(call, file, who))
    made = permission(kind, role, who)
    file.permissions = [p for p in file.permissions if p["id"] != made["id"]] + [made]
    return _shown(call, made)


def _new_owner(call: Call, file: File, who: str) -> JSON:
    if file.owner == who:
        return _permission(file, permission_id("user", who))
    if not call.query.flag("transferOwnership"):
        raise DriveError(
            403,
            "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
            "forbidden",
            "transferOwnership",
        )
    for held in file.permissions:
        if held["role"] == "owner":
            held["role"] = "writer"
    made = permission("user", "owner", who)
    file.permissions = [p for p in file.permissions if p["id"] != made["id"]] + [made]
    return made


def update(call: Call) -> JSON:
    file = _file(call, write=True)
    held = _permission(file, call.ids["permissionId"])
    body = call.body or {}
    if body.get("role") == "owner":
        return _shown(call, _new_owner(call, file, held.get("emailAddress", "")))
    if held["role"] == "owner" and "role" in body:
        raise DriveError(403, "The owner of a file cannot be removed.", "cannotRemoveOwner")
    if "role" in body:
        held["role"] = body["role"]
    if "pendingOwner" in body:
        held["pendingOwner"] = body["pendingOwner"]
    return _shown(call, held)


def delete(call: Call) -> None:
    file = _file(call)
    held = _permission(file, call.ids["permissionId"])
    if held["role"] == "owner":
        raise DriveError(403, "The owner of a file cannot be removed.", "cannotRemoveOwner")
    if held.get("emailAddress") != call.caller.email:
        _file(call, write=True)
    file.permissions.remove(held)
