"""What the sections of the report say: a file for each value, with a function of the file's name.

Every file here is asked. The sections that show these values are in
`sheets_sync/renderings/report_sections/`.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from sheets_sync.planning.report.month import Month

PARTS: tuple[Callable[[Month], object], ...] = tuple(
    getattr(import_module(f"{__name__}.{one.name}"), one.name) for one in iter_modules(__path__)
)
"""Each compiles a value of the report, which is called as the function is."""
