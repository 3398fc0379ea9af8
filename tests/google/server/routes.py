"""Which method answers which request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..drive import comments, files, permissions
from ..sheets import spreadsheets, values
from .call import Call

Handler: TypeAlias = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Route:
    """A method of an API: who answers it, and what it counts as."""

    handler: Handler
    kind: Literal["read", "write"]


def _read(handler: Handler) -> Route:
    return Route(handler, "read")


def _write(handler: Handler) -> Route:
    return Route(handler, "write")


ROUTES: dict[str, Route] = {
    "sheets.spreadsheets.create": _write(spreadsheets.create),
    "sheets.spreadsheets.get": _read(spreadsheets.get),
    "sheets.spreadsheets.getByDataFilter": _read(spreadsheets.get_by_data_filter),
    "sheets.spreadsheets.batchUpdate": _write(spreadsheets.batch_update),
    "sheets.spreadsheets.sheets.copyTo": _write(spreadsheets.copy_sheet_to),
    "sheets.spreadsheets.developerMetadata.get": _read(spreadsheets.get_metadata),
    "sheets.spreadsheets.developerMetadata.search": _read(spreadsheets.search_metadata),
    "sheets.spreadsheets.values.get": _read(values.get),
    "sheets.spreadsheets.values.batchGet": _read(values.batch_get),
    "sheets.spreadsheets.values.batchGetByDataFilter": _read(values.batch_get_by_data_filter),
    "sheets.spreadsheets.values.update": _write(values.update),
    "sheets.spreadsheets.values.batchUpdate": _write(values.batch_update),
    "sheets.spreadsheets.values.batchUpdateByDataFilter": _write(
        values.batch_update_by_data_filter
    ),
    "sheets.spreadsheets.values.append": _write(values.append),
    "sheets.spreadsheets.values.clear": _write(values.clear),
    "sheets.spreadsheets.values.batchClear": _write(values.batch_clear),
    "sheets.spreadsheets.values.batchClearByDataFilter": _write(values.batch_clear_by_data_filter),
    "drive.about.get": _read(files.about),
    "drive.files.create": _write(files.create),
    "drive.files.get": _read(files.get),
    "drive.files.list": _read(files.list_files),
    "drive.files.copy": _write(files.copy),
    "drive.files.update": _write(files.update),
    "drive.files.delete": _write(files.delete),
    "drive.files.export": _read(files.export),
    "drive.permissions.create": _write(permissions.create),
    "drive.permissions.get": _read(permissions.get),
    "drive.permissions.list": _read(permissions.list_permissions),
    "drive.permissions.update": _write(permissions.update),
    "drive.permissions.delete": _write(permissions.delete),
    "drive.comments.create": _write(comments.create),
    "drive.comments.list": _read(comments.list_comments),
}
"""By the id the discovery document gives the method."""

UPLOADS: dict[tuple[str, str], Route] = {
    ("POST", "/upload/drive/v3/files"): _write(files.upload),
    ("PATCH", "/upload/drive/v3/files/{fileId}"): _write(files.upload_content),
    ("PUT", "/upload/drive/v2/files/{fileId}"): _write(files.import_csv),
}
"""Methods that take content; the discovery documents describe their paths apart."""
