"""The methods of `files` and `about`."""

from __future__ import annotations

from email import message_from_bytes
from typing import Any

import orjson

from ..errors import ApiError, DriveError
from ..load import spreadsheet_from_csv, spreadsheet_from_xlsx
from ..masks import Mask, MaskError, masked, parse_mask
from ..model import JSON, Caller
from ..server.call import Call
from .export import exported
from .query import parse_query
from .store import SHEETS_TYPE, File, stamp

_DEFAULT = "kind,id,name,mimeType"
_DEFAULT_LIST = "kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)"
_WRITABLE = ("description", "starred", "properties", "appProperties", "writersCanShare")
_MAX_PAGE = 1000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def field_mask(call: Call, default: str) -> Mask:
    """What `fields` asks for, or the fields Drive gives unasked."""
    try:
        return parse_mask(call.query.get("fields") or default)
    except MaskError:
        raise DriveError(400, "Invalid field selection", "invalidParameter", "fields") from None


def file_resource(file: File, caller: Caller) -> JSON:
    """The File message, whole."""
    role = file.role(caller.email) or "reader"
    can_edit = role not in {"reader", "commenter"}
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "parents": file.parents,
        "version": str(file.version),
        "createdTime": stamp(file.created),
        "modifiedTime": stamp(file.modified),
        "trashed": file.trashed,
        "explicitlyTrashed": file.trashed,
        "starred": bool(file.others.get("starred")),
        "shared": len(file.permissions) > 1,
        "ownedByMe": file.owner == caller.email,
        "owners": [_user(file.owner, caller)],
        "lastModifyingUser": _user(file.modified_by or file.owner, caller),
        "permissions": file.permissions,
        "permissionIds": [p["id"] for p in file.permissions],
        "spaces": ["drive"],
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk",
        "capabilities": {"canEdit": can_edit, "canShare": can_edit, "canCopy": True},
        "size": str(len(file.content) or 1024),
    } | {name: file.others[name] for name in _WRITABLE if name in file.others}


def _user(email: str, caller: Caller) -> JSON:
    return {
        "kind": "drive#user",
        "displayName": email.partition("@")[0],
        "me": email == caller.email,
        "emailAddress": email,
    }


def _shown(call: Call, file: File, default: str = _DEFAULT) -> JSON:
    mask = field_mask(call, default)
    found: JSON = masked(file_resource(file, call.caller), mask)
    return found


def about(call: Call) -> JSON:
    found = {"kind": "drive#about", "user": _user(call.caller.email, call.caller)}
    if not call.query.get("fields"):
        raise DriveError(
            400, "The 'fields' parameter is required for this method.", "required", "fields"
        )
    reply: JSON = masked(found, field_mask(call, "*"))
    return reply


def get(call: Call) -> JSON:
    return _shown(call, call.world.files.found(call.ids["fileId"], call.caller))


def list_files(call: Call) -> JSON:
    test = parse_query(call.query.get("q") or "name != ''")
    found = [file for file in call.world.files.visible(call.caller) if test(file)]
    if (order := call.query.get("orderBy") or "").startswith("name"):
        found.sort(key=lambda file: file.name, reverse=order.endswith("desc"))
    size = _page_size(call)
    start = call.query.number("pageToken", 0)
    page = found[start : start + size]
    reply: JSON = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(found):
        reply["nextPageToken"] = str(start + size)
    reply["files"] = [file_resource(file, call.caller) for file in page]
    shown: JSON = masked(reply, field_mask(call, _DEFAULT_LIST))
    return shown


def _page_size(call: Call) -> int:
    text = call.query.get("pageSize") or "100"
    if not text.isdigit() or not 1 <= int(text) <= _MAX_PAGE:
        message = f"Invalid value '{text}'. Values must be within the range: [1, {_MAX_PAGE}]"
        raise DriveError(400, message, "invalidParameter", "pageSize")
    return int(text)


