"""The mailbox that undeliverable letters return to: each mail in it is looked at once.

What people read or mark there says nothing: how far it has been read is remembered by the
numbers that the server gives its mails. Of most mails only a few headers are fetched.
"""

import contextlib
import datetime as dt
import email
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sheets_sync.mail.delivery import Returned
from sheets_sync.mailers.bounce_reports import looks_like_report, returned
from sheets_sync.mailers.imap import Mailbox, errors_named, logged_in

if TYPE_CHECKING:  # slow to import, and no command but those that mail needs it
    from imapclient import IMAPClient

_HEADERS = "BODY.PEEK[HEADER.FIELDS (FROM SUBJECT RETURN-PATH CONTENT-TYPE X-FAILED-RECIPIENTS)]"
_BEGINNING = "BODY.PEEK[]<0.131072>"
"""The report and the headers of the letter stand there; what was attached does not matter."""
_HEADERS_AT_ONCE, _REPORTS_AT_ONCE = 500, 20


class Memory(Protocol):
    """Keeps small texts until the next run."""

    def recall(self, name: str) -> str:
        """What was last kept under this name; empty where nothing was."""
        ...

    def remember(self, name: str, text: str) -> None:
        """Keep a text under this name, in place of what was kept."""
        ...


@dataclass(slots=True)
class ImapReturns:
    """A return mailbox, read on from where it was left."""

    mailbox: Mailbox
    clock: Callable[[], dt.datetime]
    memory: Memory | None = None
    """Keeps how far it has been read: `UIDVALIDITY/UID`; without it, all is read each time."""
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack, init=False)
    _client: "IMAPClient | None" = field(default=None, init=False)
    _validity: int = field(default=0, init=False)
    _next: int = field(default=0, init=False)

    @property
    def _name(self) -> str:
        return f"returns/{self.mailbox.user}@{self.mailbox.host}/{self.mailbox.folder}"

    def returned(self) -> Iterator[Returned]:
        """Read the reports that have arrived since the last time."""
        client = self._opened()
        numbers = self._new(client)
        for some in _chunks(numbers, _HEADERS_AT_ONCE):
            with errors_named("read"):
                heads = client.fetch(some, [_HEADERS])
            reports = [number for number in some if _may_be_report(heads.get(number, {}))]
            for few in _chunks(reports, _REPORTS_AT_ONCE):
                with errors_named("read"):
                    contents = client.fetch(few, [_BEGINNING])
                for number in few:
                    report = returned(_content(contents.get(number, {})), str(number))
                    if report is not None:
                        yield report
            # Whoever asks for more has dealt with these.
            if self.memory is not None:
                self.memory.remember(self._name, f"{self._validity}/{some[-1]}")

    def dealt_with(self, report: Returned) -> None:
        """Mark the report as read, for the people who look there, too."""
        with errors_named("mark"):
            self._opened().add_flags([int(report.handle)], [b"\\Seen"], silent=True)

    def _new(self, client: "IMAPClient") -> list[int]:
        position = self.memory.recall(self._name) if self.memory is not None else ""
        validity, _, last = position.partition("/")
        read = int(last) if validity == str(self._validity) and last.isdecimal() else 0
        if self._next and read + 1 >= self._next:
            return []
        with errors_named("read"):
            found = client.search(["UID", f"{read + 1}:*"])
        return sorted(number for number in found if number > read)

    def _opened(self) -> "IMAPClient":
        if self._client is None:
            client = self._stack.enter_context(logged_in(self.mailbox, self.clock()))
            with errors_named("folder", self.mailbox.host):
                about = client.select_folder(self.mailbox.folder or "INBOX")
            self._validity = int(about.get(b"UIDVALIDITY", 0))
            self._next = int(about.get(b"UIDNEXT", 0))
            self._client = client
        return self._client

    def close(self) -> None:
        """Hang up."""
        self._client = None
        self._stack.close()


def _may_be_report(fetched: dict[bytes, object]) -> bool:
    return looks_like_report(email.message_from_bytes(_content(fetched)))


def _content(fetched: dict[bytes, object]) -> bytes:
    found = (value for name, value in fetched.items() if name.startswith(b"BODY["))
    content = next(found, b"")
    return content if isinstance(content, bytes) else b""


def _chunks(numbers: Sequence[int], size: int) -> Iterator[list[int]]:
    for at in range(0, len(numbers), size):
        yield [*numbers[at : at + size]]
