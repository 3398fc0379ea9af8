"""The nine checks as the product does them: its reading, its rules, over a schema overlay."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from sheets_sync.checking.finding_columns import Findings
from sheets_sync.checking.rounds import gather_rounds
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.run_rules import validate
from sheets_sync.checking.steps import Progress
from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import Snapshot, read_snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from sheets_sync.resources import resource
from sheets_sync.rules import RULES
from sheets_sync.settings.config_file import defaults
from sheets_sync.toml_file import read_toml
from tests.bench.members_table import CONSENTS, ROLES, STATUSES, MembersTable
from tests.bench.nine_ways.timed import Found

for _library in ("pandas", "pyarrow.compute", "rapidfuzz"):
    import_module(_library)  # as the peers import theirs, before the clock runs

TODAY = dt.date(2026, 11, 22)
NINE = frozenset(
    {
        "cell-missing",
        "key-duplicate",
        "reference-unknown",
        "person-unknown",
        "email-malformed",
        "choice-unknown",
        "date-unreadable",
        "dates-reversed",
        "row-duplicate",
    }
)


def findings(table: MembersTable) -> Callable[[], Callable[[], Found]]:
    """From the columns of a workbook to findings."""
    schema = _schema()
    workbook = _workbook(table, schema)
    settings = defaults(Path())
    rules = [rule for rule in RULES if rule.name in NINE]

    @no_garbage_collection()  # as in the job
    def work() -> Callable[[], Found]:
        snapshot = _by_number_too(read_snapshot(workbook, schema, TODAY, settings.rules))
        facts = RuleContext(snapshot, Progress(gather_rounds(snapshot), settings.steps), settings)
        found = validate(facts, rules)
        columns = found.row, found.column, found.cell, found.key, found.community, found.suggestion
        return lambda: _told(found, *columns)

    return work


def _told(found: Findings, *columns: Any) -> Found:
    """Every finding, taken from its columns; an object made of it says the same."""
    told = found.some(found.tab == "members")
    names = ("row", "column", "cell", "key", "community", "suggestion")
    said = zip(*(column[found.tab == "members"] for column in columns), strict=True)
    for one, rule, entries in zip(told, told.rule, said, strict=True):
        if tuple(getattr(one, name) for name in names) != entries or one.rule != rule:
            raise SystemExit(f"the columns say {entries} of {one}")
        yield int(entries[0]) - 2, entries[1] or "", rule


def _schema() -> Schema:
    """`members` with five columns more; other tabs ask for no more than their key."""
    ours = read_toml(resource("config", "registry.toml")).values
    overlay: dict[str, Any] = {
        "tabs": {
            tab: {
                "columns": {
                    name: {"required": False}
                    for name, column in ours["tabs"][tab]["columns"].items()
                    if column.get("required") and name not in ours["tabs"][tab]["key"]
                }
            }
            for tab in ("staff", "communities")
        }
    }
    overlay["tabs"]["members"] = {
        "columns": {
            "member_id": _column("member_id", "id", required=True),
            "name": _column("name", "text", required=True),
            "email": _column("email", "email"),
            "role": _column("role", "choice", choices=_words(ROLES)),
            "status": _column("status", "choice", choices=_words(STATUSES)),
            "consent": _column("consent", "choice", choices=_words(CONSENTS)),
        }
    }
    return read_schema(merge(ours, overlay), "registry.toml")


def _column(name: str, kind: str, **more: object) -> dict[str, object]:
    return {"kind": kind, "th": name, "en": name, **more}


def _words(choices: Sequence[str]) -> dict[str, dict[str, str]]:
    return {f"c{place}": {"th": word, "en": f"c{place}"} for place, word in enumerate(choices)}


def _workbook(table: MembersTable, schema: Schema) -> RawWorkbook:
    active = schema.tabs["communities"].columns["status"].choices["active"].th
    communities = {"community_id": table.communities, "status": [active] * len(table.communities)}
    return RawWorkbook(
        "members",
        tuple(
            RawTab(name, tuple((heading, *cells) for heading, cells in columns.items()))
            for name, columns in (
                ("staff", {"staff_id": table.staff}),
                ("communities", communities),
                ("members", table.columns),
            )
        ),
    )


def _by_number_too(snapshot: Snapshot) -> Snapshot:
    """A tab has one key, the table has two: its columns once more, under the other key."""
    members = snapshot["members"]
    numbered = Table(
        replace(members.tab, key=("member_id",)),
        members.state,
        {"member_id": members["member_id"]},
        members.rows,
        members.sheets,
        members.sheet_of,
        members.positions,
        members.header_rows,
    )
    return replace(snapshot, tables={**snapshot.tables, "numbered": numbered})
