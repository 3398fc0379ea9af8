"""`python -m tests.google`: serve until stopped."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from tests.google.google import ROBOT, Google


def main(arguments: list[str] | None = None) -> int:
    """Print the base URL, the id of each workbook, then serve until interrupted."""
    options = _options(arguments)
    stopped = _stopping_on_signals()
    google = Google(options.port)
    google.quota.enabled = not options.no_quota
    if options.anonymous:
        google.identity.anonymous = options.anonymous
    google.start()
    print(google.url, flush=True)
    for path in options.workbook:
        workbook = google.load(path, writers=[options.robot])
        print(f"{workbook.id}  {workbook.file.name}", flush=True)
    if options.key:
        options.key.write_text(json.dumps(google.service_account_info(options.robot), indent=2))
    stopped.wait()
    google.stop()
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.google", description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free one")
    parser.add_argument(
        "--workbook", type=Path, action="append", default=[], help=".xlsx or .json; may be repeated"
    )
    parser.add_argument(
        "--robot", default=ROBOT, help="the service account workbooks are shared with"
    )
    parser.add_argument("--key", type=Path, help="write a JSON key of the service account here")
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
