"""One registry's trouble is its own: the others are worked on all the same."""

from collections.abc import Callable

from jobs.context import Arguments
from jobs.error_screen import error_screen
from sheets_sync.errors import StewardError
from sheets_sync.settings import Registry

CANNOT = 1


def each_registry(arguments: Arguments, work: Callable[[Registry], None]) -> int:
    """Do the work for every registry; 1 where one of several could not be worked on.

    With a single registry its trouble is the command's own, and is raised.
    """
    registries = arguments.registries
    if len(registries) == 1:
        work(registries[0])
        return 0
    code = 0
    for registry in registries:
        try:
            work(registry)
        except StewardError as error:
            code = CANNOT
            arguments.console.note(f"[{registry.id}]")
            arguments.console.note(error_screen(error, arguments.sentences))
    return code
