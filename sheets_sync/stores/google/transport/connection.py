"""One spreadsheet at Google, over gspread's client: few requests, and failures named by us."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from gspread.urls import DRIVE_FILES_API_V3_URL, SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL

from sheets_sync.errors import SetupError
from sheets_sync.stores.google.reading.structure import FIELDS, Structure
from sheets_sync.stores.google.transport.credentials import (
    SHEETS_SCOPE,
    VERSION_SCOPE,
    address,
    signed_in,
)
from sheets_sync.stores.google.transport.endpoint import loopback
from sheets_sync.stores.google.transport.error_mapping import Asked, problem
from sheets_sync.stores.google.transport.http import SteadyClient
from sheets_sync.stores.google.transport.replies import (
    Filters,
    Reply,
    object_in,
    structure_in,
    update_in,
    values_in,
    version_in,
)
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from sheets_sync.stores.google.transport.usage import Quota, Usage

Understood = TypeVar("Understood")

_VALUES = "spreadsheetId,valueRanges(valueRange(range,values),dataFilters)"
_ENTERED = "spreadsheetId,responses(updatedRange,dataFilter)"
_UPDATED = f"spreadsheetId,replies,updatedSpreadsheet({FIELDS})"


class Connection:
    """One spreadsheet: every method is one request, and raises only errors of ours.

    Attributes: `spreadsheet`, its id; `spent`, what it has cost so far; `latest`, its structure
    as the last request that tells it has told it.
    """

    def __init__(
        self,
        spreadsheet: str,
        credentials: Path | None,
        *,
        endpoint: str = "",
        drive: bool = False,
        retry_policy: RetryPolicy | None = None,
        title: str = "",
    ) -> None:
        """Nothing is asked of Google yet; `drive` also asks for the scope of `version`.

        By its `title`, as far as that is known already, people know it when something fails.

        Raises:
            SetupError: there is no account to ask as, or the endpoint is not on this machine.
        """
        endpoint = loopback(endpoint) if endpoint else ""
        scopes = (SHEETS_SCOPE, VERSION_SCOPE) if drive else (SHEETS_SCOPE,)
        self.spreadsheet = spreadsheet
        self._named = f"“{title}” ({spreadsheet})" if title else spreadsheet
        self.spent = Usage()
        self.latest: Structure | None = None
        policy = retry_policy or RetryPolicy()
        self._session = signed_in(credentials, scopes, self.spent, endpoint, policy.silence)
        self._http = SteadyClient(self._session, policy, self.spent)

    @property
    def account(self) -> str:
        """The e-mail address it asks as; empty where that is not known, or not yet."""
        return address(self._session)

    def structure(self) -> Structure:
        """The sheets of the spreadsheet, without their cells: one read."""
        self.latest = self._read({"fields": FIELDS}, lambda c: structure_in(c, self.spreadsheet))
        return self.latest

    def get(self, fields: str, **params: object) -> Reply:
        """What `spreadsheets.get` says in those fields: one read."""
        return self._read({"fields": fields, **params}, object_in)

    def values(self, filters: Filters) -> Reply:
        """The values of data filters, by columns, dates as serial numbers: one read.

        A reply of another spreadsheet, or one that leaves out a sheet, is as good as none.
        """
        return self.values_kept(filters)[0]

    def values_kept(self, filters: Filters) -> tuple[Reply, bytes]:
        """The same, and the reply as it came over the line."""

        def understand(content: bytes) -> tuple[Reply, bytes]:
            return values_in(content, self.spreadsheet, filters), content

        body = {
            "dataFilters": list(filters),
            "majorDimension": "COLUMNS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        url = f"{SPREADSHEET_URL % self.spreadsheet}/values:batchGetByDataFilter"
        return self._ask("read", "POST", url, {"fields": _VALUES}, understand, body)

    def cells(self, filters: Filters, fields: str) -> Reply:
        """What `spreadsheets.getByDataFilter` says of data filters in those fields: one read."""
        url = f"{SPREADSHEET_URL % self.spreadsheet}:getByDataFilter"
        body = {"dataFilters": list(filters)}
        return self._ask("read", "POST", url, {"fields": fields}, self._ours, body)

    def update(
        self,
        requests: Sequence[Mapping[str, Any]],
        *,
        repeatable: bool,
        fields: str = _UPDATED,
        **body: object,
    ) -> Reply:
        """Carry out requests, all or none: one write. The reply also tells the new structure.

        `repeatable` says that carrying them out twice is the same as once.

        Raises:
            StoreError: `google-write-unclear` where nobody can tell whether it was carried out.
        """

        def understand(content: bytes) -> tuple[Reply, Structure | None]:
            if fields == _UPDATED:
                return update_in(content, self.spreadsheet)
            return object_in(content, self.spreadsheet), None

        self.latest = None
        reply, self.latest = self._ask(
            "write",
            "POST",
            SPREADSHEET_BATCH_UPDATE_URL % self.spreadsheet,
            {"fields": fields},
            understand,
            {"includeSpreadsheetInResponse": True, **body, "requests": list(requests)},
            repeatable=repeatable,
        )
        return reply

    def enter(self, filters: Filters, columns: Sequence[Sequence[str | None]]) -> Reply:
        """Type into the first column that each filter means, from its first row on: one write.

        A cell for which there is None stays as it is. The reply tells which ranges were written.
        """
        url = f"{SPREADSHEET_URL % self.spreadsheet}/values:batchUpdateByDataFilter"
        data = [
            {"dataFilter": one, "majorDimension": "COLUMNS", "values": [list(cells)]}
            for one, cells in zip(filters, columns, strict=True)
        ]
        body = {"valueInputOption": "USER_ENTERED", "data": data}
        params = {"fields": _ENTERED}
        return self._ask("write", "POST", url, params, self._ours, body, repeatable=True)

    def version(self) -> str:
        """Changes whenever the spreadsheet does: one call of Drive, none of Sheets.

        Raises:
            SetupError: `google-trashed`, besides what every request may raise.
        """
        url = f"{DRIVE_FILES_API_V3_URL}/{self.spreadsheet}"
        params = {"fields": "version,trashed", "supportsAllDrives": "true"}
        version, trashed = self._ask("drive", "GET", url, params, version_in)
        if trashed:
            raise SetupError("google-trashed", spreadsheet=self._named)
        return version

    def close(self) -> None:
        """Let go of the line; asking again takes it up again."""
        close: Callable[[], None] = self._session.close
        close()

    def _ours(self, content: bytes) -> Reply:
        return object_in(content, self.spreadsheet)

    def _read(
        self, params: Mapping[str, object], understand: Callable[[bytes], Understood]
    ) -> Understood:
        return self._ask("read", "GET", SPREADSHEET_URL % self.spreadsheet, params, understand)

    def _ask(
        self,
        quota: Quota,
        method: str,
        url: str,
        params: Mapping[str, object],
        understand: Callable[[bytes], Understood],
        body: Mapping[str, Any] | None = None,
        *,
        repeatable: bool = False,
    ) -> Understood:
        plain = {"prettyPrint": "false", **params}
        try:
            return self._http.ask(method, url, plain, body, understand, repeatable=repeatable)
        except Exception as error:
            named = problem(error, Asked(self._named, self.account or "–", quota))
            if named is None:
                raise
            raise named from error
