"""The monthly report of 10 to 10,000 communities, against reading their workbook.

python -m tests.bench.report [--quick]
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.bench.large_registry import make_communities
from tests.bench.measuring import Figure, alone, print_figures, print_table

SIZES = (10, 1_000, 10_000)
QUICK = (10, 1_000)
MEMBERS, MEETINGS = 8, 3
"""People of a community, and how often they met: no tab may outgrow a sheet."""
MONTH, TODAY = dt.date(2026, 10, 1), dt.date(2026, 11, 22)
AIM = 2
SMALL = 10
"""So few communities are only told of: the time is that of the templates."""
STAGES = ("read", "check", "compile", "page", "workbook")


def stages(path: Path) -> dict[str, float]:
    """Seconds that each stage takes: what is hidden is worked out, and the managers' copy made."""
    from sheets_sync.checking.rounds import gather_rounds
    from sheets_sync.checking.rule_context import RuleContext
    from sheets_sync.checking.run_rules import validate
    from sheets_sync.checking.steps import Progress
    from sheets_sync.i18n.sentences import Sentences
    from sheets_sync.planning.report.compile import compile_month
    from sheets_sync.registry.snapshot import read_snapshot
    from sheets_sync.renderings.page import document_page
    from sheets_sync.renderings.report_document import report_document
    from sheets_sync.renderings.workbook.book import document_workbook
    from sheets_sync.rules import RULES
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

    workbook = open_store(settings.registries[0], settings).read()
    snapshot = read_snapshot(workbook, schema, TODAY, settings.rules)
    over("read")
    progress = Progress(gather_rounds(snapshot), settings.steps)
    context = RuleContext(snapshot, progress, settings)
    findings = validate(context, RULES)
    over("check")
    report = compile_month(context, findings, MONTH, "main", "manager")
    over("compile")
    document = report_document(report, schema, say)
    document_page(document, say)
    over("page")
    document_workbook(document, say)
    over("workbook")
    return taken


def main() -> int:
    """Print the stages as ratios to reading, for each size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.report")
    parser.add_argument("--quick", action="store_true", help="up to 1,000 communities")
    table, figures = [], []
    for communities in QUICK if parser.parse_args().quick else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = make_communities(communities, Path(folder), MEMBERS, MEETINGS)
            taken = alone(partial(stages, path)).result
        ratios = {stage: taken[stage] / taken["read"] for stage in STAGES}
        both = ratios["compile"] + ratios["page"] + ratios["workbook"]
        row = (f"{ratios[stage]:.2f}" for stage in STAGES)
        table.append((f"{communities:,}", f"{taken['read']:.1f} s", *row, f"{both:.2f}"))
        if communities > SMALL:
            what = f"compile, page and workbook of {communities:,} communities over reading"
            figures.append(Figure(what, both, AIM))
    print_table(("communities", "reading", *STAGES, "compile+page+workbook"), table)
    print_figures(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
