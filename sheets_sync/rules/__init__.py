"""The rules: every module of this folder is one, and there is nothing else in it."""

from importlib import import_module
from pkgutil import iter_modules

from sheets_sync.checking.reporter import Rule

_CHECKS = (
    getattr(import_module(f"{__name__}.{module.name}"), "check", None)
    for module in iter_modules(__path__)
)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (check for check in _CHECKS if isinstance(check, Rule)),
        key=lambda rule: (rule.step or 0, rule.name),
    )
)
"""Those of every row and tab, then those of the handbook's steps, each by name."""
