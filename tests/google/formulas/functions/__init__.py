"""Every function a formula can call, by name."""

from __future__ import annotations

from tests.google.formulas.functions.arrays import ARRAYS
from tests.google.formulas.functions.building import Build
from tests.google.formulas.functions.dates import DATES
from tests.google.formulas.functions.logic import LOGIC
from tests.google.formulas.functions.lookup import LOOKUP
from tests.google.formulas.functions.numbers import NUMBERS
from tests.google.formulas.functions.text import TEXT

FUNCTIONS: dict[str, Build] = {**ARRAYS, **DATES, **LOGIC, **LOOKUP, **NUMBERS, **TEXT}
