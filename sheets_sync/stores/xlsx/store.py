"""A local workbook as the registry: read whole, written only where the service owns it."""

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from sheets_sync.diagnostics import Diagnostic
from sheets_sync.errors import SetupError, StewardError, StoreError
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Completed
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten, Output, Unwritten, Written
from sheets_sync.ports import Pulse, Requests
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.stores.xlsx.assemble import fill
from sheets_sync.stores.xlsx.companion_file import blank_package, sibling_of
from sheets_sync.stores.xlsx.file_in_use import open_elsewhere
from sheets_sync.stores.xlsx.file_mode import is_protected
from sheets_sync.stores.xlsx.package import Package, open_package, version_of
from sheets_sync.stores.xlsx.part_numbers import renumbered
from sheets_sync.stores.xlsx.patch import PartRefused, Patch, patch_of
from sheets_sync.stores.xlsx.read_bounds import BOUNDS, ReadBounds
from sheets_sync.stores.xlsx.read_workbook import read_package
from sheets_sync.stores.xlsx.replace_workbook import DailyCopies, replace_workbook
from sheets_sync.stores.xlsx.unsupported import refusal
from sheets_sync.stores.xlsx.xml_edit import UnusualXmlError

_REMEMBERED = 8
"""So many of its own last writings; one look is written twice, by the check and after the mails."""


