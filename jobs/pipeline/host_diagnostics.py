"""This machine: config file, folders, disk, ledger, clock, time zone data."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import TZPATH

from jobs.cli.context import JobContext
from sheets_sync.delivery.ledger_guard import kept_mark
from sheets_sync.delivery.report_readers import list_setting, readers
from sheets_sync.delivery.sent_log import is_copied
from sheets_sync.diagnostics import Diagnostic, bad, failed, good, note
from sheets_sync.errors import SetupError
from sheets_sync.notices.chat_services import known_services, read_addresses
from sheets_sync.notices.hook_key import hook_key
from sheets_sync.planning.mail_guards import clock_behind, restored
from sheets_sync.regular_files import is_open_to_others
from sheets_sync.renderings.document.own_head import read_emblem
from sheets_sync.settings import Settings
from sheets_sync.wiring.ledger import examine_ledger, open_ledger
from sheets_sync.wiring.registry_schema import read_registry_schema


def config(context: JobContext) -> Iterator[Diagnostic]:
    """The config file and the agency's own words and tabs; all of it is read and checked."""
    settings = context.settings
    workbooks = sum(1 + len(registry.elsewhere) for registry in settings.registries)
    yield good("config", path=settings.source, count=workbooks)
    if not settings.agency.name:
        yield note("agency-name")
    if not settings.agency.allowed_domains:
        yield note("domains")
    else:
        yield from _readers_outside(settings)
    if settings.agency.contact is None:
        yield note("contact")
    if settings.schema is not None:
        yield _tried("schema", settings.schema, lambda: read_registry_schema(settings))
    if settings.templates is not None:
        for fault in context.wording_faults:
            yield failed("templates", fault)
        if not context.wording_faults:
            yield good("templates", path=settings.templates)
    if settings.agency.logo is not None:
        logo = settings.agency.logo
        yield _tried("logo", logo, lambda: read_emblem(logo))


def _readers_outside(settings: Settings) -> Iterator[Diagnostic]:
    """The readers on the lists of the report whom nothing is sent."""
    outside: dict[str, list[str]] = {}
    for one in readers(settings, "send"):
        if not one.is_inside(settings):
            outside.setdefault(list_setting(settings, one.copy), []).append(one.address)
    for setting, addresses in outside.items():
        yield note("report-readers", setting=setting, addresses=tuple(addresses))


def _tried(name: str, path: Path, read: Callable[[], object]) -> Diagnostic:
    try:
        read()
    except SetupError as error:
        return failed(name, error)
    return good(name, path=path)


def hook(settings: Settings) -> Iterator[Diagnostic]:
    """Whether the webhook can be signed for, where there is one."""
    if settings.hooks.url is None:
        return
    try:
        hook_key(settings.hooks)
    except SetupError as error:
        yield failed("hook", error)
    else:
        yield good("hook", host=urlsplit(settings.hooks.url).hostname)


def chat_rooms(settings: Settings) -> Iterator[Diagnostic]:
    """Whether the chat rooms' addresses are understood; nobody is told anything, no key shown."""
    path = settings.notify.addresses_file
    if path is None:
        return
    try:
        addresses = read_addresses(path)
    except SetupError as error:
        yield failed("chat", error)
        return
    seen = known_services(addresses)
    for one in seen:
        if not one.is_understood:
            yield bad("chat-unknown", line=one.line, service=one.service or "–", path=path)
    known = sorted({one.service for one in seen if one.is_understood})
    if known:
        yield good("chat", count=sum(one.is_understood for one in seen), services=known)
    if not seen:
        yield note("chat-empty", path=path)
    if is_open_to_others(path):
        yield note("chat-open", path=path)


def ledger(settings: Settings, now: dt.datetime) -> Iterator[Diagnostic]:
    """The ledger, and whether it or the clock has gone back since it was last written to."""
    seen, mark = examine_ledger(settings)
    yield seen
    if mark is not None and restored(mark, kept_mark(settings)):
        yield bad("ledger-restored")
    if settings.mail.transport == "smtp" and not is_copied(settings):
        yield note("sent-copy", folder=settings.state)
    newest = None if mark is None else mark.newest
    facts = {"now": now.replace(tzinfo=None), "newest": newest and newest.astimezone(now.tzinfo)}
    yield (bad if clock_behind(now, newest) else good)("clock", **facts)


def channels(settings: Settings, now: dt.datetime) -> Iterator[Diagnostic]:
    """The mail channels at rest: a login that works now does not end that."""
    _, mark = examine_ledger(settings)
    if mark is None:  # to open an old one would upgrade it; what is wrong with it is said above
        return
    with open_ledger(settings) as ledger:
        for name, pause in ledger.channels.waiting(now=now).items():
            until = pause.until.astimezone(settings.timezone)
            yield note("mail-paused", channel=name, until=until)


def time_zone(settings: Settings) -> Diagnostic:
    """Where the rules of time zones come from: this system, or the package beside us."""
    source = next((path for path in TZPATH if Path(path).is_dir()), "tzdata")
    return good("time-zone-data", zone=settings.timezone.key, source=source)
