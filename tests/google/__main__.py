"""Serve until stopped: `python -m tests.google`, or `loopback-google` where it is installed."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path
from zipfile import BadZipFile

from .google import ROBOT, Google
from .identity import PROJECT
from .server.workbook import Workbook

PROGRAM = f"python -m {__package__}"


def main(arguments: list[str] | None = None) -> int:
    """Print the base URL, the id of each workbook, then serve until interrupted."""
    options = _options(arguments)
    stopped = _stopping_on_signals()
    try:
        google = Google(options.port)
        workbooks = [_loaded(google, path, options.robot) for path in options.workbook]
        if options.key:
            _keep_key(google, options.key, options.robot)
    except (OSError, ValueError) as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return 2
    google.quota.enabled = not options.no_quota
    google.identity.anonymous = options.anonymous
    google.start()
    # Whoever waits for the first line finds everything ready.
    print(google.url, *(f"{w.id}  {w.file.name}" for w in workbooks), sep="\n", flush=True)
    stopped.wait()
    google.stop()
    return 0


def _loaded(google: Google, path: Path, robot: str) -> Workbook:
    try:
        return google.load(path, writers=[robot])
    except (ValueError, LookupError, BadZipFile) as error:
        raise ValueError(f"{path} is no workbook: {type(error).__name__}: {error}") from error


def _keep_key(google: Google, path: Path, robot: str) -> None:
    """Write a key of the service account; one that an earlier run wrote there goes on working."""
    old = json.loads(path.read_text("utf-8")) if path.exists() else None
    if old and old.get("project_id") != PROJECT:
        raise ValueError(f"{path} holds a key of somebody else: name another file")
    if old and old["client_email"] == robot:
        info = google.identity.known_key(old)
    else:
        info = google.service_account_info(robot)
    path.write_text(json.dumps(info, indent=2), "utf-8")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=PROGRAM, description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free one")
    parser.add_argument(
        "--workbook", type=Path, action="append", default=[], help=".xlsx or .json; may be repeated"
    )
    parser.add_argument(
        "--robot", default=ROBOT, help="the service account workbooks are shared with"
    )
    parser.add_argument(
        "--key", type=Path, help="write a JSON key of the service account here, or keep it"
    )
    parser.add_argument(
        "--anonymous", metavar="EMAIL", help="take requests without a token as this person's"
    )
    parser.add_argument("--no-quota", action="store_true", help="let every request through")
    return parser.parse_args(arguments)


def _stopping_on_signals() -> threading.Event:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


if __name__ == "__main__":
    sys.exit(main())
