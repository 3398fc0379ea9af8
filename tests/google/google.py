"""The loopback Google, as tests and programs hold it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import rsa

from .drive.store import permission
from .load import load_spreadsheet
from .model import Spreadsheet
from .server.listener import Listener
from .server.workbook import STAFF, Workbook
from .server.world import World

ROBOT = "robot@loopback.iam.gserviceaccount.com"
"""The service account whose key `service_account_info` gives by default."""


class Google:
    """A server that is running, with everything behind it.

    Attributes: `log`, `faults`, `edits`, `quota`, `clock`, `identity`, `files`, `conformance`.
    """

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        self.world = World()
        self._listener = Listener(self.world, port, host)
        self.url = self._listener.url
        self.world.identity.token_uri = f"{self.url}/token"
        self.log = self.world.log
        self.faults = self.world.faults
        self.edits = self.world.edits
        self.quota = self.world.quota
        self.clock = self.world.clock
        self.identity = self.world.identity
        self.files = self.world.files
        self.conformance = self.world.conformance
        self._keys: dict[str, dict[str, str]] = {}
        self._key: rsa.RSAPrivateKey | None = None

    def start(self) -> Self:
        self._listener.start()
        return self

    def stop(self) -> None:
        self._listener.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def service_account_info(self, email: str = ROBOT) -> dict[str, str]:
        """The JSON key of a service account; the same one every time."""
        if email not in self._keys:
            self._keys[email] = self.identity.service_account_info(email, self._key)
        return dict(self._keys[email])

    def use_key(self, key: rsa.RSAPrivateKey) -> None:
        """Give this key to service accounts from now on instead of making new ones."""
        self._key = key

    def spreadsheet(self, spreadsheet_id: str) -> Workbook:
        """A spreadsheet from the inside."""
        return self.world.workbook(self.files.by_id[spreadsheet_id])

    def new_spreadsheet(
        self,
        title: str = "Workbook",
        tabs: dict[str, Sequence[Sequence[Any]]] | None = None,
        *,
        owner: str = STAFF,
        writers: Iterable[str] = (ROBOT,),
        readers: Iterable[str] = (),
        locale: str = "en_US",
        time_zone: str = "Asia/Bangkok",
    ) -> Workbook:
        """A spreadsheet of a person, shared with others; the rows of tabs are typed in."""
        book = Spreadsheet(self.files.new_id(), title, locale, time_zone)
        for place, name in enumerate(tabs or {"Sheet1": []}):
            book.add_sheet(name, sheet_id=0 if place == 0 else None)
        workbook = self._shared(book, owner, writers, readers)
        for name, rows in (tabs or {}).items():
            if rows:
                workbook.set(workbook.a1(name, "A1"), rows)
        return workbook

    def load(
        self, path: Path, *, owner: str = STAFF, writers: Iterable[str] = (ROBOT,)
    ) -> Workbook:
        """A spreadsheet from an .xlsx or .json file."""
        return self._shared(load_spreadsheet(path, self.files.new_id()), owner, writers, ())

    def _shared(
        self, book: Spreadsheet, owner: str, writers: Iterable[str], readers: Iterable[str]
    ) -> Workbook:
        file = self.files.add(book, owner)
        for role, people in (("writer", writers), ("reader", readers)):
            file.permissions += [permission("user", role, email) for email in people]
        return self.world.workbook(file)
