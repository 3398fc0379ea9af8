"""The close of the year, the change history and the views, against reading the workbook.

python -m tests.bench.year_around [--quick]
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.large_registry import make_communities
from tests.bench.measuring import Figure, alone, print_figures, print_table

if TYPE_CHECKING:  # the workbook is read in a process of its own
    from sheets_sync.registry.record_changes import RecordContent, TabRecords

SIZE, QUICK = 1_000, 100
MEMBERS, MEETINGS = 40, 10
TODAY = dt.date(2026, 11, 22)
YEAR = 2570
AIM = 2
STAGES = ("read", "year", "archive", "history", "first look", "views")


def stages(path: Path) -> dict[str, float]:
    """Seconds that each stage takes, on a workbook whose rows are all of one year."""
    from sheets_sync.checking.rule_context import RuleContext
    from sheets_sync.i18n.sentences import Sentences
    from sheets_sync.ledgers.sql_ledger import open_ledger
    from sheets_sync.planning.check_workbook import rows_of, typed
    from sheets_sync.planning.fiscal_year.closing import rounds_to_close
    from sheets_sync.planning.fiscal_year.next_rounds import next_rounds
    from sheets_sync.planning.fiscal_year.year_rows import year_rows
    from sheets_sync.planning.record_contents import record_contents
    from sheets_sync.planning.row_views import row_views
    from sheets_sync.renderings.view_workbook import view_workbook
    from sheets_sync.renderings.year_workbook import year_workbook
    from sheets_sync.settings import load
    from sheets_sync.wiring.registry_schema import read_registry_schema
    from sheets_sync.wiring.stores import open_store

    settings = load(path.with_name("cop-steward.toml"))
    schema, say, taken = read_registry_schema(settings), Sentences("th"), {}
    begin = time.perf_counter()

    def over(stage: str) -> None:
        nonlocal begin
        now = time.perf_counter()
        taken[stage], begin = now - begin, now

    def look() -> RuleContext:
        found = typed(open_store(settings.registries[0], settings).read(), schema, TODAY, settings)
        return rows_of(found, None)

    context = look()
    over("read")
    closing = tuple(rounds_to_close(context, YEAR))
    year_workbook(context, YEAR, closing, next_rounds(context, YEAR), (), say)
    over("year")
    year_rows(context, YEAR)
    over("archive")
    now = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
    with open_ledger("sqlite:///bench.db", folder=path.parent) as ledger:
        ledger.changes.observe("main", record_contents(context), most=100_000, now=now)
        over("first look")
        tabs = _changed(record_contents(context))
        if not ledger.changes.observe("main", tabs, most=100_000, now=now):
            raise AssertionError
        ledger.changes.of("main", "C-00001")
        over("history")
    for view in row_views(context, "unit").views:
        view_workbook(context, (), view, say, private=True)
    over("views")
    return taken


def _changed(tabs: "Mapping[str, TabRecords]") -> "Mapping[str, TabRecords]":
    """A busy day: every community has another policy."""
    communities = tabs["communities"]
    records = {
        key: replace_cells(one, '"policy": "ฉบับใหม่ ') for key, one in communities.records.items()
    }
    return {**tabs, "communities": replace(communities, records=records)}


def replace_cells(one: "RecordContent", begin: str) -> "RecordContent":
    return one._replace(cells=one.cells.replace('"policy": "', begin))


def main() -> int:
    """Print each stage as a ratio to reading."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.year_around")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} communities")
    size = QUICK if parser.parse_args().quick else SIZE
    with tempfile.TemporaryDirectory() as folder:
        path = make_communities(size, Path(folder), MEMBERS, MEETINGS)
        taken = alone(partial(stages, path)).result
    ratios = {stage: taken[stage] / taken["read"] for stage in STAGES}
    row = (f"{ratios[stage]:.2f}" for stage in STAGES)
    print_table(
        ("communities", "reading", *STAGES), [(f"{size:,}", f"{taken['read']:.1f} s", *row)]
    )
    print_figures(
        [
            Figure(f"{name} of {size:,} communities over reading", ratios[name], AIM)
            for name in ("year", "history", "views")
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
