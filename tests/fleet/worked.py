"""The real `worker`, which goes by a clock kept in a file: CONFIG, PROCESSES, CLOCK."""

import sys
from argparse import Namespace

from jobs.cli.command_log import command_log
from jobs.cli.command_table import untyped
from jobs.cli.context import JobContext
from jobs.serving.fleet.supervisor import Supervisor
from sheets_sync.i18n.sentences import Sentences
from tests.soak.served import HandedClock


def main(config: str, processes: str, path: str) -> int:
    """Work until told to stop."""
    typed = Namespace(**{**untyped("worker"), "config": config, "lang": "en"})
    context = JobContext("worker", typed, Sentences("en"))
    clock = HandedClock(context.settings.timezone, path)
    with command_log(context, stays=True):
        return Supervisor(context, int(processes), clock).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
