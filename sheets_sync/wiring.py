"""Wiring: from settings to the parts that do the work. Only what is configured is imported."""

import datetime as dt
import os
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.sent_log import sent_log
from sheets_sync.delivery.worker import worker_name
from sheets_sync.diagnostics import Diagnostic, failed
from sheets_sync.errors import SetupError
from sheets_sync.files import close_to_others
from sheets_sync.mail.ledger_records import Mark
from sheets_sync.mail.message import Letterhead, Recipient
from sheets_sync.ports import Ledger, Mailer, Oracle, ReturnMailbox, Store
from sheets_sync.registry.declaration import merge, read_schema, with_own_columns
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.schema import Schema
from sheets_sync.resources import resource
from sheets_sync.service_credentials import is_withheld
from sheets_sync.settings import RegistrySettings, Settings, ledger_url
from sheets_sync.settings.model import FleetSettings, LinkedWorkbookSettings, SharedViewSettings
from sheets_sync.stores.composite.part import Part, schema_of
from sheets_sync.toml_file import TomlFile, read_toml

if TYPE_CHECKING:  # a job that opens no workbook does not wait for pandas
    from sheets_sync.fleet.quota import SharedQuota
    from sheets_sync.ledgers.database import Database
    from sheets_sync.planning.workbook_tabs.tab_model import ServiceTab
    from sheets_sync.registry.workbook import RawTab
    from sheets_sync.stores.google.transport.connection import Connection


def read_registry_schema(settings: Settings) -> Schema:
    """The schema in force: ours, with the agency's overlay laid over it."""
    if settings.schema is None:
        return _our_schema()
    overlay = read_toml(settings.schema)
    ours = _our_registry().values
    schema = read_schema(merge(ours, overlay.values), str(overlay.path))
    return with_own_columns(schema, ours)


def read_registry_declaration(settings: Settings) -> Mapping[str, Any]:
    """What the schema in force is read from: ours, with the agency's overlay laid over it."""
    if settings.schema is None:
        return _our_registry().values
    return merge(_our_registry().values, read_toml(settings.schema).values)


@cache
def _our_schema() -> Schema:
    return read_schema(_our_registry().values, str(_our_registry().path))


@cache
def _our_registry() -> TomlFile:
    return read_toml(resource("config", "registry.toml"))


GOOGLE_ENDPOINT = "COP_STEWARD_GOOGLE_ENDPOINT"
"""The environment variable with the base URL of a server that stands in for Google."""


Tell: TypeAlias = Callable[[Diagnostic], object]
"""Is told what people should know while they wait, such as that Google lets us wait."""


def _nobody(_: Diagnostic) -> None:
    pass


NewMemory: TypeAlias = Callable[[], Recollection]
"""Makes what a store remembers from one reading to the next; nothing for whoever reads once."""


def _none() -> Recollection:
    return NOTHING


def open_store(
    registry: RegistrySettings,
    settings: Settings,
    *,
    tell: Tell = _nobody,
    new_memory: NewMemory = _none,
) -> Store:
    """The store of one registry, of all its workbooks together; nothing is read yet."""
    if not registry.elsewhere:
        return _open_main(registry, settings, tell, new_memory)
    from sheets_sync.stores.composite.store import CompositeStore  # slow import

    return CompositeStore(workbooks(registry, settings, tell=tell, new_memory=new_memory))


def workbooks(
    registry: RegistrySettings,
    settings: Settings,
    *,
    tell: Tell = _nobody,
    new_memory: NewMemory = _none,
) -> tuple[Part, ...]:
    """Every workbook of a registry with the tables that are kept there, the main one first."""
    schema = read_registry_schema(settings)
    store = _open_main(registry, settings, tell, new_memory)
    main = Part(store, _main_schema(registry, schema), path=registry.path)
    others = (
        Part(
            _open_elsewhere(other, registry, settings, tell, new_memory),
            schema_of(schema, other.tabs, other.titles),
            tabs=frozenset(name for name in other.tabs if name not in schema.tabs),
            written=other.write,
            private=other.private,
            path=other.path,
        )
        for other in registry.elsewhere
    )
    return main, *others


