"""What is asked of workbooks and of mail: stores, mailers, and who knows what was accepted."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from sheets_sync.diagnostics import Diagnostic
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.delivery import Envelope, Outcome, Returned

if TYPE_CHECKING:  # a job that opens no workbook does not wait for pandas
    from sheets_sync.planning.missing_structure import Completed
    from sheets_sync.planning.workbook_tabs.tab_model import Output, Written
    from sheets_sync.registry.schema import Schema
    from sheets_sync.registry.workbook import RawWorkbook


@dataclass(frozen=True, slots=True)
class Pulse:
    """The cheapest answer to whether a workbook may have changed."""

    mark: str
    """Another one means: perhaps, also by our own writing; the same one means no."""
    costs: bool = False
    """Whether asking counts against a quota that reading needs, too."""


@dataclass(frozen=True, slots=True)
class Requests:
    """What a store has asked of a service with a quota, so far."""

    reads: int = 0
    writes: int = 0

    def since(self, before: "Requests") -> "Requests":
        """How many more these are."""
        return Requests(self.reads - before.reads, self.writes - before.writes)


class Store(Protocol):
    """One workbook, wherever it is kept."""

    def read(self) -> "RawWorkbook":
        """All tabs as they are now. Raises `SetupError` or `StoreError`, never half a workbook."""
        ...

    def glance(self, titles: Collection[str]) -> "RawWorkbook":
        """The tabs of these titles as they are at this moment, at least; never from memory."""
        ...

    def pulse(self) -> Pulse:
        """What changes whenever the staff's tabs do, or whether somebody has the file open.

        Raises `SetupError` or `StoreError` where nobody can tell.
        """
        ...

    def requests(self) -> Requests:
        """What it has cost so far; nothing for a file."""
        ...

    def write(self, output: "Output") -> "Written":
        """Replace the service's own tabs and status columns; staff cells are never touched."""
        ...

    def provision(
        self, schema: "Schema", say: Sentences, *, time_zone: str, looking: bool = False
    ) -> "Completed":
        """Add what the workbook lacks, in the language of `say`; no cell of the staff changes.

        Where nothing is missing nothing is written. When `looking`, nothing ever is.
        """
        ...

    def mend(self, schema: "Schema", say: Sentences, *, looking: bool = False) -> "Completed":
        """Put broken formulas of the status columns back, where nothing of the staff's is lost."""
        ...

    def examine(
        self, schema: "Schema", say: Sentences, *, time_zone: str, written: bool = True
    ) -> Iterator[Diagnostic]:
        """What is to be said of the workbook and the way to it; nothing in it changes.

        One that is not `written` need only be readable.
        """
        ...


class Mailer(Protocol):
    """Hands over letters one at a time, keeping its connection between them."""

    @property
    def name(self) -> str:
        """The channel: pauses and caps are counted by it."""
        ...

    def send(self, envelope: Envelope, before_dot: Callable[[], bool]) -> Outcome:
        """Hand over one letter; never raises for what a server or a network does.

        `before_dot` is called once, right before the step that cannot be taken back;
        when it answers no, that step is not taken and the verdict is `FENCED`.
        """
        ...

    def close(self) -> None:
        """Say goodbye; the next letter connects again."""
        ...


@runtime_checkable
class ParallelMailer(Mailer, Protocol):
    """Hands over several letters at once, each on a connection of its own."""

    @property
    def at_once(self) -> int:
        """How many letters it takes at once: so many a crash may leave in doubt."""
        ...

    def send_together(
        self,
        envelopes: Sequence[Envelope],
        before_dots: Callable[[Sequence[int]], Collection[int]],
    ) -> Sequence[Outcome]:
        """Hand over some letters, at most `at_once`; the outcome of each, in their order.

        `before_dots` is called once, with the places of the letters that have come so far; for
        those that it does not answer, the last step is not taken and the verdict is `FENCED`.
        """
        ...


class Oracle(Protocol):
    """Answers whether letters were accepted, from a place that keeps what was."""

    @property
    def patience(self) -> Sequence[dt.timedelta]:
        """When to look, counted from the handing over; "not there" is believed at the last one."""
        ...

    def seen(self, message_ids: Collection[str]) -> frozenset[str]:
        """Which of these arrived. Raises `MailError` when it cannot tell."""
        ...


class ReturnMailbox(Protocol):
    """Where reports of undeliverable letters arrive."""

    def returned(self) -> Iterable[Returned]:
        """Every report that was not read yet; one that names no letter has no `message_id`.

        Raises `MailError` when unreachable.
        """
        ...

    def dealt_with(self, report: Returned) -> None:
        """Show people that nobody needs to read this report."""
        ...

    def close(self) -> None: ...
