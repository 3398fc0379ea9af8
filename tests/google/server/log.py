"""The log of requests: what was asked, what it cost, what came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One request."""

    number: int
    method: str
    path: str
    """Decoded, without the query."""
    api_method: str | None
    """As the discovery document names it: `sheets.spreadsheets.values.batchGet`."""
    query: dict[str, list[str]]
    user: str | None
    status: int
    """0 when the connection was reset."""
    request_bytes: int
    reply_bytes: int
    """Of the body as it was sent, compressed or not."""
    quota: str | None
    """`read` or `write` where it counted."""
    fault: str | None
    client: str
    """The address that asked."""
    at: float
    """When it was answered, by the server's clock."""


@dataclass(slots=True)
class Log:
    entries: list[Entry] = field(default_factory=list)
    bodies: dict[int, bytes] = field(default_factory=dict)
    """Request bodies by number, for those below `keep_bodies_below` bytes."""
    keep_bodies_below: int = 1_000_000

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, entry: Entry, body: bytes) -> None:
        self.entries.append(entry)
        if len(body) < self.keep_bodies_below:
            self.bodies[entry.number] = body

    def clear(self) -> None:
        self.entries.clear()
        self.bodies.clear()

    @property
    def reads(self) -> int:
        """Requests that counted as reads of Sheets."""
        return sum(entry.quota == "read" for entry in self.entries)

    @property
    def writes(self) -> int:
        """Requests that counted as writes of Sheets."""
        return sum(entry.quota == "write" for entry in self.entries)

    @property
    def bytes_sent(self) -> int:
        return sum(entry.reply_bytes for entry in self.entries)

    @property
    def bytes_received(self) -> int:
        return sum(entry.request_bytes for entry in self.entries)

    def methods(self) -> list[str | None]:
        """The API methods in the order they were called."""
        return [entry.api_method for entry in self.entries]

    def as_json(self) -> dict[str, Any]:
        return {
            "entries": [asdict(entry) for entry in self.entries],
            "reads": self.reads,
            "writes": self.writes,
            "bytesSent": self.bytes_sent,
            "bytesReceived": self.bytes_received,
        }
