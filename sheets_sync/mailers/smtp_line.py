"""One connection to a mail server, and the letter on it: it always knows what has been said."""

import contextlib
import datetime as dt
import re
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sheets_sync.mail.checkpoints import Checkpoint
from sheets_sync.mail.delivery import Envelope, Outcome, Verdict
from sheets_sync.mailers.connect import ConnectionRefusedByServerError, Server, greet
from sheets_sync.mailers.smtp_connection import Conversation, DroppedError, Reply
from sheets_sync.mailers.smtp_replies import accepted, redacted, refusal

START_INPUT = 354
GOODBYE_SECONDS = 5
TOO_LARGE = Reply(552, ("5.3.4 SIZE",))
"""What a server would say to a letter that is larger than it said it takes."""
Preparing: TypeAlias = Generator[None, None, Outcome | None]
"""Goes on after each step's answer is there, or waits for it; meanwhile others can be asked."""


@dataclass(slots=True)
class _Open:
    """A connection that is ready for its next letter."""

    line: Conversation
    name: str
    extensions: Mapping[str, str]
    letters: int = 0
    """How many have been tried on it."""
    unfinished: bool = False
    """A transaction was begun and must be reset first."""


@dataclass(slots=True)
class SmtpLine:
    """One recipient per transaction, one connection for many letters."""

    server: Server
    clock: Callable[[], dt.datetime]
    checkpoint: Checkpoint
    _open: _Open | None = field(default=None, init=False)
    _phase: str = field(default="", init=False)

    def prepare(self, envelope: Envelope) -> Preparing:
        """Say all but the final dot; an outcome where the letter cannot go, or not now.

        Pauses each time the server has been asked something.
        """
        most = self.server.letters
        if self._open is not None and most and self._open.letters >= most:
            self.close()
        reused = self._open is not None and self._open.letters > 0
        early = yield from self._one_try(envelope)
        if reused and early is not None and _was_stale(early):
            # It hung up while we were busy, or takes no more letters at one go: that says nothing
            # about the channel.
            self.hang_up()
            early = yield from self._one_try(envelope)
        return early

    def _one_try(self, envelope: Envelope) -> Preparing:
        try:
            connection = self._connected()
        except ConnectionRefusedByServerError as error:
            return error.outcome
        try:
            early = yield from self._begin(connection, envelope)
            if early is None:
                self._body(connection, envelope)
        except DroppedError as error:
            self.hang_up()
            text = redacted(str(error))
            return Outcome(Verdict.DEFERRED, self._phase, text=text, server=connection.name)
        if early is not None and early.verdict is Verdict.CHANNEL:
            self.close()
        return early

    def _connected(self) -> _Open:
        if self._open is None:
            line, name, extensions = greet(self.server, self.clock, self.checkpoint)
            self._open = _Open(line, name, extensions)
        return self._open

    def _begin(self, connection: _Open, envelope: Envelope) -> Preparing:
        line = connection.line
        self._phase = "mail"
        if connection.unfinished:
            reply = line.ask("RSET")
            if reply.kind != 2:  # noqa: PLR2004
                return self._refused(connection, reply)
            connection.unfinished = False
        if _is_too_large(envelope, connection.extensions):
            return self._refused(connection, TOO_LARGE)
        connection.letters += 1
        size = f" SIZE={len(envelope.content)}" if "size" in connection.extensions else ""
        steps = (
            ("mail", f"MAIL FROM:<{envelope.sender}>{size}", (250,)),
            ("rcpt", f"RCPT TO:<{envelope.recipient}>", (250, 251)),
            ("data", "DATA", (START_INPUT,)),
        )
        connection.unfinished = True
        together = "pipelining" in connection.extensions
        if together:
            line.say("".join(f"{command}\r\n" for _, command, _ in steps).encode("ascii"))
            yield
        for phase, command, hoped in steps:
            self._phase = phase
            if not together:
                line.say(f"{command}\r\n".encode("ascii"))
                yield
            reply = line.reply()
            if reply.code not in hoped:
                if together:
                    # It may wait for a body by now: only hanging up surely ends it.
                    self.hang_up()
                return self._refused(connection, reply)
            self.checkpoint(f"after-{phase}")
        return None

    def _refused(self, connection: _Open, reply: Reply) -> Outcome:
        return refusal(self._phase, reply, connection.name)

    def _body(self, connection: _Open, envelope: Envelope) -> None:
        self._phase = "body"
        content = dotted(envelope.content)
        half = len(content) // 2
        connection.line.say(content[:half])
        self.checkpoint("half-body")
        connection.line.say(content[half:])
        self.checkpoint("after-body")
        # Whatever went wrong so far is proof that the letter was not sent; later it is not.
        connection.line.listen()

    def give_up(self) -> Outcome:
        """Leave the letter without its dot: another worker has taken it."""
        name = self._open.name if self._open is not None else ""
        self.hang_up()
        return Outcome(Verdict.FENCED, "body", server=name)

    def send_dot(self) -> Outcome | None:
        """Take the step that cannot be taken back; an outcome where nobody knows whether it was."""
        connection = self._on_line()
        try:
            connection.line.say(b".\r\n")
        except DroppedError as error:
            return self._lost(connection, error)
        self.checkpoint("after-dot")
        return None

    def answer(self, deadline: float) -> Outcome:
        """Wait for what the server makes of the letter, until that moment of `time.monotonic`."""
        connection = self._on_line()
        try:
            reply = connection.line.reply(seconds=max(deadline - time.monotonic(), 0.01))
        except DroppedError as error:
            return self._lost(connection, error)
        self.checkpoint("after-reply")
        connection.unfinished = False
        match reply.kind:
            case 2:
                return accepted(reply, connection.name)
            case 4 | 5:
                outcome = refusal("reply", reply, connection.name)
                if outcome.verdict is Verdict.CHANNEL:
                    self.close()
                return outcome
            case _:  # a server that asks for more after the end: nobody knows what it kept
                self.hang_up()
                return Outcome(Verdict.UNKNOWN, "reply", reply.code, server=connection.name)

    def _on_line(self) -> _Open:
        if self._open is None:
            raise AssertionError
        return self._open

    def _lost(self, connection: _Open, error: DroppedError) -> Outcome:
        self.hang_up()
        text = redacted(str(error))
        return Outcome(Verdict.UNKNOWN, "dot", text=text, server=connection.name)

    def close(self) -> None:
        """Say goodbye; whatever comes back changes nothing."""
        if self._open is not None:
            with contextlib.suppress(DroppedError):
                self._open.line.ask("QUIT", seconds=GOODBYE_SECONDS)
        self.hang_up()

    def hang_up(self) -> None:
        """Leave without a word: what was not ended is not delivered."""
        if self._open is not None:
            self._open.line.close()
            self._open = None


def dotted(content: bytes) -> bytes:
    """Double the dot that begins a line; end with a line end."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _is_too_large(envelope: Envelope, extensions: Mapping[str, str]) -> bool:
    limit = extensions.get("size", "")
    return limit.isdecimal() and 0 < int(limit) < len(envelope.content)


def _was_stale(outcome: Outcome) -> bool:
    hung_up = outcome.verdict is Verdict.DEFERRED and outcome.code == 0
    said_goodbye = outcome.code == 421  # noqa: PLR2004
    if outcome.phase == "mail" and (hung_up or said_goodbye):
        return True
    return outcome.code // 100 == 4 and _ENOUGH.search(outcome.text.lower()) is not None  # noqa: PLR2004


_ENOUGH = re.compile(
    r"(too many|limit|maximum|exceed|enough).{0,60}\b(connection|session)\b"
    r"|\b(per|connection|session)\b.{0,60}(limit|maximum|exceed|enough)"
    r"|(ต่อ|ใน)(หนึ่ง)?การเชื่อมต่อ"
)
"""No more letters on one connection, in a server's words."""
