"""Gives a spreadsheet what it lacks: tabs, headings, drop-downs, formats, guards, formulas."""

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Completed
from sheets_sync.registry.schema import Schema
from sheets_sync.stores.google.provisioning.columns_read import read_columns
from sheets_sync.stores.google.provisioning.draft import Draft
from sheets_sync.stores.google.provisioning.first_rows import look
from sheets_sync.stores.google.provisioning.plan import Plan
from sheets_sync.stores.google.provisioning.repair_formulas import anchors, put_back
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.batch import is_repeatable
from sheets_sync.stores.google.writing.permissions import ask_to_write


def provision(
    connection: Connection, schema: Schema, say: Sentences, *, time_zone: str, looking: bool
) -> Completed:
    """Add what is missing in one write; two reads, a third where columns must be looked through.

    Where formulas are put back, it is one read and two writes more.

    Raises:
        SetupError, StoreError: Google refused, or could not be reached.
    """
    plan = Plan(look(connection), schema, say, connection.account)
    draft = plan.draft(read_columns(connection, plan.asked()), time_zone)
    return _done(connection, plan, draft, looking=looking)


def mend(connection: Connection, schema: Schema, say: Sentences, *, looking: bool) -> Completed:
    """Put the formulas of results back where they are broken, and nothing else."""
    plan = Plan(look(connection), schema, say, connection.account)
    draft = plan.mending(read_columns(connection, plan.asked()))
    return _done(connection, plan, draft, looking=looking)


def _done(connection: Connection, plan: Plan, draft: Draft, *, looking: bool) -> Completed:
    wanted = draft.requests or draft.mends
    if wanted and looking:
        ask_to_write(connection)
    elif wanted:
        requests = [*draft.requests, *anchors(draft.mends)]
        connection.update(requests, repeatable=is_repeatable(draft.requests))
        draft.leave(put_back(connection, draft.mends))
    return Completed(
        place=plan.laid_out.structure.title,
        added=draft.added,
        doubts=tuple(draft.doubts),
        left=tuple(draft.left),
    )
