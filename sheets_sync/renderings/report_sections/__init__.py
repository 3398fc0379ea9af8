"""What each section of the report says: a file for each, with a function of the file's name.

It is called as the section is in `sheets_sync/planning/report/sections/__init__.py`. It makes
blocks from the compiled value; page, PDF and workbook show these same blocks.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.renderings.document.blocks import Block
from sheets_sync.renderings.document.phrases import Phrases

_MODULES = {one.name: import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)}
BLOCKS: Mapping[str, Callable[[MonthlyReport, Phrases], tuple[Block, ...]]] = {
    name: getattr(module, name) for name, module in _MODULES.items() if hasattr(module, name)
}
"""By the name of the section; what only serves others has no such function."""