class XlsxStore:
    """Reads and writes one workbook; a single writer at a time, whoever starts it."""

    def __init__(
        self,
        path: Path,
        *,
        lock: Path | None = None,
        patience: float = 10,
        copies: DailyCopies | None = None,
        memory: Recollection = NOTHING,
        bounds: ReadBounds = BOUNDS,
    ) -> None:
        """`lock` is the file writers wait for, up to `patience` seconds.

        With a `memory` of its own, a store that is used again and again has equal columns as the
        same objects, and spares what was made for them.
        """
        self._memory = memory
        self._bounds = bounds
        self._path = path
        self._copies = copies or DailyCopies()
        self._lock = lock or path.with_name(f".{path.name}.cop-steward.lock")
        self._patience = patience
        self._read: tuple[Package, RawWorkbook] | None = None
        self._ours: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)

    def read(self) -> RawWorkbook:
        """The workbook as it is on the disk now."""
        try:
            package = open_package(self._path, self._bounds)
            workbook = self._memory.recognised(read_package(package))
        except MemoryError as error:
            raise StoreError("workbook-out-of-memory", path=self._path) from error
        self._read = package, workbook
        return workbook

    def glance(self, titles: Collection[str]) -> RawWorkbook:  # noqa: ARG002 a file is read whole
        """The workbook as it is on the disk now, for a few of its tabs."""
        return self.read()

    def pulse(self) -> Pulse:
        """What the folder says of the file, and whether somebody has it open."""
        try:
            seen = self._path.stat()
        except FileNotFoundError as error:
            raise SetupError("file-missing", path=self._path) from error
        except OSError as error:
            why = why_file_failed(error)
            raise StoreError("file-read-failed", path=self._path, reason=why) from error
        opened = "" if open_elsewhere(self._path) is None else "open"
        return Pulse(f"{seen.st_mtime_ns} {seen.st_size} {seen.st_ino} {opened}")

    def requests(self) -> Requests:
        """Nothing: a file has no quota."""
        return Requests()

    def write(self, output: Output, *, add_columns: bool = False) -> Written:
        """Replace our tabs and status columns; nothing is written over a newer workbook.

        `add_columns` also makes the status columns that are not there yet. What could not be
        written is in the answer with its reason, never silently left out.

        Raises:
            StoreError: the disk or the network failed; what was there stays.
        """
        try:
            with FileLock(self._lock, timeout=self._patience), no_garbage_collection():
                return self._in_order(output, add_columns=add_columns)
        except Timeout:
            return self._nothing("busy")
        except PermissionError:
            return self._nothing("not-writable")
        except OSError as error:
            place, why = error.filename or self._path, why_file_failed(error)
            raise StoreError("disk-failed", place=place, reason=why) from error

    def provision(
        self,
        schema: Schema,
        say: Sentences,
        *,
        time_zone: str,  # noqa: ARG002 a file has none
        looking: bool = False,
    ) -> Completed:
        """Make the workbook, or add the tabs, headings and status columns it lacks."""
        from sheets_sync.stores.xlsx.provisioning import completed, made  # slow import

        if not self._path.exists():
            return made(self._path, schema, say, looking=looking)
        return completed(self, self._path, schema, say, looking=looking)

    def mend(self, schema: Schema, say: Sentences, *, looking: bool = False) -> Completed:  # noqa: ARG002
        """Nothing is to be done: every check writes the formulas of a local workbook anew."""
        return Completed(str(self._path))

    def examine(
        self,
        schema: Schema,
        say: Sentences,
        *,
        time_zone: str,  # noqa: ARG002 a file has none
        written: bool = True,
    ) -> Iterator[Diagnostic]:
        """Whether it is there, can be read and written, and what it lacks."""
        from sheets_sync.stores.xlsx.workbook_diagnostics import examine  # slow import

        yield from examine(self._path, schema, say, self._bounds, written=written)

    def _in_order(self, output: Output, *, add_columns: bool) -> Written:
        """Tabs and headings that are missing come first: status columns stand behind them."""
        if not output.new_tabs and not output.new_headings:
            return self._write(output, add_columns=add_columns)
        first = self._write(replace(output, tabs=(), status=()), add_columns=False)
        rest = replace(output, new_tabs=(), new_headings=(), version=first.version)
        if first.place != str(self._path) or not (rest.tabs or rest.status):
            return first
        second = self._write(rest, add_columns=add_columns)
        return replace(second, left=(*first.left, *second.left))

    def _write(self, output: Output, *, add_columns: bool) -> Written:
        opened = open_elsewhere(self._path)
        if opened is not None:
            return Written("", output.version, (opened,))
        if is_protected(self._path):
            return self._nothing("not-writable", output.version)
        package, workbook = self._as_read()
        if output.version and package.version not in self._left_by_us(output.version):
            return self._nothing("changed-meanwhile", package.version)
        reason = refusal(package)
        if reason is None:
            try:
                return self._patched(package, workbook, output, add_columns=add_columns)
            except UnusualXmlError:
                reason = "unusual"
        return self._beside(package, output, reason)

    def _as_read(self) -> tuple[Package, RawWorkbook]:
        if self._read is None or not self._read[0].is_at(self._path):
            self.read()
        if self._read is None:
            raise StoreError("workbook-damaged", path=self._path)
        return self._read

    def _patched(
        self,
        package: Package,
        workbook: RawWorkbook,
        output: Output,
        *,
        add_columns: bool,
    ) -> Written:
        """Patch in place; a tab whose cells cannot be patched is left out and named."""
        refused: list[NotWritten] = []
        as_read, package = package, renumbered(package)
        while True:
            patch = patch_of(package, workbook, output, self._memory, add_columns=add_columns)
            try:
                done = _put(package, patch, self._copies, as_read)
            except PartRefused as trouble:
                refused.append(trouble.left)
                output = _without(output, trouble.left.what)
                continue
            break
        if not done:
            opened = open_elsewhere(self._path)
            reason = opened or NotWritten(self._path.name, "changed-meanwhile")
            return Written("", package.version, (reason,))
        self._read = None  # a service must not hold a whole workbook until its next check
        version = version_of(self._path, self._bounds)
        self._ours.append((as_read.version, version))
        return Written(str(self._path), version, left=(*refused, *patch.left))

    def _left_by_us(self, version: str) -> frozenset[str]:
        """A version, and what this store has made of it: one look may be written more than once."""
        known = {version}
        known.update(after for before, after in self._ours if before in known)
        return frozenset(known)

    def _beside(self, package: Package, output: Output, reason: Unwritten) -> Written:
        """Our tabs in a file of their own; the staff's workbook is not touched."""
        path = sibling_of(self._path)
        opened = open_elsewhere(path)
        if opened is not None:
            return Written("", package.version, (opened,))
        base = blank_package(path)
        patch = patch_of(
            base,
            _earlier(path, self._bounds),
            replace(output, status=(), new_tabs=(), new_headings=()),
        )
        replace_workbook(
            path,
            lambda file: fill(file, base, patch),
            still_right=lambda: True,
            copies=self._copies,
        )
        left = [NotWritten(self._path.name, reason)]
        left += [NotWritten(column.sheet, reason) for column in output.status]
        return Written(place=str(path), version=package.version, left=tuple(left))

    def _nothing(self, reason: Unwritten, version: str = "") -> Written:
        return Written("", version, (NotWritten(self._path.name, reason),))


def _put(package: Package, patch: Patch, copies: DailyCopies, as_read: Package) -> bool:
    path = package.path.resolve()

    def still_right() -> bool:
        return open_elsewhere(package.path) is None and as_read.is_at(path)

    return replace_workbook(
        path, lambda file: fill(file, package, patch), still_right=still_right, copies=copies
    )


def _without(output: Output, sheet: str) -> Output:
    """The same output with one staff tab left alone."""
    return replace(
        output,
        status=tuple(column for column in output.status if column.sheet != sheet),
        new_headings=tuple(new for new in output.new_headings if new.sheet != sheet),
    )


def _earlier(path: Path, bounds: ReadBounds) -> RawWorkbook:
    """What staff ticked in the sibling file, where there is one."""
    try:
        return read_package(open_package(path, bounds))
    except StewardError:
        return RawWorkbook(path.name, ())
