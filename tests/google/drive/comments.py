"""The methods of `comments`."""

from __future__ import annotations

from ..errors import DriveError
from ..masks import Mask, masked
from ..model import JSON
from ..server.call import Call
from .files import field_mask
from .store import stamp


def _mask(call: Call) -> Mask:
    if not call.query.get("fields"):
        raise DriveError(
            400, "The 'fields' parameter is required for this method.", "required", "fields"
        )
    return field_mask(call, "*")


def list_comments(call: Call) -> JSON:
    mask = _mask(call)
    file = call.world.files.found(call.ids["fileId"], call.caller)
    reply: JSON = masked({"kind": "drive#commentList", "comments": file.comments}, mask)
    return reply


def create(call: Call) -> JSON:
    mask = _mask(call)
    file = call.world.files.found(call.ids["fileId"], call.caller)
    body = call.body or {}
    if not body.get("content"):
        raise DriveError(400, "The comment content is required.", "required", "content")
    made: JSON = {
        "kind": "drive#comment",
        "id": f"AAAA{len(file.comments) + 1:06d}",
        "createdTime": stamp(call.now),
        "modifiedTime": stamp(call.now),
        "author": {
            "kind": "drive#user",
            "displayName": call.caller.email.partition("@")[0],
            "me": True,
        },
        "content": body["content"],
        "htmlContent": body["content"],
        "deleted": False,
        "resolved": False,
        "replies": [],
    }
    if "anchor" in body:
        made["anchor"] = body["anchor"]
    file.comments.append(made)
    reply: JSON = masked(made, mask)
    return reply