def _main_schema(registry: RegistrySettings, schema: Schema) -> Schema:
    """The tables that are kept nowhere else."""
    away = {name for other in registry.elsewhere for name in other.tabs}
    return schema_of(schema, [name for name in schema.tabs if name not in away])


def _open_main(
    registry: RegistrySettings,
    settings: Settings,
    tell: Tell = _nobody,
    new_memory: NewMemory = _none,
) -> Store:
    if registry.store == "xlsx" and registry.path is not None:
        return _open_xlsx(registry.path, settings, new_memory)
    if registry.store == "google" and registry.spreadsheet is not None:

        def is_complete(titles: Collection[str]) -> bool:
            schema = _main_schema(registry, read_registry_schema(settings))
            return schema.required <= schema.named(titles)

        def coded(tab: "RawTab") -> tuple[int, ...]:
            return _formats_wanted(tab, read_registry_schema(settings))

        key = registry.credentials
        knows = _Knows(is_complete, coded)
        return _open_google(registry.spreadsheet, key, registry, settings, knows, tell, new_memory)
    raise SetupError("store-not-available", registry=registry.id, store=registry.store)


def _open_elsewhere(
    other: LinkedWorkbookSettings,
    registry: RegistrySettings,
    settings: Settings,
    tell: Tell = _nobody,
    new_memory: NewMemory = _none,
) -> Store:
    if other.path is not None:
        return _open_xlsx(other.path, settings, new_memory)

    def is_complete(titles: Collection[str]) -> bool:
        schema = schema_of(read_registry_schema(settings), other.tabs, other.titles)
        return schema.named(titles) == frozenset(schema.tabs)

    def coded(tab: "RawTab") -> tuple[int, ...]:
        schema = schema_of(read_registry_schema(settings), other.tabs, other.titles)
        return _formats_wanted(tab, schema)

    key = other.credentials or registry.credentials
    spreadsheet, knows = other.spreadsheet or "", _Knows(is_complete, coded)
    return _open_google(spreadsheet, key, registry, settings, knows, tell, new_memory)


@dataclass(frozen=True, slots=True)
class _Knows:
    """What a spreadsheet of Google asks of the schema, which may change while a service runs."""

    is_complete: Callable[[Collection[str]], bool]
    coded: "Callable[[RawTab], Collection[int]]"


def _formats_wanted(tab: "RawTab", schema: Schema) -> tuple[int, ...]:
    from sheets_sync.registry.formats_wanted import formats_wanted  # slow import

    return formats_wanted(tab, schema)


def _open_xlsx(path: Path, settings: Settings, new_memory: NewMemory = _none) -> Store:
    from sheets_sync.stores.xlsx.read_bounds import ReadBounds  # slow import
    from sheets_sync.stores.xlsx.replace_workbook import DailyCopies
    from sheets_sync.stores.xlsx.store import XlsxStore

    limits = settings.reading
    bounds = ReadBounds(
        limits.file_megabytes, limits.unpacked_megabytes, limits.cells, limits.seconds
    )
    zone, days = settings.timezone, settings.retention.copies_days
    copies = DailyCopies(days, lambda: dt.datetime.now(zone).date())
    return XlsxStore(path, copies=copies, memory=new_memory(), bounds=bounds)


def _open_google(
    spreadsheet: str,
    credentials: Path | None,
    registry: RegistrySettings,
    settings: Settings,
    knows: _Knows,
    tell: Tell,
    new_memory: NewMemory,
) -> Store:
    from sheets_sync.stores.google.store import GoogleStore  # slow import
    from sheets_sync.stores.google.transport.retry_policy import RetryPolicy  # slow import

    retry_policy = RetryPolicy(tell=tell)
    if settings.fleet.enabled:
        credentials, admit = _turns(settings, credentials)
        retry_policy = RetryPolicy(tell=tell, admit=admit)
    return GoogleStore(
        spreadsheet,
        credentials,
        state=settings.state / "google" / registry.id / spreadsheet,
        endpoint=os.environ.get(GOOGLE_ENDPOINT, ""),
        skip_unchanged=registry.skip_unchanged,
        complete=knows.is_complete,
        coded=knows.coded,
        clock=lambda: dt.datetime.now(settings.timezone),
        retry_policy=retry_policy,
        memory=new_memory(),
    )


