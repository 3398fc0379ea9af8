"""What a job says: results on standard output, progress and notes on standard error."""

import json as json_format
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol, TextIO, TypeVar

from sheets_sync import logs
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.unfit_characters import escaped, fit

if TYPE_CHECKING:
    from rich.console import Console as Rich

_PLAIN_WIDTH = 120
"""How wide tables are where there is no terminal, in cells."""
_END = object()

Item = TypeVar("Item")


class Advance(Protocol):
    """Says that so many more items are done."""

    def __call__(self, done: int = 1, /) -> None: ...


class Console:
    """Speaks to the person at the terminal, or to a program that asked for JSON."""

    def __init__(
        self,
        stdout: TextIO,
        stderr: TextIO,
        sentences: Sentences,
        *,
        json: bool = False,
        brief: bool = False,
        quiet: bool = False,
    ) -> None:
        """A `brief` one shows summaries and notes only: nobody reads tables in a log.

        A `quiet` one shows what is wrong and nothing else: cron mails whatever is printed.
        """
        self.json_only = json
        self.brief = brief or quiet
        self.quiet = quiet
        self._stdout = stdout
        self._stderr = stderr
        self._sentences = sentences
        self._shown: Rich | None = None
        """Where something moves while it is waited for; other lines go above it."""

    def line(self, text: str = "") -> None:
        """One line of the result; nothing when JSON was asked for."""
        if not (self.json_only or self.brief):
            self._stdout.write(f"{fit(text)}\n")

    def urgent(self, text: str) -> None:
        """One line of what is wrong, for whoever reads no tables; a quiet one shows it, too."""
        if self.quiet:
            self.note(text)
        else:
            self.summary(text)

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads the results as they come."""
        return self._stdout.isatty()

    def summary(self, text: str, **_facts: object) -> None:
        """One line that tells what was done, for whoever reads no tables; a log keeps the facts."""
        if self.brief and not (self.json_only or self.quiet):
            self._stdout.write(f"{fit(text)}\n")
            self._stdout.flush()

    def note(self, text: str) -> None:
        """One line beside the result, always on standard error."""
        if self._shown is None:
            self._stderr.write(f"{fit(text)}\n")
        else:
            self._shown.print(text, soft_wrap=True)

    def failure(self, error: StewardError, say: Sentences, registry: str = "") -> None:
        """What could not be done, and the way out; where one of several registries is meant, it."""
        from jobs.cli.error_screen import error_screen  # slow import

        logs.warn("cannot", error=error.name, **({"registry": registry} if registry else {}))
        if registry:
            self.note(f"[{say.called(registry)}]")
        self.note(error_screen(error, say).rstrip("\n"))

    def json(self, value: object) -> None:
        """One JSON object on one line of standard output."""
        text = json_format.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
        self._stdout.write(f"{escaped(text)}\n")

    def table(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[object]],
        *,
        title: str = "",
        right: Sequence[int] = (),
        styles: Sequence[str | None] | None = None,
    ) -> None:
        """A table; `right` are the columns aligned right, `styles` one colour a row."""
        if self.json_only or self.brief:
            return
        from rich.table import Table  # slow import
        from rich.text import Text  # slow import

        from jobs.cli.wrapped_cell import WrappedCell  # slow import

        table = Table(title=title or None, title_justify="left", title_style="bold")
        texts = [[self._sentences.show(cell) for cell in row] for row in rows]
        for number, name in enumerate(columns):
            whole = all(_is_copied(row[number]) for row in texts)
            justify: Literal["left", "right"] = "right" if number in right else "left"
            table.add_column(Text(name), justify=justify, no_wrap=whole)
        for number, row in enumerate(texts):
            table.add_row(*map(WrappedCell, row), style=styles[number] if styles else None)
        self._rich(self._stdout).print(table)

    @contextmanager
    def progress(self, title: str, total: int) -> Iterator[Advance]:
        """Show how far a long job is; what is yielded takes the number of items just done.

        A bar on a terminal; elsewhere one line at the start.
        """
        if self.brief:
            yield _nothing
        elif self._stderr.isatty():
            with self._bar(title, total) as advance:
                yield advance
        else:
            self.note(f"{title} …")
            yield _nothing

    def awaited(self, title: str, items: Iterator[Item]) -> Iterator[Item]:
        """The items as they come; it shows that each is waited for, where that can take long.

        On a terminal a sign that moves and then is gone; elsewhere one line at the start.
        """
        if self.brief or not self._stderr.isatty():
            if not self.brief:
                self.note(f"{title} …")
            yield from items
            return
        while True:
            with self._moving(title):
                item: Any = next(items, _END)
            if item is _END:
                return
            yield item

    @contextmanager
    def _moving(self, title: str) -> Iterator[None]:
        from rich.text import Text  # slow import

        screen = self._rich(self._stderr)
        with screen.status(Text(title)):
            self._shown = screen
            try:
                yield
            finally:
                self._shown = None

    @contextmanager
    def _bar(self, title: str, total: int) -> Iterator[Advance]:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # slow import

        name = TextColumn("{task.description}", markup=False)
        bar = (name, BarColumn(), TaskProgressColumn())
        screen = self._rich(self._stderr)
        with Progress(*bar, console=screen, transient=True) as progress:
            task = progress.add_task(title, total=total)

            def advance(done: int = 1, /) -> None:
                progress.advance(task, done)

            self._shown = screen
            try:
                yield advance
            finally:
                self._shown = None

    def _rich(self, stream: TextIO) -> "Rich":
        from rich.console import Console as Rich  # slow import

        width = None if stream.isatty() else _PLAIN_WIDTH
        return Rich(file=stream, width=width, highlight=False, markup=False, emoji=False)


_LONGEST_COPIED = 40
"""What is longer leaves no room for a sentence beside it on a narrow terminal."""


def _is_copied(text: str) -> bool:
    """Whether a cell is a name, an address or a code, which people copy and nobody may break."""
    return text.isascii() and not text.count(" ") and len(text) <= _LONGEST_COPIED


def _nothing(done: int = 1, /) -> None:
    """Say nothing of how far it is."""


def _plain(value: object) -> Any:  # noqa: ANN401 — whatever JSON can hold
    if isinstance(value, Iterable):
        return list(value)
    return str(value)
