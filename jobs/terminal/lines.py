"""Sentences as lines: broken where a terminal needs it, and indented below their sign."""

import sys

from jobs.cli.console import Console
from jobs.cli.text_width import terminal_columns, width, wrapped


def show_lines(console: Console, start: str, text: str, *, urgent: bool = False) -> None:
    """One paragraph that begins with `start`; on a terminal its further lines are indented.

    Of what is wrong a quiet console shows it, too: `urgent`.
    """
    if urgent and console.quiet:
        console.note(f"{start}{text}")
        return
    if not sys.stdout.isatty():
        console.line(f"{start}{text}")
        return
    indent = width(start)
    for number, line in enumerate(wrapped(text, terminal_columns() - indent)):
        console.line(f"{' ' * indent if number else start}{line}")
