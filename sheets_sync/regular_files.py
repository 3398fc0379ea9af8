"""Files read with bounds: a pipe or a device is refused before anybody waits for it."""

import json
import os
import stat
from pathlib import Path
from typing import Any

OWN_MOST = 4 << 20
"""Bytes; no small file of our own is larger by far."""


class NotRegularError(OSError):
    """Something else than a file stands there."""


def read_regular(path: Path) -> bytes:
    """What is in a regular file.

    Raises:
        NotRegularError: it is a pipe, a socket or a device.
        OSError: as `open` does.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(path)
        if not stat.S_ISREG(about.st_mode):
            raise NotRegularError(path)
        return file.read()


def read_own_json(path: Path) -> dict[str, Any]:
    """The object in a small file of ours; empty where none is that we could have written."""
    try:
        if path.stat().st_size > OWN_MOST:
            return {}
        found = json.loads(read_regular(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
