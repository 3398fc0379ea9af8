"""version: which version of the program this is."""

from jobs.cli.context import JobContext
from jobs.cli.parser import PROGRAM
from jobs.cli.version import version


def run(context: JobContext) -> int:
    """Print the version, as `--version` does."""
    context.console.line(f"{PROGRAM} {version()}")
    return 0
