"""One cell of a table, broken into lines where Thai may be broken and never cut off."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from jobs.cli.text_width import width, wrapped

_NARROWEST = 12
"""How far a column of long words may shrink, in cells."""


class WrappedCell:
    """Text that knows how narrow it can be."""

    def __init__(self, text: str) -> None:
        self._parts = text.splitlines()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = [line for part in self._parts for line in wrapped(part, options.max_width) or [""]]
        yield Text("\n".join(lines), no_wrap=True, justify=options.justify)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        words = (word for part in self._parts for word in part.split())
        longest = _widest(words)
        return Measurement(min(longest, _NARROWEST), _widest(self._parts))


def _widest(texts: Iterable[str]) -> int:
    return max(map(width, texts), default=0)