def fill_view(
    view: SharedViewSettings,
    registry: RegistrySettings,
    settings: Settings,
    tabs: "Sequence[ServiceTab]",
    *,
    tell: Tell = _nobody,
) -> str:
    """Make the spreadsheet of a view show these tabs and nothing else of ours; its title."""
    from sheets_sync.stores.google.writing.view_tabs import replace_view  # slow import

    with closing(_connect(view, registry, settings, tell)) as connection:
        return replace_view(connection, tabs)


def examine_view(
    view: SharedViewSettings, registry: RegistrySettings, settings: Settings, *, tell: Tell
) -> Diagnostic:
    """Whether the spreadsheet of a view can be filled; nothing in it is changed."""
    from sheets_sync.stores.google import view_diagnostics as examination  # slow import

    try:
        connection = _connect(view, registry, settings, tell)
    except SetupError as error:
        return failed(examination.NAME, error)
    with closing(connection):
        return examination.examine_view(connection, view.of)


def _connect(
    view: SharedViewSettings, registry: RegistrySettings, settings: Settings, tell: Tell
) -> "Connection":
    """The line to the spreadsheet of a view."""
    from sheets_sync.stores.google.transport.connection import Connection  # slow import
    from sheets_sync.stores.google.transport.retry_policy import RetryPolicy

    credentials, retry_policy = view.credentials or registry.credentials, RetryPolicy(tell=tell)
    if settings.fleet.enabled:
        credentials, admit = _turns(settings, credentials)
        retry_policy = RetryPolicy(tell=tell, admit=admit)
    return Connection(
        view.spreadsheet or "",
        credentials,
        endpoint=os.environ.get(GOOGLE_ENDPOINT, ""),
        retry_policy=retry_policy,
    )


def _turns(settings: Settings, own: Path | None) -> tuple[Path | None, Callable[[str], float]]:
    """As whom to ask Google in a fleet, and what is asked before each request."""
    from sheets_sync.fleet.fence import demand_fence  # slow import
    from sheets_sync.fleet.quota import account_of  # slow import

    quota = _shared_quota(_fleet_url(settings), settings.folder, settings.fleet)
    key = own or quota.freest(settings.fleet.credentials)
    account = account_of(key)

    def admit(kind: str) -> float:
        demand_fence(settings.member)
        if kind == "drive":  # it has a quota of its own, far larger
            return 0.0
        waited = quota.admit(account, kind)
        demand_fence(settings.member)
        return waited

    return key, admit


@cache
def _shared_quota(url: str, folder: Path, fleet: FleetSettings) -> "SharedQuota":
    from sheets_sync.fleet.quota import SharedQuota  # slow import
    from sheets_sync.ledgers.database import connect  # slow import

    return SharedQuota(connect(url, folder), fleet)


def probe_google(
    spreadsheet: str, credentials: Path | None, today: dt.date, *, tell: Tell = _nobody
) -> Generator[Diagnostic, None, None]:
    """What Google does beside what we take it to do, tried out on scratch tabs."""
    from sheets_sync.stores.google.probing import probe  # slow import
    from sheets_sync.stores.google.transport.retry_policy import RetryPolicy  # slow import

    endpoint, retry_policy = os.environ.get(GOOGLE_ENDPOINT, ""), RetryPolicy(tell=tell)
    yield from probe(spreadsheet, credentials, today, endpoint=endpoint, retry_policy=retry_policy)


def open_ticked(registry: RegistrySettings, settings: Settings) -> tuple[Store, ...]:
    """The workbooks in which staff may have ticked a letter: also the one beside a local one."""
    other = next((one for one in registry.elsewhere if "outbox" in one.tabs), None)
    if other is None:
        return _open_main(registry, settings), *_beside(registry.path, settings)
    return _open_elsewhere(other, registry, settings), *_beside(other.path, settings)


