"""Keeps the flags of all registries live until told to stop; `serve` starts and watches over it.

Usage: python -m jobs.serving.live --config FILE [--lang LANGUAGE] [--token N]

With a token it works on behalf of a `serve` that holds the lease with that token: it ends when the
lease is another's, and when its standard input is closed. It ends with 0 when told to stop, when
the config file was changed, and when it has grown too large: then it is started afresh.
"""

import os
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace

from jobs.cli.command_log import log_of
from jobs.cli.context import JobContext
from jobs.cli.error_screen import error_screen
from jobs.serving.live.child import LiveChild
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import LANGUAGES, Sentences

CANNOT = 1


def main() -> int:
    """Watch all registries; 0 when told to stop."""
    parser = ArgumentParser(prog="python -m jobs.serving.live")
    parser.add_argument("--config", required=True)
    parser.add_argument("--lang", choices=LANGUAGES, default="th")
    parser.add_argument("--token", type=int)
    typed = parser.parse_args()
    sentences = Sentences(typed.lang)
    context = JobContext("serve", Namespace(config=typed.config, today=None), sentences)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    if typed.token is not None:
        threading.Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    try:
        with log_of(context.settings, "serve", "live", stays=True):
            LiveChild(context, stop, lambda: not stop.is_set()).run()
    except StewardError as error:
        sys.stderr.write(error_screen(error, sentences))
        return CANNOT
    return 0


def _end_with_parent(stop: threading.Event) -> None:
    """Whoever started us holds the other end of standard input as long as it lives."""
    sys.stdin.buffer.read()
    stop.set()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a watch that waits for Google must not keep the process
