"""Whether the answers of the agency's forms arrive in a workbook."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.diagnostics import Diagnostic
from sheets_sync.planning.form_diagnostics import examine_forms
from sheets_sync.ports import Store
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import read_snapshot
from sheets_sync.settings import Settings


def form_answers(
    store: Store, schema: Schema, settings: Settings, today: dt.date
) -> Iterator[Diagnostic]:
    """Read the workbook once more, and look where its answers stand."""
    snapshot = read_snapshot(store.read(), schema, today, settings.rules)
    yield from examine_forms(snapshot, settings.forms, settings.language)
