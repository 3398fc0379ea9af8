"""Postfix's load generator and its sink, where they were unpacked or installed."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

UNPACKED = Path(__file__).parents[2] / ".venv" / "postfix"
PATIENCE = 10.0


def program(name: str) -> str | None:
    """Where one of its programs is; nothing where it is not."""
    places = [UNPACKED / "usr" / "sbin", Path("/usr/sbin")]
    return shutil.which(name, path=os.pathsep.join(map(str, places)))


def environment() -> dict[str, str]:
    """With the libraries beside the unpacked programs."""
    libraries = UNPACKED / "usr" / "lib" / "postfix"
    return (
        {**os.environ, "LD_LIBRARY_PATH": str(libraries)} if libraries.exists() else {**os.environ}
    )


@contextlib.contextmanager
def sink() -> Iterator[int | None]:
    """A server that throws mail away as fast as it comes; its port, or nothing without one."""
    found = program("smtp-sink")
    if found is None:
        yield None
        return
    port = _free_port()
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [found, *user, f"127.0.0.1:{port}", "100"]
    server = subprocess.Popen(command, env=environment())
    try:
        _listening(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def source(port: int, letters: int, size: int) -> None:
    """Give a server so many letters of its own making over one connection."""
    command = [program("smtp-source") or "", "-d", "-s", "1", "-m", str(letters), "-l", str(size)]
    command += ["-f", "cop@agency.go.th", "-t", "b@agency.go.th", f"127.0.0.1:{port}"]
    subprocess.run(command, check=True, capture_output=True, env=environment())


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _listening(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
