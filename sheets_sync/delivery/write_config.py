"""Writes the config file and an agency's overlay of the registry; none that exists is touched."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sheets_sync.adoption.mapping import Proposal
from sheets_sync.errors import SetupError
from sheets_sync.files import write_file
from sheets_sync.registry.text import clean


def write_new(path: Path, text: str) -> None:
    """Put a file where none is.

    Raises:
        SetupError: there is one, or it cannot be written.
    """
    if path.exists():
        raise SetupError("file-exists", path=path)
    write_file(path, text.encode())


def overlay_text(overlay: Mapping[str, Any], comments: Sequence[str]) -> str:
    """An overlay as TOML, with comment lines at its beginning."""
    lines = [f"# {clean(comment)}".rstrip() for comment in comments]
    for place, values in _tables(overlay, ()):
        lines += ["", f"[{'.'.join(place)}]"]
        lines += [f"{name} = {_value(value)}" for name, value in values.items()]
    return "\n".join(lines) + "\n"


def ready_lines(proposal: Proposal) -> list[str]:
    """The lines of an overlay for what was left undecided, ready but for their comment sign."""
    headings: dict[tuple[str, str], dict[str, None]] = {}
    for match in proposal.sheets:
        for left in match.left:
            for column in () if left.reason == "name-part" else left.columns:
                headings.setdefault((match.tab, column), {})[clean(left.heading)] = None
    lines: list[str] = []
    for (tab, column), texts in headings.items():  # a table may stand in the file once only
        lines.append(f"[tabs.{tab}.columns.{column}]")
        lines.append(f"also = [{', '.join(map(quoted, texts))}]")
    return lines


def quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def path_for_config(file: Path, folder: Path) -> str:
    """How the config file in that folder names a file: from the folder on, where it is inside."""
    whole, start = file.absolute(), folder.absolute()
    return (whole.relative_to(start) if whole.is_relative_to(start) else whole).as_posix()


def _tables(
    table: Mapping[str, Any], place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Every table that has values of its own, in order, with its place."""
    values = {name: value for name, value in table.items() if not isinstance(value, Mapping)}
    if values:
        yield place, values
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _tables(value, (*place, _key(name)))


def _key(name: str) -> str:
    bare = name.replace("-", "").replace("_", "")
    return name if bare.isascii() and bare.isalnum() else quoted(name)


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return quoted(str(value))
