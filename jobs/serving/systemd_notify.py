"""Tells systemd how the service is: ready, alive, ending (the protocol of sd_notify).

Nothing happens where systemd did not start it. By hand rather than by a library: it is one
datagram to the socket that `NOTIFY_SOCKET` names.
"""

import os
import socket
from contextlib import suppress


def ready() -> None:
    """The service works from now on."""
    _tell("READY=1")


def alive() -> None:
    """It did not hang since it last said so (`WatchdogSec`)."""
    _tell("WATCHDOG=1")


def ending() -> None:
    """It was asked to end, and finishes what is in hand."""
    _tell("STOPPING=1")


def _tell(state: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address[:1] not in {"/", "@"}:
        return
    if address.startswith("@"):  # a name that is no file
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.settimeout(0)  # who does not listen must not keep us
        line.sendto(state.encode(), address)
