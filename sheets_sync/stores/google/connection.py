"""One spreadsheet at Google, over gspread's client: few requests, and failures named by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import google.auth
import orjson
import requests
from google.auth.exceptions import GoogleAuthError
from google.oauth2.service_account import Credentials
from gspread import Client
from gspread.exceptions import APIError
from gspread.urls import DRIVE_FILES_API_V3_URL, SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.endpoint import loopback, redirect
from sheets_sync.stores.google.structure import FIELDS, Structure, structure_of

SCOPE = "https://www.googleapis.com/auth/spreadsheets"
DRIVE_SCOPE = "https://www.googleapis.com/auth/drive.metadata.readonly"


@dataclass(slots=True)
class Spent:
    """What a connection has cost so far."""

    reads: int = 0
    writes: int = 0
    drive: int = 0
    tokens: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    waited: float = 0
    """Seconds spent between attempts."""


class Connection:
    """One spreadsheet: every method is one request, all failures are errors of ours."""

    def __init__(
        self,
        spreadsheet: str,
        credentials: Path | None,
        *,
        endpoint: str = "",
        drive: bool = False,
    ) -> None:
        """Nothing is asked of Google yet; `drive` also asks for the scope of `version`."""
        scopes = [SCOPE, DRIVE_SCOPE] if drive else [SCOPE]
        if credentials is None:
            signed = google.auth.default(scopes=scopes)[0]
        else:
            signed = Credentials.from_service_account_file(  # type: ignore[no-untyped-call]
                str(credentials), scopes=scopes
            )
        self.spreadsheet = spreadsheet
        self.account: str = getattr(signed, "service_account_email", "")
        self.spent = Spent()
        self._http = Client(signed).http_client
        self._http.set_timeout((10, 190))
        if endpoint:
            redirect(self._http.session, loopback(endpoint))

    def structure(self) -> Structure:
        """The sheets of the spreadsheet, without their cells: one read."""
        return structure_of(self.get(FIELDS))

    def get(self, fields: str, **params: object) -> dict[str, Any]:
        """What `spreadsheets.get` says in those fields: one read."""
        self.spent.reads += 1
        asked: dict[str, Any] = {"fields": fields, "prettyPrint": "false", **params}
        return self._ask("get", SPREADSHEET_URL % self.spreadsheet, asked)

    def values(self, filters: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The values of data filters, by columns, dates as serial numbers: one read."""
        self.spent.reads += 1
        url = SPREADSHEET_URL % self.spreadsheet + "/values:batchGetByDataFilter"
        body = {
            "dataFilters": list(filters),
            "majorDimension": "COLUMNS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        fields = "spreadsheetId,valueRanges(valueRange(range,values),dataFilters)"
        return self._ask("post", url, {"prettyPrint": "false", "fields": fields}, body)

    def update(
        self, requests: Sequence[Mapping[str, Any]], *, repeatable: bool, **body: object
    ) -> dict[str, Any]:
        """Carry out requests, all or none: one write.

        Raises:
            StoreError: `google-write-unclear` where nobody can tell whether it was carried out,
                and it is not `repeatable`.
        """
        self.spent.writes += 1
        url = SPREADSHEET_BATCH_UPDATE_URL % self.spreadsheet
        try:
            sent = {"requests": list(requests), **body}
            return self._ask("post", url, {"prettyPrint": "false"}, sent)
        except StoreError as error:
            if repeatable or isinstance(error.__cause__, APIError):
                raise
            raise StoreError("google-write-unclear", spreadsheet=self.spreadsheet) from error

    def version(self) -> str:
        """Changes whenever the spreadsheet does: one call of Drive, none of Sheets."""
        self.spent.drive += 1
        url = f"{DRIVE_FILES_API_V3_URL}/{self.spreadsheet}"
        reply = self._ask("get", url, {"fields": "version,trashed", "prettyPrint": "false"})
        return str(reply["version"])

    def close(self) -> None:
        """Let go of the line; asking again takes it up again."""
        self._http.session.close()

    def _ask(
        self, method: str, url: str, params: dict[str, Any], body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        try:
            reply = self._http.request(method, url, params=params, json=body)
            found: dict[str, Any] = orjson.loads(reply.content)
        except (APIError, requests.RequestException, GoogleAuthError, ValueError) as error:
            raise StoreError(
                "google-failed", spreadsheet=self.spreadsheet, reason=str(error)
            ) from error
        return found
