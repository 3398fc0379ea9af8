"""Files read with bounds: a pipe or a device is refused before anybody waits for it."""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

OWN_MOST = 4 << 20
"""Bytes; no small file of our own is larger by far."""


class NotRegularError(OSError):
    """Something else than a file stands there, or a link that leads back to itself."""


class FileTooLargeError(OSError):
    """The file is larger than may be read; `size` is how large it says it is."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(path)
        self.size = size


def read_regular(path: Path, most: int | None = None) -> bytes:
    """What is in a regular file, of at most so many bytes.

    Raises:
        NotRegularError: it is a pipe, a socket, a device, or a link without an end.
        TooLargeError: it is larger; also where it grows while it is read.
        OSError: as `open` does.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotRegularError(path) from error
        raise
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(path)
        if not stat.S_ISREG(about.st_mode):
            raise NotRegularError(path)
        if most is None:
            return file.read()
        # As much as is there, for room is taken for all that is asked; more only where it grew.
        content = b"" if about.st_size > most else file.read(about.st_size + 1)
        if len(content) > about.st_size:
            content += file.read(max(most + 1 - len(content), 0))
        size = max(about.st_size, len(content))
        if size > most:
            raise FileTooLargeError(path, size)
        return content


class OpenToOthersError(OSError):
    """A secret's file can be read by more than its owner."""


def read_private(path: Path) -> bytes:
    """A secret in a file that only its owner can read.

    Raises:
        OpenToOthersError: others can read it, too.
        OSError: as `read_regular` does.
    """
    content = read_regular(path, OWN_MOST)
    if is_open_to_others(path):
        raise OpenToOthersError(path)
    return content


def is_open_to_others(path: Path) -> bool:
    """Whether more than its owner may do something with a file, where the system can tell."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def read_own_json(path: Path) -> dict[str, Any]:
    """The object in a small file of ours; empty where none is that we could have written."""
    try:
        found = json.loads(read_regular(path, OWN_MOST))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
