"""Looks at the way to a spreadsheet and at the spreadsheet itself, and changes nothing in it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sheets_sync.diagnostics import Diagnostic, bad, failed, good, note
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning import structure_diagnostics as examination
from sheets_sync.registry.locales import THAI, is_month_first
from sheets_sync.registry.schema import Schema
from sheets_sync.regular_files import is_open_to_others
from sheets_sync.stores.google.provisioning.columns_read import read_columns
from sheets_sync.stores.google.provisioning.first_rows import LaidOut, look
from sheets_sync.stores.google.provisioning.plan import Plan
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.transport.key_age import key_made
from sheets_sync.stores.google.writing.permissions import ask_to_write

OLDEST_KEY = dt.timedelta(days=90)
"""After which a new key is due."""
FASTEST_CLOCK = 60
"""Seconds that a clock may be off before it is worth a word; Google allows some minutes."""
A_MINUTE = 60
"""Reads that Google allows an account in a minute; as many writes."""


def examine(
    connection: Connection,
    schema: Schema,
    say: Sentences,
    *,
    time_zone: str,
    written: bool,
    gated: bool,
) -> Iterator[Diagnostic]:
    """The way there, the right to write, then what is in it; a way that is closed ends it.

    One that is not `written` need only be readable; `gated` says that Drive is asked as well.
    """
    try:
        laid_out = look(connection)
    except StewardError as error:
        yield from _clock(connection)
        yield failed("google-spreadsheet", error)
        return
    yield good("google-account", account=connection.account)
    yield from _clock(connection)
    yield good("google-spreadsheet", title=laid_out.structure.title)
    if written:
        yield _may_write(connection)
        yield from _guarded_by_others(laid_out)
    if gated:
        yield _tells_versions(connection)
    yield from _place_and_time(laid_out, time_zone)
    plan = Plan(laid_out, schema, say, connection.account)
    yield from examination.tabs(plan.workbook, schema, say)
    if written:
        yield from _status(connection, plan)
    spent = connection.spent
    yield good("google-quota", reads=spent.reads, writes=spent.writes, limit=A_MINUTE)


def examine_key(key: Path | None, endpoint: str, now: dt.datetime) -> Iterator[Diagnostic]:
    """How old the key is, and whose account is used without one."""
    if key is None:
        yield note("google-keyless")
        return
    with suppress(OSError):  # what hinders the reading of it is told where it is read
        if is_open_to_others(key):
            yield note("google-key-open", path=key)
    made = key_made(key, endpoint)
    if made is None:
        yield note("google-key-age", path=key)
        return
    facts = {"path": key, "days": (now - made).days, "most": OLDEST_KEY.days}
    yield (note if now - made > OLDEST_KEY else good)("google-key", **facts)


def _clock(connection: Connection) -> Iterator[Diagnostic]:
    ahead = connection.spent.ahead
    if ahead is not None:
        seconds = round(abs(ahead))
        behind = "behind" if ahead > 0 else "ahead"
        well = seconds <= FASTEST_CLOCK
        yield good("google-clock") if well else bad(f"google-clock-{behind}", seconds=seconds)


def _may_write(connection: Connection) -> Diagnostic:
    try:
        ask_to_write(connection)
    except StewardError as error:
        return failed("google-write", error)
    return good("google-write")


def _tells_versions(connection: Connection) -> Diagnostic:
    try:
        connection.version()
    except StewardError as error:
        return failed("google-drive", error)
    return good("google-drive")


def _guarded_by_others(laid_out: LaidOut) -> Iterator[Diagnostic]:
    """Protections through which we cannot get to tabs of our own."""
    closed = tuple(
        top.sheet.title
        for top in laid_out.tops.values()
        if top.sheet.mark and any(not _lets_through(one) for one in top.protected)
    )
    if closed:
        yield bad("google-protected", names=closed)


def _lets_through(protection: object) -> bool:
    said = protection if isinstance(protection, dict) else {}
    return bool(said.get("warningOnly") or said.get("requestingUserCanEdit"))


def _place_and_time(laid_out: LaidOut, time_zone: str) -> Iterator[Diagnostic]:
    structure = laid_out.structure
    wrong = is_month_first(structure.locale)
    yield (bad if wrong else good)("google-locale", locale=structure.locale, wanted=THAI)
    differs = structure.time_zone != time_zone
    facts = {"zone": structure.time_zone, "wanted": time_zone}
    yield (bad if differs else good)("google-time-zone", **facts)


def _status(connection: Connection, plan: Plan) -> Iterator[Diagnostic]:
    """The formulas of results: those that are lost, and those that something is in the way of."""
    mended = plan.mending(read_columns(connection, plan.asked()))
    lost = tuple(name for one in mended.added for name in one.names)
    for left in mended.left:
        yield bad("status-blocked", cell=left.what)
    if lost:
        yield bad("status-lost", names=lost)
    broken = bool(mended.left or lost)
    yield from examination.status(plan.workbook, plan.schema, plan.say, broken=broken)
