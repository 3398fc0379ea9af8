"""The rules, in the order of the catalogue. A new rule is one file here and one line below."""

from sheets_sync.facts import Rule
from sheets_sync.rules import date_unreadable

RULES: tuple[Rule, ...] = tuple(module.check for module in (date_unreadable,))
