"""The rows of totals that the tables of a worksheet declare."""

import posixpath

from sheets_sync.registry.a1 import row_and_column
from sheets_sync.stores.xlsx.package import Package, SheetPart, parse, relationships_part


def total_rows(package: Package, sheet: SheetPart) -> tuple[int, ...]:
    """The numbers of the rows, ascending."""
    with package.open_zip() as parts:
        if not any("tables/" in name for name in parts.namelist()):
            return ()
        names = {name.lower(): name for name in parts.namelist()}
        relations = names.get(relationships_part(sheet.part).lower())
        if relations is None:
            return ()
        found = set[int]()
        for relation in parse(parts.read(relations)):
            if not isinstance(relation.tag, str) or not relation.get("Type", "").endswith("/table"):
                continue
            target = relation.get("Target", "")
            base = "" if target.startswith("/") else posixpath.dirname(sheet.part)
            part = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
            if part.lower() in names:
                table = parse(parts.read(names[part.lower()]))
                found.update(_totals(table.get("ref", ""), int(table.get("totalsRowCount", "0"))))
    return tuple(sorted(found))


def _totals(reference: str, count: int) -> range:
    last = reference.rpartition(":")[2].replace("$", "")
    if not count or not last:
        return range(0)
    row, _ = row_and_column(last)
    return range(row - count + 1, row + 1)
