"""A bug of ours: the traceback, kept in a file and shown, without anybody's address."""

import datetime as dt
import os
import platform
import shlex
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from jobs.cli.version import version
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.redaction import anonymous, redacted


def bug_report(
    error: Exception, typed: Sequence[str], config: str | None, sentences: Sentences
) -> str:
    """What is shown; the same traceback is kept in a file that is named in it."""
    trace, place = _recorded(error, typed, config)
    return f"{trace}\n{_said(place, sentences)}\n"


def bug_line(
    error: Exception, typed: Sequence[str], config: str | None, sentences: Sentences
) -> str:
    """The same for a log: in which file the traceback is; where it is in none, the traceback."""
    trace, place = _recorded(error, typed, config)
    return _said(place, sentences) if place else f"{trace} {_said(place, sentences)}"


def _recorded(
    error: Exception, typed: Sequence[str], config: str | None
) -> tuple[str, Path | None]:
    trace = redacted(_trace(error))
    return trace, _kept(f"{_circumstances(typed)}\n{trace}", _folders(config))


def _said(place: Path | None, sentences: Sentences) -> str:
    return sentences(f"command_line.words.{'bug' if place else 'bug_not_kept'}", path=place)


def _trace(error: BaseException) -> str:
    """Where it went wrong; of what was being worked on only the kind."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = "" if before is None else f"{_trace(before)}\n"
    frames = "".join(traceback.format_tb(error.__traceback__))
    what = f"{type(error).__qualname__}: {anonymous(str(error))}"
    return f"{earlier}Traceback (most recent call last):\n{frames}{what}\n"


def _circumstances(typed: Sequence[str]) -> str:
    lines = (
        f"cop-steward {version()}",
        f"Python {platform.python_version()} on {platform.platform()}",
        f"$ cop-steward {redacted(shlex.join(typed))}",
    )
    return "\n".join(lines) + "\n"


def _folders(config: str | None) -> tuple[Path, ...]:
    """Where the report may be kept: with the service's own state, else among temporary files."""
    file = Path(config or "cop-steward.toml").absolute()
    own = (file.parent / "state",) if file.is_file() else ()
    return (*own, Path(tempfile.gettempdir()))


def _kept(text: str, folders: Sequence[Path]) -> Path | None:
    now = dt.datetime.now(dt.UTC)
    name = f"cop-steward-error-{now:%Y%m%d-%H%M%S-%f}-{os.getpid()}.log"
    for folder in folders:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            handle = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError:
            continue
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        return folder / name
    return None
