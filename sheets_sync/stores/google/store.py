"""A shared Google spreadsheet as the registry."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from sheets_sync.diagnostics import Diagnostic, failed
from sheets_sync.errors import SetupError, StoreError
from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Completed
from sheets_sync.planning.workbook_tabs.tab_model import Output, Written
from sheets_sync.ports import Pulse, Requests
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from sheets_sync.stores.google.reading.cached_read import Fetched, fetch
from sheets_sync.stores.google.reading.number_formats import formats_of
from sheets_sync.stores.google.reading.read_cache import LastRun, ReadCache, digest_of
from sheets_sync.stores.google.reading.read_workbook import (
    filters_for,
    may_hold_errors,
    workbook_of,
)
from sheets_sync.stores.google.reading.structure import Sheet, Structure
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.transport.replies import values_in
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from sheets_sync.stores.google.transport.retryable import PassingError


class GoogleStore:
    """One spreadsheet: one read brings all of it, one write replaces what is ours.

    Its sheets are asked for by the ids that are remembered, so that renamed and moved tabs need no
    further request. What else there is, such as a tab that staff added, is asked on the first run,
    once a day, after every write of ours, while a tab is missing, and when an id is gone.
    """

    def __init__(
        self,
        spreadsheet: str,
        credentials: Path | None,
        *,
        state: Path,
        endpoint: str = "",
        skip_unchanged: bool = False,
        complete: Callable[[Collection[str]], bool] = lambda _: True,
        coded: Callable[[RawTab], Collection[int]] = lambda _: (),
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        retry_policy: RetryPolicy | None = None,
        memory: Recollection = NOTHING,
    ) -> None:
        """Nothing is asked of Google yet.

        `state` is the folder for what is remembered between runs; it may be deleted.
        `skip_unchanged` asks Drive first, and does not read again what did not change.
        `complete` tells from the titles of the tabs whether all are there that must be.
        `coded` tells in which columns of a tab the format of a number may say something.
        `clock` says, in the zone of its people, which day is today.
        With a `memory` of its own, a store that is used again and again has equal columns as the
        same objects, and spares what was made for them.
        """
        self._recollection = memory
        self._spreadsheet = spreadsheet
        self._credentials = credentials
        self._endpoint = endpoint
        self._gated = skip_unchanged
        self._complete = complete
        self._coded = coded
        self._clock = clock
        self._retry_policy = retry_policy or RetryPolicy()
        self._memory = ReadCache(state, spreadsheet, self._retry_policy.tell)
        self._read: tuple[Structure, RawWorkbook] | None = None

    @cached_property
    def connection(self) -> Connection:
        """The line to the spreadsheet, taken up when first needed."""
        known = self._memory.recall()
        return Connection(
            self._spreadsheet,
            self._credentials,
            endpoint=self._endpoint,
            drive=self._gated,
            retry_policy=self._retry_policy,
            title=known.structure.title if known else "",
        )

    @no_garbage_collection()
    def read(self) -> RawWorkbook:
        """The spreadsheet as it is at Google now."""
        today = self._clock().date()
        known = self._memory.recall()
        version = self._version() if self._gated else ""
        got = self._unchanged(known, version, today)
        if known is None or got is None:
            got = self._with_formats(
                fetch(self.connection, self._still_true(known, today), today, _all)
            )
            known = LastRun(got.structure, got.asked_on, known.given if known else {})
            if version:
                known = replace(
                    known, version=version, read_on=today, digest=digest_of(got.content)
                )
            self._memory.keep(known, got.content if version else None)
        workbook = self._recollection.recognised(self._workbook(got, known.digest))
        self._read = got.structure, workbook
        return workbook

    def glance(self, titles: Collection[str]) -> RawWorkbook:
        """The tabs of these titles as they are at Google now; one of ours whatever it is called."""
        today = self._clock().date()
        known = self._memory.recall()
        given = known.given if known else {}

        def called(sheet: Sheet) -> str:
            return sheet.title if sheet.title in titles else given.get(sheet.mark, "")

        def pick(structure: Structure) -> list[Sheet]:
            return [sheet for sheet in structure.sheets if called(sheet) in titles]

        before = (known.structure, known.asked_on) if known else None
        got = fetch(self.connection, before, today, pick, whole=True)
        if known is None or got.asked_on != known.asked_on:
            self._memory.keep(LastRun(got.structure, got.asked_on, given))
        asked = tuple(replace(sheet, title=called(sheet) or sheet.title) for sheet in got.sheets)
        return self._workbook(replace(got, sheets=asked))

    def pulse(self) -> Pulse:
        """The version at Drive where that may be asked, else what the staff's tabs hold.

        A tab that staff add under a new name is not among those asked for until the sheets are
        asked for anew.
        """
        if self._gated:
            return Pulse(self.connection.version())
        today = self._clock().date()
        known = self._memory.recall()
        got = fetch(self.connection, self._still_true(known, today), today, _staffs, whole=True)
        if known is None or got.asked_on != known.asked_on:
            given = known.given if known else {}
            self._memory.keep(LastRun(got.structure, got.asked_on, given))
        return Pulse(digest_of(got.content), costs=True)

    def requests(self) -> Requests:
        """What was asked of Sheets; Drive counts apart."""
        if "connection" not in vars(self):
            return Requests()
        return Requests(self.connection.spent.reads, self.connection.spent.writes)

    def write(self, output: Output) -> Written:
        """Replace our tabs in one request; a cell of the staff is never named in it."""
        from sheets_sync.stores.google.writing.write_output import write  # slow import

        if self._read is None:
            self.read()
        structure, workbook = self._read or (None, None)
        if structure is None or workbook is None:
            raise AssertionError("a workbook was read")
        self._read = None  # a service must not hold a whole workbook until its next check
        given = self._forgotten() | {tab.name: tab.title for tab in output.tabs}
        written = write(self.connection, structure, workbook, output, self._recollection)
        self._learn(given)
        return written

    def provision(
        self, schema: Schema, say: Sentences, *, time_zone: str, looking: bool = False
    ) -> Completed:
        """Add the tabs, headings, drop-downs, guards and formulas that the spreadsheet lacks."""
        from sheets_sync.stores.google.provisioning import provision  # slow import

        return self._completed(
            partial(provision, self.connection, schema, say, time_zone=time_zone, looking=looking)
        )

    def mend(self, schema: Schema, say: Sentences, *, looking: bool = False) -> Completed:
        """Put broken formulas of the check's result back."""
        from sheets_sync.stores.google.provisioning import mend  # slow import

        return self._completed(partial(mend, self.connection, schema, say, looking=looking))

    def examine(
        self, schema: Schema, say: Sentences, *, time_zone: str, written: bool = True
    ) -> Iterator[Diagnostic]:
        """Whether the account gets there and may write, and what the spreadsheet lacks."""
        from sheets_sync.stores.google import spreadsheet_diagnostics as examination  # slow import

        key, endpoint = self._credentials, self._endpoint
        try:
            connection = self.connection
        except SetupError as error:
            yield failed("google-account", error)
            return
        yield from examination.examine_key(key, endpoint, self._clock())
        yield from examination.examine(
            connection, schema, say, time_zone=time_zone, written=written, gated=self._gated
        )

    def _with_formats(self, got: Fetched) -> Fetched:
        """The same with the formats of numbers, once for each structure that is asked for."""
        if got.structure.formats is not None:
            return got
        tabs = {tab.sheet: tab for tab in self._workbook(got).tabs}
        wanted = [
            (sheet, columns)
            for sheet in got.sheets
            if not sheet.mark
            and sheet.title in tabs
            and (columns := self._coded(tabs[sheet.title]))
        ]
        if not wanted:
            return got
        formats = formats_of(self.connection, wanted)
        return replace(got, structure=replace(got.structure, formats=formats))

    def _completed(self, complete: Callable[[], Completed]) -> Completed:
        """What was completed; from then on nothing is known but what Google told."""
        self._read = None
        given = self._forgotten()
        done = complete()
        self._learn(given)
        return done

    def _forgotten(self) -> dict[str, str]:
        """The titles we gave; from here on it is not known which version there is.

        Drive may tell of a change of ours only after a while.
        """
        known = self._memory.recall()
        if known is None:
            return {}
        self._memory.keep(LastRun(known.structure, known.asked_on, known.given))
        return dict(known.given)

    def _learn(self, given: Mapping[str, str]) -> None:
        """Remember the structure that the answer to a write told."""
        if self.connection.latest is not None:
            today = self._clock().date()
            known = self._memory.recall()
            formats = known.structure.formats if known and known.asked_on == today else None
            structure = replace(self.connection.latest, formats=formats)
            self._memory.keep(LastRun(structure, today, given))

    def _unchanged(self, known: LastRun | None, version: str, today: dt.date) -> Fetched | None:
        """The reply that was kept, where Drive says that nothing changed since."""
        if not known or not version or (known.version, known.read_on) != (version, today):
            return None
        content = self._memory.reply(known)
        if content is None:
            return None
        sheets = known.structure.sheets
        try:
            reply = values_in(content, self._spreadsheet, filters_for(sheets))
        except PassingError:
            return None
        return Fetched(known.structure, known.asked_on, sheets, reply, content)

    def _still_true(
        self, known: LastRun | None, today: dt.date
    ) -> tuple[Structure, dt.date] | None:
        """The structure that is remembered, while nothing speaks for asking again."""
        if known is None or known.asked_on != today:
            return None
        titles = [sheet.title for sheet in known.structure.sheets]
        return (known.structure, known.asked_on) if self._complete(titles) else None

    def _version(self) -> str:
        """What Drive says, or nothing: while Drive has trouble, everything is read."""
        try:
            return self.connection.version()
        except StoreError:
            return ""

    def _workbook(self, got: Fetched, version: str = "") -> RawWorkbook:
        return workbook_of(
            self._spreadsheet,
            got.structure,
            got.sheets,
            got.reply,
            version=version,
            errors=may_hold_errors(got.content),
        )


def _all(structure: Structure) -> Sequence[Sheet]:
    return structure.sheets


def _staffs(structure: Structure) -> Sequence[Sheet]:
    return [sheet for sheet in structure.sheets if not sheet.mark]
