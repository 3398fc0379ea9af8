"""Letters as `.eml` files in a folder, which also knows what was put there."""

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Collection
from pathlib import Path

from sheets_sync.errors import MailError
from sheets_sync.files import make_folder
from sheets_sync.mail.delivery import FILES, Envelope, Outcome, Verdict

PAUSE = dt.timedelta(minutes=5)
"""How long to wait before a full disk or a folder without rights is tried again."""


class OutboxMailer:
    """Writes each letter whole or not at all; a letter that is there is never replaced."""

    name = "outbox"
    patience = (dt.timedelta(0),)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, envelope: Envelope, before_dot: Callable[[], bool]) -> Outcome:
        """Put the letter into the folder; `before_dot` comes before it gets its name."""
        final = self.folder / file_name(envelope)
        part = self.folder / f".{final.name}.{os.getpid()}.part"
        try:
            make_folder(self.folder)
            _write(part, envelope.content)
        except OSError as error:
            _remove(part)
            return _outcome(Verdict.CHANNEL, "body", error)
        if not before_dot():
            _remove(part)
            return Outcome(Verdict.FENCED, "body")
        try:
            _name(part, final)
            _remove(*self.folder.glob(f".{final.name}.*.part"))
            _sync(self.folder)
        except OSError as error:
            return _outcome(Verdict.UNKNOWN, "dot", error)
        return Outcome(Verdict.ACCEPTED, "reply", server=FILES, queue_id=final.name)

    def seen(self, message_ids: Collection[str]) -> frozenset[str]:
        """Which of these letters are in the folder."""
        try:
            there = {path.stem[-_ID:] for path in self.folder.glob("*.eml")}
        except OSError as error:
            raise MailError("outbox-unreadable", folder=self.folder) from error
        return frozenset(each for each in message_ids if each[1 : _ID + 1] in there)

    def close(self) -> None:
        """Nothing stays open between letters."""


_ID = 32


def file_name(envelope: Envelope) -> str:
    """Name the file after the day and the key's stand-in: nothing a sheet could choose."""
    return f"{envelope.date:%Y-%m-%d}-{envelope.name}.eml"


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _name(part: Path, final: Path) -> None:
    """Give the finished file its name unless it is taken."""
    try:
        os.link(part, final)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not final.exists():
            part.replace(final)


def _sync(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(*paths: Path) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _outcome(verdict: Verdict, phase: str, error: OSError) -> Outcome:
    pause = PAUSE if verdict is Verdict.CHANNEL else dt.timedelta(0)
    return Outcome(verdict, phase, text=error.strerror or "", server=FILES, pause=pause)