def create(call: Call) -> JSON:
    body = call.body or {}
    mime_type = body.get("mimeType", "application/octet-stream")
    name = body.get("name", "Untitled")
    file = call.world.files.new(name, mime_type, call.caller, body.get("parents"))
    file.others = {k: body[k] for k in _WRITABLE if k in body}
    return _shown(call, file)


def copy(call: Call) -> JSON:
    source = call.world.files.found(call.ids["fileId"], call.caller)
    body = call.body or {}
    parents = body.get("parents") or list(source.parents)
    return _shown(call, call.world.files.copied(source, body.get("name"), call.caller, parents))


def update(call: Call) -> JSON:
    file = call.world.files.found(call.ids["fileId"], call.caller, write=True)
    body = call.body or {}
    if "name" in body:
        file.rename(body["name"])
    if "trashed" in body:
        file.trashed = body["trashed"]
    file.others |= {k: body[k] for k in _WRITABLE if k in body}
    removed = (call.query.get("removeParents") or "").split(",")
    file.parents = [parent for parent in file.parents if parent not in removed]
    file.parents += [p for p in (call.query.get("addParents") or "").split(",") if p]
    file.touch(call.now, call.caller.email)
    return _shown(call, file)


def delete(call: Call) -> None:
    file = call.world.files.found(call.ids["fileId"], call.caller, write=True)
    if file.owner != call.caller.email:
        raise DriveError(
            403,
            "The user does not have sufficient permissions for this file.",
            "insufficientFilePermissions",
        )
    del call.world.files.by_id[file.id]


def export(call: Call) -> tuple[str, bytes]:
    """The media type and the bytes of a file in another format."""
    file = call.world.files.found(call.ids["fileId"], call.caller)
    wanted = call.query.get("mimeType") or ""
    if file.spreadsheet is None:
        raise DriveError(403, "Export only supports Docs Editors files.", "fileNotExportable")
    content = exported(file.spreadsheet, wanted, call.now)
    if content is None:
        raise DriveError(
            400, "The requested conversion is not supported.", "badRequest", "convertTo"
        )
    return wanted, content


def upload(call: Call) -> JSON:
    """Make a file from uploaded content; a CSV or XLSX becomes a spreadsheet when asked to."""
    body, content_type, content = _uploaded(call)
    call.body = body
    reply = create(call)
    file = next(reversed(call.world.files.by_id.values()))
    _fill(call, file, content_type, content)
    return reply


def upload_content(call: Call) -> JSON:
    """Replace the content of a file."""
    file = call.world.files.found(call.ids["fileId"], call.caller, write=True)
    body, content_type, content = _uploaded(call)
    if "name" in body:
        file.rename(body["name"])
    _fill(call, file, content_type, content)
    file.touch(call.now, call.caller.email)
    return _shown(call, file)


def import_csv(call: Call) -> JSON:
    """The old v2 upload that replaces a spreadsheet by a CSV; other tabs are lost."""
    file = call.world.files.found(call.ids["fileId"], call.caller, write=True)
    _fill(call, file, call.headers.get("content-type", ""), call.content)
    file.touch(call.now, call.caller.email)
    return {
        "kind": "drive#file",
        "id": file.id,
        "title": file.name,
        "mimeType": file.mime_type,
        "alternateLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk",
    }


def _uploaded(call: Call) -> tuple[JSON, str, bytes]:
    content_type = call.headers.get("content-type", "")
    kind = call.query.get("uploadType")
    if kind == "media":
        return {}, content_type, call.content
    if kind != "multipart":
        raise ApiError(501, f"Uploads of type {kind} are not emulated by this server.")
    message: Any = message_from_bytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + call.content
    )
    described, media = message.get_payload()
    body = orjson.loads(described.get_payload(decode=True))
    return body, media.get_content_type(), media.get_payload(decode=True)


def _fill(call: Call, file: File, content_type: str, content: bytes) -> None:
    file.content = content
    if file.mime_type != SHEETS_TYPE:
        return
    if content_type.startswith(XLSX_TYPE):
        made = spreadsheet_from_xlsx(content, file.id, file.name)
    else:
        made = spreadsheet_from_csv(content, file.id, file.name, call.now)
    file.spreadsheet = made
