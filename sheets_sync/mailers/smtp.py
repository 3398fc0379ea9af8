"""Hands letters to a mail server, phase by phase: it always knows what has been said."""

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from sheets_sync.mail.checkpoints import Checkpoint, pass_by
from sheets_sync.mail.delivery import Envelope, Outcome, Verdict
from sheets_sync.mailers.connect import ConnectionRefusedByServerError, Server, greet
from sheets_sync.mailers.smtp_connection import Conversation, DroppedError, Reply
from sheets_sync.mailers.smtp_replies import accepted, redacted, refusal

START_INPUT = 354


@dataclass(slots=True)
class _Open:
    """A connection that is ready for its next letter."""

    line: Conversation
    name: str
    extensions: frozenset[str]
    used: bool = False
    unfinished: bool = False
    """A transaction was begun and must be reset first."""


@dataclass(slots=True)
class SmtpMailer:
    """One recipient per transaction, one connection for many letters."""

    server: Server
    clock: Callable[[], dt.datetime]
    checkpoint: Checkpoint = pass_by
    name: str = ""
    _open: _Open | None = field(default=None, init=False)
    _phase: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.name = self.name or f"smtp:{self.server.host}:{self.server.port}"

    def send(self, envelope: Envelope, before_dot: Callable[[], bool]) -> Outcome:
        """Hand over one letter; `before_dot` comes between its last line and the final dot."""
        try:
            return self._tries(envelope, before_dot)
        except BaseException:
            # In the middle of a letter there is no goodbye: the dot must not follow.
            self._hang_up()
            raise

    def _tries(self, envelope: Envelope, before_dot: Callable[[], bool]) -> Outcome:
        reused = self._open is not None and self._open.used
        outcome = self._one_try(envelope, before_dot)
        if reused and _line_was_stale(outcome):
            # The server hung up while we were busy: that says nothing about the channel.
            self._hang_up()
            outcome = self._one_try(envelope, before_dot)
        return outcome

    def _one_try(self, envelope: Envelope, before_dot: Callable[[], bool]) -> Outcome:
        try:
            connection = self._connected()
        except ConnectionRefusedByServerError as error:
            return error.outcome
        try:
            early = self._begin(connection, envelope)
            if early is None:
                self._body(connection, envelope)
        except DroppedError as error:
            self._hang_up()
            return Outcome(
                Verdict.DEFERRED,
                self._phase,
                text=redacted(str(error)),
                server=connection.name,
            )
        if early is not None:
            if early.verdict is Verdict.CHANNEL:
                self.close()
            return early
        return self._finish(connection, before_dot)

    def _connected(self) -> _Open:
        if self._open is None:
            line, name, extensions = greet(self.server, self.clock, self.checkpoint)
            self._open = _Open(line, name, extensions)
        return self._open

    def _begin(self, connection: _Open, envelope: Envelope) -> Outcome | None:
        line = connection.line
        self._phase = "mail"
        if connection.unfinished:
            reply = line.ask("RSET")
            if reply.kind != 2:  # noqa: PLR2004
                return self._refused(connection, reply)
            connection.unfinished = False
        connection.used = True
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
        for phase, command, hoped in steps:
            self._phase = phase
            reply = line.reply() if together else line.ask(command)
            if reply.code not in hoped:
                if together:
                    # It may wait for a body by now: only hanging up surely ends it.
                    self._hang_up()
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

    def _finish(self, connection: _Open, before_dot: Callable[[], bool]) -> Outcome:
        """Take the step that cannot be taken back, unless somebody else took the letter."""
        if not before_dot():
            self._hang_up()
            return Outcome(Verdict.FENCED, "body", server=connection.name)
        try:
            connection.line.say(b".\r\n")
            self.checkpoint("after-dot")
            reply = connection.line.reply(seconds=self.server.data_seconds)
        except DroppedError as error:
            self._hang_up()
            return Outcome(
                Verdict.UNKNOWN, "dot", text=redacted(str(error)), server=connection.name
            )
        self.checkpoint("after-reply")
        connection.unfinished = False
        return self._answered(connection, reply)

    def _answered(self, connection: _Open, reply: Reply) -> Outcome:
        match reply.kind:
            case 2:
                return accepted(reply, connection.name)
            case 4 | 5:
                outcome = refusal("reply", reply, connection.name)
                if outcome.verdict is Verdict.CHANNEL:
                    self.close()
                return outcome
            case _:  # a server that asks for more after the end: nobody knows what it kept
                self._hang_up()
                return Outcome(Verdict.UNKNOWN, "reply", reply.code, server=connection.name)

    def close(self) -> None:
        """Say goodbye; whatever comes back changes nothing."""
        if self._open is not None:
            with contextlib.suppress(DroppedError):
                self._open.line.ask("QUIT", seconds=GOODBYE_SECONDS)
        self._hang_up()

    def _hang_up(self) -> None:
        if self._open is not None:
            self._open.line.close()
            self._open = None


GOODBYE_SECONDS = 5


def dotted(content: bytes) -> bytes:
    """Double the dot that begins a line; end with a line end."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _line_was_stale(outcome: Outcome) -> bool:
    hung_up = outcome.verdict is Verdict.DEFERRED and outcome.code == 0
    said_goodbye = outcome.code == 421  # noqa: PLR2004
    return outcome.phase == "mail" and (hung_up or said_goodbye)
