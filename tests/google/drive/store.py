"""The files of a Drive, and who may open them."""

from __future__ import annotations

import base64
import copy
import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from ..errors import DriveError, forbidden, not_found
from ..model import JSON, Caller, Spreadsheet, new_spreadsheet

SHEETS_TYPE = "application/vnd.google-apps.spreadsheet"
FOLDER_TYPE = "application/vnd.google-apps.folder"
ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")


def stamp(at: dt.datetime) -> str:
    """A time as Drive writes it: UTC, to the millisecond."""
    utc = at.astimezone(dt.UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


@dataclass(slots=True)
class File:
    """One file; a spreadsheet's cells hang on it."""

    id: str
    name: str
    mime_type: str
    created: dt.datetime
    modified: dt.datetime
    permissions: list[JSON] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    version: int = 1
    trashed: bool = False
    spreadsheet: Spreadsheet | None = None
    content: bytes = b""
    comments: list[JSON] = field(default_factory=list)
    modified_by: str = ""
    others: JSON = field(default_factory=dict)
    """Further writable fields: description, starred, properties."""

    def touch(self, now: dt.datetime, email: str) -> None:
        """Note a change: `version` and `modifiedTime` move on."""
        self.version += 1
        self.modified = max(now, self.modified + dt.timedelta(milliseconds=1))
        self.modified_by = email

    def sync_name(self) -> None:
        """A spreadsheet's title is its file's name."""
        if self.spreadsheet is not None:
            self.name = self.spreadsheet.title

    def rename(self, name: str) -> None:
        self.name = name
        if self.spreadsheet is not None:
            self.spreadsheet.title = name

    def role(self, email: str) -> str | None:
        """The highest role a person has here; None for strangers."""
        domain = email.rpartition("@")[2]
        held = [
            permission["role"]
            for permission in self.permissions
            if permission.get("emailAddress") == email
            or (permission["type"] == "domain" and permission.get("domain") == domain)
            or permission["type"] == "anyone"
        ]
        return max(held, key=ROLES.index, default=None)

    @property
    def owner(self) -> str:
        owners = [p["emailAddress"] for p in self.permissions if p["role"] == "owner"]
        return owners[0] if owners else ""


def permission_id(kind: str, who: str) -> str:
    """The id of a permission: always the same for the same person."""
    if kind == "anyone":
        return "anyoneWithLink"
    digest = hashlib.sha256(who.encode()).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**20:020d}"


def permission(kind: str, role: str, who: str = "") -> JSON:
    """A Permission message."""
    found: JSON = {
        "kind": "drive#permission",
        "id": permission_id(kind, who),
        "type": kind,
        "role": role,
    }
    if kind in {"user", "group"}:
        found |= {
            "emailAddress": who,
            "displayName": who.partition("@")[0],
            "deleted": False,
            "pendingOwner": False,
        }
    elif kind == "domain":
        found |= {"domain": who, "displayName": who, "allowFileDiscovery": False}
    else:
        found["allowFileDiscovery"] = False
    return found


class Files:
    """All files, by id."""

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        self._now = now
        self._made = 0
        self.by_id: dict[str, File] = {}
        self.service_accounts_have_storage = True
        """Off, a service account cannot own files, as on accounts made since 2025."""

    def new_id(self) -> str:
        self._made += 1
        digest = hashlib.sha256(f"file {self._made}".encode()).digest()
        return "1" + base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def new(
        self, name: str, mime_type: str, caller: Caller, parents: list[str] | None = None
    ) -> File:
        """A new file that the caller owns."""
        if caller.email.endswith(".gserviceaccount.com") and not self.service_accounts_have_storage:
            raise DriveError(
                403, "The user's Drive storage quota has been exceeded.", "storageQuotaExceeded"
            )
        file_id = self.new_id()
        now = self._now()
        file = File(file_id, name, mime_type, now, now, parents=parents or ["root"])
        file.permissions.append(permission("user", "owner", caller.email))
        file.modified_by = caller.email
        if mime_type == SHEETS_TYPE:
            file.spreadsheet = new_spreadsheet(file_id, name)
        self.by_id[file_id] = file
        return file

    def new_spreadsheet(self, title: str, caller: Caller) -> File:
        return self.new(title, SHEETS_TYPE, caller)

    def add(self, spreadsheet: Spreadsheet, owner: str) -> File:
        """Put a spreadsheet in that was made elsewhere, under its own id."""
        now = self._now()
        file = File(spreadsheet.id, spreadsheet.title, SHEETS_TYPE, now, now, parents=["root"])
        file.spreadsheet = spreadsheet
        file.permissions.append(permission("user", "owner", owner))
        self.by_id[file.id] = file
        return file

    def copied(self, source: File, name: str | None, caller: Caller, parents: list[str]) -> File:
        made = self.new(name or f"Copy of {source.name}", source.mime_type, caller, parents)
        made.content = source.content
        if source.spreadsheet is not None:
            cells = source.spreadsheet.snapshot()
            cells.id, cells.title = made.id, made.name
            made.spreadsheet = cells
        made.others = copy.deepcopy(source.others)
        return made

    def opened(self, file_id: str, caller: Caller, *, write: bool) -> File:
        """The spreadsheet, or the refusal that Sheets gives."""
        file = self.by_id.get(file_id)
        if file is None or file.spreadsheet is None:
            raise not_found()
        role = file.role(caller.email)
        if role is None or (write and role in {"reader", "commenter"}):
            raise forbidden()
        return file

    def found(self, file_id: str, caller: Caller, *, write: bool = False) -> File:
        """The file, or the refusal that Drive gives: what one may not see is not there."""
        file = self.by_id.get(file_id)
        role = file.role(caller.email) if file else None
        if file is None or role is None:
            raise DriveError(404, f"File not found: {file_id}.", "notFound", "fileId")
        if write and role in {"reader", "commenter"}:
            raise DriveError(
                403,
                "The user does not have sufficient permissions for this file.",
                "insufficientFilePermissions",
            )
        return file

    def visible(self, caller: Caller) -> list[File]:
        """What a person can see, the last changed first."""
        seen = [file for file in self.by_id.values() if file.role(caller.email)]
        return sorted(seen, key=lambda file: file.modified, reverse=True)
