"""help: how to use the program, or one of its commands."""

from jobs.cli.command_table import command_names
from jobs.cli.context import JobContext
from jobs.cli.parser import parser
from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.nearest_word import nearest_of

ARGUMENTS = ("about",)


def run(context: JobContext) -> int:
    """Print what `--help` prints, of all commands or of the one named."""
    wanted = context.options.about
    names = command_names()
    if wanted is not None and wanted not in names:
        raise SetupError("no-such-command", name=wanted, nearest=nearest_of(wanted, names))
    typed = ["--help"] if wanted is None else [wanted, "--help"]
    try:
        parser(Sentences(context.language), typed).parse_args(typed)
    except SystemExit as end:
        return int(end.code or 0)
    return 0
