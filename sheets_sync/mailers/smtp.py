"""Hands letters to a mail server, over one connection or several at once."""

import datetime as dt
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from sheets_sync.mail.checkpoints import Checkpoint, pass_by
from sheets_sync.mail.delivery import Envelope, Outcome
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp_line import Preparing, SmtpLine

DOT_SECONDS = 60
"""So long after they were written down the dots of letters may go; a later one is not sent."""


@dataclass(slots=True)
class SmtpMailer:
    """One letter for each connection at a time; they share the step before their dots."""

    server: Server
    clock: Callable[[], dt.datetime]
    checkpoint: Checkpoint = pass_by
    name: str = ""
    at_once: int = 1
    """How many letters are in hand at once, each on a connection of its own."""
    _lines: list[SmtpLine] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.name = self.name or f"smtp:{self.server.host}:{self.server.port}"
        self._lines = [
            SmtpLine(self.server, self.clock, self.checkpoint) for _ in range(self.at_once)
        ]

    def send(self, envelope: Envelope, before_dot: Callable[[], bool]) -> Outcome:
        """Hand over one letter; `before_dot` comes between its last line and the final dot."""
        (outcome,) = self.send_together([envelope], lambda _: [0] if before_dot() else [])
        return outcome

    def send_together(
        self,
        envelopes: Sequence[Envelope],
        before_dots: Callable[[Sequence[int]], Collection[int]],
    ) -> Sequence[Outcome]:
        """Hand over some letters, at most `at_once`; the outcome of each, in their order.

        `before_dots` is called once, with the places of those whose dot would follow, and tells
        which may go.
        """
        try:
            return self._handed(envelopes, before_dots)
        except BaseException:
            # In the middle of a letter there is no goodbye: the dot must not follow.
            for line in self._lines:
                line.hang_up()
            raise

    def _handed(
        self,
        envelopes: Sequence[Envelope],
        before_dots: Callable[[Sequence[int]], Collection[int]],
    ) -> Sequence[Outcome]:
        lines = dict(enumerate(self._lines[: len(envelopes)]))
        early = _in_turns({at: line.prepare(envelopes[at]) for at, line in lines.items()})
        outcomes = {at: outcome for at, outcome in early.items() if outcome is not None}
        ready = [at for at in lines if at not in outcomes]
        mine = before_dots(ready) if ready else []
        begun = time.monotonic()
        for at in ready:
            # One that waited for the others' dots may be believed lost by now.
            late = time.monotonic() - begun > DOT_SECONDS
            if at not in mine or late:
                outcomes[at] = lines[at].give_up()
            elif (lost := lines[at].send_dot()) is not None:
                outcomes[at] = lost
        deadline = time.monotonic() + self.server.data_seconds
        for at in ready:
            if at not in outcomes:
                outcomes[at] = lines[at].answer(deadline)
        return [outcomes[at] for at in range(len(envelopes))]

    def close(self) -> None:
        """Say goodbye on every connection."""
        for line in self._lines:
            line.close()


def _in_turns(waiting: dict[int, Preparing]) -> dict[int, Outcome | None]:
    """Ask on every connection before any answer is waited for, step by step."""
    early: dict[int, Outcome | None] = {}
    while waiting:
        for at, one in [*waiting.items()]:
            try:
                next(one)
            except StopIteration as done:
                early[at] = done.value
                del waiting[at]
    return early
