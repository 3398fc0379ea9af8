"""An error as one screen: the problem, and the way out."""

import sys
import traceback
from collections.abc import Iterator

from jobs.cli.text_width import terminal_columns, wrapped
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.redaction import redacted


def error_screen(error: StewardError, sentences: Sentences, *, verbose: bool = False) -> str:
    """What the operator reads; with `verbose`, where it arose as well."""
    text = ""
    if verbose:
        text = redacted("".join(traceback.format_exception(error))) + "\n"
    for one in _together(error):
        for part in ("problem", "hint"):
            sentence = sentences(f"errors.{one.name}.{part}", **one.facts)
            text += _laid_out(sentences(f"command_line.words.{part}", text=sentence))
    return text


def one_line(error: StewardError, sentences: Sentences) -> str:
    """The same for a log: what is wrong and what to do, one after the other."""
    return " ".join(
        sentences(f"errors.{one.name}.{part}", **one.facts)
        for one in _together(error)
        for part in ("problem", "hint")
    )


def _together(error: StewardError) -> Iterator[StewardError]:
    """The error, and those that came with it."""
    found: BaseException | None = error
    while isinstance(found, StewardError):
        yield found
        found = found.__cause__


def _laid_out(text: str) -> str:
    """Broken into lines on a terminal; as it is where a program may read it."""
    if not sys.stderr.isatty():
        return f"{text}\n"
    room = terminal_columns()
    return "".join(f"{line}\n" for part in text.splitlines() for line in wrapped(part, room))
