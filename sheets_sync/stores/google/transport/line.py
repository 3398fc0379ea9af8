"""Gives a line up on which nothing is heard any more: what was sent on it arrives no more."""

import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection


class Line(HTTPAdapter):
    """Lines to a server that, after so many seconds of `silence`, end for good.

    The system would go on repeating what was sent for a quarter of an hour: a change might be made
    when nobody waits for it any more, and somebody else has gone on.
    """

    def __init__(self, silence: int | None = None) -> None:
        self._options = list(HTTPConnection.default_socket_options)
        if silence is not None and hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux alone has it
            self._options.append((socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, silence * 1000))
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 they are the adapter's own
        """The lines to one server after the other, all with these options."""
        super().init_poolmanager(*args, **kwargs, socket_options=self._options)