def _beside(path: Path | None, settings: Settings) -> Iterator[Store]:
    """The file that stands in for a workbook that must not be patched, where there is one."""
    if path is None:
        return
    from sheets_sync.stores.xlsx.companion_file import sibling_of  # slow import

    if sibling_of(path).exists():
        yield _open_xlsx(sibling_of(path), settings)


def open_ledger(settings: Settings) -> Ledger:
    """The ledger, made or brought up to date where that is needed."""
    from sheets_sync.ledgers.sql_ledger import open_ledger as open_sql  # slow import

    close_to_others(settings.state)  # earlier versions left it open
    return open_sql(_ledger_url(settings), folder=settings.folder)


def _ledger_url(settings: Settings) -> str:
    if not settings.member:
        return _fleet_url(settings)
    from sheets_sync.fleet.member_settings import ledger_name  # slow import
    from sheets_sync.ledgers.database import in_schema  # slow import

    return in_schema(_fleet_url(settings), ledger_name(settings.member))


def _fleet_url(settings: Settings) -> str:
    """The database that all registries of a fleet are in; else the ledger's."""
    return ledger_url(settings.ledger, settings.folder, os.environ)


@contextmanager
def fleet_database(settings: Settings) -> Iterator["Database"]:
    """The database of a fleet, made or not.

    Raises:
        SetupError: the settings are of no fleet, or the database cannot be reached.
    """
    from sheets_sync.ledgers.database import PATIENCE, connect  # slow import

    if not settings.fleet.enabled:
        raise SetupError("fleet-not-enabled", path=settings.source or os.devnull)
    database = connect(_fleet_url(settings), settings.folder)
    try:
        with database.reading():
            database.patience = PATIENCE
        yield database
    finally:
        database.close()


def settings_of_member(base: Settings, registry: str) -> Settings:
    """The settings of one registry of a fleet.

    Raises:
        SetupError: the fleet has no such registry.
    """
    from sheets_sync.fleet.member_settings import member_settings  # slow import
    from sheets_sync.fleet.prepare import demand_fleet  # slow import
    from sheets_sync.fleet.registries import FleetRegistries  # slow import

    with fleet_database(base) as database:
        demand_fleet(database)
        return member_settings(base, FleetRegistries(database).get(registry).entry)


@contextmanager
def alone_with_member(settings: Settings) -> Iterator[None]:
    """Keep the workers of a fleet away from the one registry of these settings.

    Raises:
        SetupError: a worker has it in hand and does not end in time.
    """
    if not settings.member:
        yield
        return
    from sheets_sync.fleet.fence import wait_for_fence  # slow import
    from sheets_sync.fleet.registries import FleetRegistries  # slow import
    from sheets_sync.ledgers.reads_reports_leases import SqlLeases  # slow import

    with fleet_database(settings) as database:
        leases, now = SqlLeases(database), FleetRegistries(database).now
        with wait_for_fence(leases, settings.member, holder=worker_name(), now=now):
            yield


def ledger_place(settings: Settings, typed: str) -> tuple[str, str]:
    """The URL of a ledger that is named by its URL, by its file, or by a registry of the fleet.

    Beside it the registry's id, or nothing.
    """
    if "://" in typed:
        return typed, ""
    if typed.endswith(".db"):
        return f"sqlite:///{settings.folder / typed}", ""
    member = settings_of_member(settings, typed)
    return _ledger_url(member), member.member


def fleet_engine_url(settings: Settings) -> str:
    """Where the engine of a fleet keeps its jobs."""
    return _fleet_url(settings)


def peek_ledger(settings: Settings) -> Ledger | None:
    """The ledger for looking only: nothing where none has been made yet."""
    return open_ledger(settings) if _may_be_there(settings) else None


def _may_be_there(settings: Settings) -> bool:
    """Whether a ledger has been made; of a server's database only a connection would tell."""
    url = urlsplit(_ledger_url(settings))
    return url.scheme != "sqlite" or Path(url.path.removeprefix("/")).exists()


