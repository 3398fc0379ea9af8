"""An address belongs to none of the agency's domains.

What it does
    Reports an address whose domain is not one of `allowed_domains` in the config file. It is never
    mailed. Where no domain is configured the rule is silent.

Why
    Members and experts are the unit's own people (steps 2 and 3). Letters about them must
    not leave the agency because of a private or a misspelled address.

Example
    suda.j@agency.go.tn, where agency.go.th was meant.

How to mend
    Type the person's address at the agency. A second domain of the agency's own is added by
    whoever looks after the config file.
"""

from functools import partial

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells
from sheets_sync.registry.nearest_text import nearest


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    allowed = context.settings.agency.allowed_domains
    if not allowed:
        return
    for table in context.snapshot.tables.values():
        for name, cells in table.columns.items():
            if cells.column.kind != "email":
                continue
            reporter.cells(
                table,
                _outside(cells, allowed),
                name,
                suggestion=partial(_suggested, cells, allowed),
                domain=partial(_domain, cells),
                allowed=allowed,
            )


def _domain(cells: Cells, row: int) -> str:
    domain: str = cells.at(row).partition("@")[2]
    return domain


def _suggested(cells: Cells, allowed: tuple[str, ...], row: int) -> str | None:
    local, _, domain = cells.at(row).partition("@")
    near = nearest(domain, allowed)
    return None if near is None else f"{local}@{near}"


def _outside(cells: Cells, allowed: tuple[str, ...]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    outside = np.array(
        [
            address is not None and address.rpartition("@")[2] not in allowed
            for address in cells.values
        ],
        dtype=np.bool_,
    )
    return outside[cells.codes]
