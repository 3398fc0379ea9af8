"""What `serve` tells of itself: one line each, with the time, and nothing twice in a row."""

import datetime as dt
from collections.abc import Callable

from jobs.cli.console import Console
from sheets_sync.i18n.sentences import Sentences


class Journal:
    """Lines on standard error, where systemd and people look for them."""

    def __init__(self, console: Console, say: Sentences, clock: Callable[[], dt.datetime]) -> None:
        self._console = console
        self._say = say
        self._clock = clock
        self._last: dict[str, str] = {}

    def tell(self, name: str, /, **facts: object) -> None:
        """One sentence of `jobs.serve`."""
        self.line(self.say(name, **facts))

    def say(self, name: str, /, **facts: object) -> str:
        """One sentence of `jobs.serve`, not told yet."""
        return self._say(f"jobs.serve.{name}", **facts)

    def line(self, text: str) -> None:
        """One line, with the time before it."""
        self._console.note(f"{self._clock():%Y-%m-%d %H:%M:%S} {text.strip()}")

    def trouble(self, topic: str, text: str) -> None:
        """What goes wrong at every try is told once, until it is over."""
        if self._last.get(topic) != text:
            self._last[topic] = text
            self.line(text)

    def over(self, topic: str) -> None:
        """A trouble that was told is gone."""
        if self._last.pop(topic, None) is not None:
            self.tell(f"{topic}_over")
