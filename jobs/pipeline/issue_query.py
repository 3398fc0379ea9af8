"""The question that a command asks about the state of the service."""

from functools import partial

from jobs.cli.context import JobContext
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.wiring.registry_schema import read_registry_schema


def issue_query(context: JobContext) -> IssueQuery:
    """About the registries of the call, at its moment, in its language."""
    return IssueQuery(
        context.settings,
        context.now,
        context.sentences,
        context.registries,
        partial(read_registry_schema, context.settings),
        looking=context.looking,
    )