def copy_ledger(settings: Settings, into: Path) -> dict[str, str]:
    """One consistent copy of the ledger in a folder, while others work with it."""
    from sheets_sync.ledgers.copies import copy_out  # slow import

    return copy_out(_ledger_url(settings), settings.folder, into)


def set_ledger_aside(settings: Settings, into: Path) -> bool:
    """Keep the ledger there is, in whatever state, before another takes its place; is there one."""
    from sheets_sync.ledgers.copies import set_aside  # slow import

    if not _may_be_there(settings):
        return False
    set_aside(_ledger_url(settings), settings.folder, into)
    return True


def put_ledger_back(settings: Settings, copy: Path, facts: Mapping[str, str]) -> None:
    """Put such a copy in the ledger's place."""
    from sheets_sync.ledgers.copies import copy_in  # slow import

    copy_in(_ledger_url(settings), settings.folder, copy, facts)


def examine_ledger(settings: Settings) -> tuple[Diagnostic, Mark | None]:
    """What is to be said of the ledger, and how far it has come; nothing in it changes."""
    from sheets_sync.ledgers.ledger_diagnostics import examine  # slow import

    try:
        url = _ledger_url(settings)
    except SetupError as error:
        return failed("ledger", error), None
    return examine(url, settings.folder)


def examine_mail(settings: Settings, now: dt.datetime) -> Iterator[Diagnostic]:
    """What is to be said of the mail channel, where there is one; nothing is sent."""
    if settings.mail.transport == "smtp":
        from sheets_sync.mailers.mail_diagnostics import examine  # slow import

        yield from examine(settings, now)


def open_mailer(settings: Settings) -> tuple[Mailer, Oracle | None]:
    """The channel that letters leave by, and who knows what it accepted.

    Raises:
        SetupError: only the service is given the account's secret: the channel is in order, and
            must not come to rest because a person's command cannot log in.
    """
    if settings.mail.transport == "outbox":
        from sheets_sync.mailers.outbox import OutboxMailer  # slow import

        outbox = OutboxMailer(settings.mail.outbox)
        return outbox, outbox
    for secret in (settings.mail.password_file, settings.mail.token_file):
        if secret is not None and is_withheld(secret):
            raise SetupError("credential-withheld", name=secret.name)
    from sheets_sync.mailers.factory import smtp_mailer  # slow import

    return smtp_mailer(settings)


def open_delivery(
    settings: Settings,
    ledger: Ledger,
    clock: Callable[[], dt.datetime],
    stopping: Callable[[], bool] = lambda: False,
) -> DeliveryContext:
    """What letters are delivered with, as the settings say; nothing is connected yet.

    `stopping` tells whether to stop after the letter in hand.
    """
    mailer, oracle = open_mailer(settings)
    policy = DeliveryPolicy(
        letterhead(settings),
        allowed_domains=frozenset(settings.agency.allowed_domains),
        per_run=settings.guard.mails_per_run,
        per_day=settings.guard.mails_per_day,
        unreachable_days=settings.mail.unreachable_days,
    )
    return DeliveryContext(
        ledger,
        mailer,
        policy,
        clock,
        "",
        worker_name(),
        oracle=oracle,
        sent_log=sent_log(settings) if settings.mail.transport == "smtp" else None,
        stopping=stopping,
    )


def open_return_mailbox(settings: Settings, ledger: Ledger) -> ReturnMailbox | None:
    """Where undeliverable letters arrive; nothing where none is configured."""
    if settings.mail.transport != "smtp":
        return None
    from sheets_sync.mailers.factory import return_mailbox  # slow import

    return return_mailbox(settings, ledger)


def letterhead(settings: Settings) -> Letterhead:
    """Who writes: the configured sender, else the agency's contact, else nobody."""
    contact = settings.agency.contact
    sender = settings.mail.sender or contact or ""
    return Letterhead(
        sender=Recipient(sender, settings.mail.sender_name or settings.agency.name),
        domain=sender.rpartition("@")[2],
        reply_to=None if contact is None else Recipient(contact),
        return_path=settings.mail.return_path or "",
        zone=settings.timezone,
    )
