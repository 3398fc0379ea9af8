"""Whoever has a run in hand: its name in the ledger, its lease, and whether it is still there."""

import datetime as dt
import os
import socket

LEASE = dt.timedelta(minutes=30)
"""A run that nobody renewed for so long is taken over."""


def worker_name() -> str:
    """This process, as the ledger calls it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_alive_here(worker: str) -> bool:
    """Whether that process is one of this computer, and still there."""
    return worker.rpartition(":")[0] == socket.gethostname() and not is_gone(worker)


def is_gone(worker: str) -> bool:
    """Whether that process surely ended: only one of this computer can tell."""
    host, _, number = worker.rpartition(":")
    if os.name != "posix" or host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:  # it belongs to somebody else
        return False
    return False
