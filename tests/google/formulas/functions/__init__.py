"""Every function a formula can call, by name."""

from __future__ import annotations

from .arrays import ARRAYS
from .building import Build
from .dates import DATES
from .logic import LOGIC
from .lookup import LOOKUP
from .numbers import NUMBERS
from .text import TEXT

FUNCTIONS: dict[str, Build] = {**ARRAYS, **DATES, **LOGIC, **LOOKUP, **NUMBERS, **TEXT}
