"""Wakes a watch when something happens in the folder of its workbook."""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import watch

_STEP, _DEBOUNCE, _TIMEOUT, _POLL = 500, 1000, 60_000, 5_000
"""Milliseconds: between two looks of the waiting thread, between an event and its news, until it
waits anew, and between two looks at a folder that tells nothing by itself."""
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "vboxsf", "fuse", "davfs"}
)
_MOUNTS = Path("/proc/self/mounts")


def watch_folders(
    paths: Iterable[Path], wake: Callable[[], object], stop: threading.Event
) -> threading.Thread | None:
    """Call `wake` whenever a file beside one of these changes; nothing where there is no folder."""
    folders = sorted({folder for path in paths for folder in _folders(path) if folder.is_dir()})
    if not folders:
        return None
    thread = threading.Thread(target=_watch, args=(folders, wake, stop), daemon=True)
    thread.start()
    return thread


def _folders(path: Path) -> set[Path]:
    """Of a file, and of what it leads to where it is a link."""
    return {path.parent, path.resolve().parent}


def _watch(folders: list[Path], wake: Callable[[], object], stop: threading.Event) -> None:
    changes = watch(
        *folders,
        recursive=False,
        step=_STEP,
        debounce=_DEBOUNCE,
        rust_timeout=_TIMEOUT,
        stop_event=stop,
        watch_filter=None,
        force_polling=any(map(is_on_a_network, folders)) or None,
        poll_delay_ms=_POLL,
        raise_interrupt=False,
    )
    for _ in changes:
        wake()


def is_on_a_network(folder: Path) -> bool:
    """Whether another machine keeps the folder: what happens there is not told to this one."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return os.name == "nt" and str(folder.resolve()).startswith("\\\\")
    resolved = folder.resolve()
    kinds = {
        Path(point.replace("\\040", " ")): kind for _, point, kind, *_ in map(str.split, mounts)
    }
    return next(
        (_is_network(kinds[one]) for one in (resolved, *resolved.parents) if one in kinds), False
    )


def _is_network(kind: str) -> bool:
    return kind in _NETWORK or kind.startswith("fuse.")
