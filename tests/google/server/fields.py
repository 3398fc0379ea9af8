"""The `fields` parameter: held against the reply it chooses from, before anything is done."""

from __future__ import annotations

from ..errors import ApiError, DriveError
from ..masks import Mask, MaskError, parse_mask, unknown_field
from .message import Request
from .targets import Target


def chosen(request: Request, target: Target) -> tuple[Mask, str | None]:
    """What of the reply is asked for, empty for all; a path the reply does not have."""
    text = request.query.get("fields", [""])[-1]
    method, api = target.method, target.api
    if not text or method is None or api is None or method.reply is None:
        return {}, None
    try:
        mask = parse_mask(text)
    except MaskError:
        raise refused(text, target) from None
    return mask, unknown_field(mask, method.reply, api.schemas)


def refused(path: str, target: Target) -> ApiError:
    """The refusal of a path that leads nowhere."""
    if not target.is_sheets:
        return DriveError(400, f"Invalid field selection {path}", "invalidParameter", "fields")
    description = (
        f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    )
    violations = [{"field": path, "description": description}]
    kind = "type.googleapis.com/google.rpc.BadRequest"
    details = [{"@type": kind, "fieldViolations": violations}]
    return ApiError(400, "Request contains an invalid argument.", details)
