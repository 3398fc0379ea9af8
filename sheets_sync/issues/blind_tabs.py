"""Tabs that the last check could not judge: whoever works in them hears of nothing meanwhile."""

import json
from collections.abc import Iterable, Iterator

from sheets_sync.i18n.sentences import Language
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.mail.ledger_records import RunState
from sheets_sync.planning.scheduled_jobs import CHECK
from sheets_sync.ports import Ledger
from sheets_sync.registry.schema import Schema


def blind_tabs(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """One for each registry in whose last good check a tab was gone, or its headings were."""
    say = query.sentences
    wanted = {registry.id for registry in query.registries}
    for run in ledger.runs.newest():
        if run.job != CHECK or run.registry not in wanted or run.state is not RunState.DONE:
            continue
        tabs = json.loads(run.summary or "{}").get("blind", ())
        if tabs:
            titles = tab_titles(tabs, query.read_schema(), say.language)
            yield Issue(
                "tabs_blind",
                say("jobs.status.tabs_blind", registry=run.registry, tabs=titles),
                say("jobs.ways.tabs_blind"),
                unhealthy=True,
                facts={"registry": run.registry, "tabs": list(tabs)},
            )


def tab_titles(tabs: Iterable[str], schema: Schema, language: Language) -> tuple[str, ...]:
    """Their titles; a tab that the schema has no more by the name it had."""
    return tuple(
        schema.tabs[tab].words.label(language) if tab in schema.tabs else tab for tab in tabs
    )
