"""What `serve` and its children tell of themselves: events of the log, as sentences for people.

On a terminal they are lines with the time, elsewhere JSON lines; both go where the log goes.
"""

import io
import logging
from collections.abc import Sequence

from jobs.cli.bug_report import bug_line
from jobs.cli.console import Console
from jobs.cli.error_screen import one_line
from sheets_sync import logs
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Sentences


class Journal:
    """The events of one process, nothing twice in a row."""

    def __init__(self, say: Sentences, config: str | None = None) -> None:
        self._say = say
        self._config = config
        self._last: dict[str, object] = {}

    def tell(self, event: str, /, *, level: int = logging.INFO, **facts: object) -> None:
        """One event, with its sentence of `jobs.serve`."""
        said = self._say(f"jobs.serve.{event}", **facts)
        logs.note(event.replace("_", "-"), level=level, said=said, **facts)

    def warn(self, event: str, /, **facts: object) -> None:
        """One event that somebody should look at."""
        self.tell(event, level=logging.WARNING, **facts)

    def failure(self, error: StewardError, *, then: str = "", **facts: object) -> None:
        """What could not be done and the way out; `then` is what becomes of it, of `jobs.serve`."""
        parts = [one_line(error, self._say), self._say(f"jobs.serve.{then}") if then else ""]
        if registry := str(facts.get("registry", "")):
            parts[0] = f"{self._say.called(registry)}: {parts[0]}"
        logs.warn("cannot", error=error.name, said=" ".join(filter(None, parts)), **facts)

    def bug(self, error: Exception, typed: Sequence[str] = ("serve",), **facts: object) -> None:
        """A mistake of ours: its traceback is in a file, which is named."""
        said = bug_line(error, typed, self._config, self._say)
        kind = type(error).__name__
        logs.note("bug", level=logging.ERROR, error=kind, said=said, **facts)

    def trouble(self, topic: str, error: Exception, *, then: str = "") -> None:
        """What goes wrong at every try is told once, until it is over."""
        what = (error.name, error.facts) if isinstance(error, StewardError) else repr(error)
        if self._last.get(topic) == what:
            return
        self._last[topic] = what
        if isinstance(error, StewardError):
            self.failure(error, then=then)
        else:
            self.bug(error)

    def over(self, topic: str) -> None:
        """A trouble that was told is gone."""
        if self._last.pop(topic, None) is not None:
            self.tell(f"{topic}_over")


class JournalConsole(Console):
    """The console of a job that nobody called: what it says goes into the log."""

    def __init__(self, say: Sentences, journal: Journal) -> None:
        super().__init__(io.StringIO(), io.StringIO(), say, brief=True)
        self._journal = journal

    def summary(self, text: str, **facts: object) -> None:
        """One job that was done, or that failed."""
        level = logging.WARNING if facts.get("failed") else logging.INFO
        logs.note("job", level=level, said=text, **facts)

    def note(self, text: str) -> None:
        """Something beside the result."""
        logs.note("noted", said=text)

    def failure(self, error: StewardError, say: Sentences, registry: str = "") -> None:  # noqa: ARG002
        """What could not be done, and the way out."""
        self._journal.failure(error, **({"registry": registry} if registry else {}))
