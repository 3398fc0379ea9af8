"""One registry's trouble is its own: the others are worked on all the same."""

from collections.abc import Callable

from jobs.cli.context import JobContext
from sheets_sync.errors import StewardError
from sheets_sync.file_trouble import disk_trouble_named
from sheets_sync.settings import RegistrySettings

CANNOT = 1


def each_registry(context: JobContext, work: Callable[[RegistrySettings], None]) -> int:
    """Do the work for every registry; 1 where one of several could not be worked on.

    With a single registry its trouble is the command's own, and is raised.
    """
    registries = context.registries
    if len(registries) == 1:
        work(registries[0])
        return 0
    code = 0
    for registry in registries:
        try:
            with disk_trouble_named():
                work(registry)
        except StewardError as error:
            code = CANNOT
            context.console.failure(error, context.sentences, registry.id)
    return code
