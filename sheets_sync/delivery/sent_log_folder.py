"""The files of one list of letters that left: one file a month, one line a letter.

They name nobody: a letter stands there by its id and by a salted digest of its key, so that
another ledger, which names letters otherwise, knows it too.
"""

import base64
import datetime as dt
import hashlib
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sheets_sync.mail.message import InvitationKey, LetterKey, key_text

MONTHS = 2
"""So many files are kept: no letter is worth sending after so long."""
_SALT, _BELIEVED = "salt", "believed"
_DIGEST_LENGTH = 32
_WORDS = 3
"""Of a letter itself: when it left, its id, and what stands for its key."""
_MOST_WORDS = 2
"""That may follow a letter's own: two of a session, or one of what it told."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A letter whose dot goes out next."""

    id: str
    key: LetterKey
    at: dt.datetime
    version: str = ""
    """Which state of a session it tells, if it is about one."""
    told: str = ""
    """What it tells otherwise, as a text that names nobody."""


@dataclass(frozen=True, slots=True)
class LoggedDeparture:
    """A line of the list."""

    id: str
    at: dt.datetime
    digest: str
    salt: str
    session: str = ""
    """Stands for a session and its reader; empty for other letters."""
    version: str = ""
    """Stands for the state of it that the reader was told."""
    packed: str = ""
    """What a letter that is about no session told."""

    @property
    def told(self) -> str:
        """The text that was written down with the letter; empty where none was, or it is torn."""
        try:
            return zlib.decompress(base64.urlsafe_b64decode(self.packed)).decode()
        except (ValueError, zlib.error):
            return ""


@dataclass(slots=True)
class LogFolder:
    """One place of the list. Every method may raise `OSError`, but for reading."""

    folder: Path
    lasting: bool
    """Whether each line is on the disk before its letter leaves."""
    _file: int | None = field(default=None, init=False)
    _path: Path | None = field(default=None, init=False)
    _salt: str = field(default="", init=False)

    def append(self, departures: Sequence[Departure]) -> None:
        """Write some letters down."""
        file = self._opened(departures[0].at)
        lines = "".join(f"{' '.join(self._words(one))}\n" for one in departures)
        os.write(file, lines.encode("ascii"))
        if self.lasting:
            os.fsync(file)

    def believe_ledger(self, now: dt.datetime) -> None:
        """Mark the place from which on a line proves that the ledger has forgotten."""
        if self._paths():
            os.write(self._opened(now), f"{_BELIEVED}\n".encode("ascii"))

    def lines(self) -> Iterator[LoggedDeparture | None]:
        """Every line of the files that are kept; nothing for the mark of a person's look."""
        for path in self._paths():
            salt = ""
            for line in _text(path).splitlines():
                match line.split():
                    case [_, text] as words if _is_salt(words):
                        salt = salt or text
                    case [word] if word == _BELIEVED:
                        yield None
                    case [at, id_, digest, *more] as words if _is_departure(words):
                        with suppress(ValueError):  # a line that a crash cut off
                            moment = dt.datetime.fromisoformat(at)
                            facts = ("", "", *more) if len(more) == 1 else more
                            yield LoggedDeparture(id_, moment, digest, salt, *facts)

    def digests(self) -> Iterator[tuple[str, frozenset[str]]]:
        """What stands for each letter of each file, and the file's salt.

        Every run asks for it, of all letters of two months.
        """
        for path in self._paths():
            lines = [line.split() for line in _text(path).splitlines()]
            salt = next((words[1] for words in lines if _is_salt(words)), "")
            yield salt, frozenset(words[2] for words in lines if _is_departure(words))

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _words(self, one: Departure) -> tuple[str, ...]:
        """A letter as the words of its line."""
        at = one.at.astimezone(dt.UTC).isoformat()
        words = (at, one.id, digest_of(self._salt, one.key))
        if isinstance(one.key, InvitationKey):
            return (*words, *digests_of_state(self._salt, one.key, one.version))
        if one.told:
            return (*words, base64.urlsafe_b64encode(zlib.compress(one.told.encode())).decode())
        return words

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("sent-[0-9]*.log"))

    def _opened(self, now: dt.datetime) -> int:
        path = self.folder / f"sent-{now.astimezone(dt.UTC):%Y-%m}.log"
        if self._file is not None and self._path == path:
            return self._file
        self.close()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        self._file, self._path = file, path
        if not _salt_of(path):
            os.write(file, f"{_SALT} {os.urandom(8).hex()}\n".encode("ascii"))
            self._prune()
            _sync(self.folder)
        else:
            os.write(file, b"\n")  # a crash may have cut off the last line
        self._salt = _salt_of(path)  # of whoever began the file
        return file

    def _prune(self) -> None:
        for path in self._paths()[:-MONTHS]:
            with suppress(OSError):
                path.unlink()


def _is_salt(words: Sequence[str]) -> bool:
    return len(words) == 2 and words[0] == _SALT  # noqa: PLR2004 — the word and what it names


def _is_departure(words: Sequence[str]) -> bool:
    return _WORDS <= len(words) <= _WORDS + _MOST_WORDS


def digest_of(salt: str, key: LetterKey) -> str:
    """Stand for a key without naming the recipient to whoever does not know him."""
    return _digest(salt, key_text(key))


def digests_of_state(salt: str, key: InvitationKey, version: str) -> tuple[str, str]:
    """Stand for a session with its reader, and for what the reader is told of it.

    Under whatever number: a ledger that was put back numbers anew.
    """
    session = key_text(InvitationKey(key.session, key.recipient, 0))
    return _digest(salt, session), _digest(salt, f"{session}/{version}")


def _digest(salt: str, text: str) -> str:
    plain = f"{salt}/{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(plain).hexdigest()[:_DIGEST_LENGTH]


def _salt_of(path: Path) -> str:
    word, _, salt = _text(path).partition("\n")[0].partition(" ")
    return salt if word == _SALT else ""


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace")
    except OSError:
        return ""


def _sync(folder: Path) -> None:
    """Make a new name last; a system that cannot open a folder does so by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
