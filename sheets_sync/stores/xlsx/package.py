"""The zip package of a workbook: its bytes, its parts and which part is which sheet."""

import hashlib
import io
import posixpath
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lxml import etree

from sheets_sync.errors import SetupError, StoreError
from sheets_sync.named_file_errors import bytes_of
from sheets_sync.regular_files import FileTooLargeError
from sheets_sync.stores.xlsx.read_bounds import BOUNDS, ReadBounds, refuse_bombs, too_large_file

LARGEST_TREE = 64 << 20
"""Bytes of a part that is held as a tree, which takes some ten times as much: styles, lists."""

KEPT_UNPACKED = 16 << 20
"""Bytes of parts that are kept unpacked beside the package: all of a usual workbook."""

DEAD = "no part "
"""With a number behind it: stands for the part of an entry that leads to none."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIONSHIP_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    EOFError,
    NotImplementedError,
)
"""What a package that is none raises; the last is a way of packing that nobody writes."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of the workbook part, in the order of the tabs."""

    title: str
    part: str
    """Name of its part in the package, without a leading slash."""
    sheet_id: int
    relationship: str
    kind: str
    """Last word of the relationship's type: `worksheet`, `chartsheet`, `dialogsheet`…"""
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook's bytes, opened and recognised."""

    path: Path
    data: bytes = field(repr=False)
    version: str
    workbook_part: str
    content_type: str
    """Content type of the workbook part: plain, macro-enabled or a template."""
    sheets: tuple[SheetPart, ...]
    bounds: ReadBounds = BOUNDS
    _handles: threading.local = field(
        default_factory=threading.local, init=False, repr=False, compare=False
    )
    _unpacked: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def open_zip(self) -> AbstractContextManager[zipfile.ZipFile]:
        """This thread's handle on the parts, whose directory it has read once."""
        handle: zipfile.ZipFile | None = getattr(self._handles, "parts", None)
        if handle is None:
            handle = self._handles.parts = zipfile.ZipFile(io.BytesIO(self.data))
        return nullcontext(handle)

    @contextmanager
    def open_part(self, name: str) -> Iterator[IO[bytes]]:
        """The unpacked bytes of one part, to be read from its beginning.

        Small parts are unpacked once, however often they are read.
        """
        with self.open_zip() as parts:
            size = parts.getinfo(name).file_size
            if name not in self._unpacked:
                kept = tuple(self._unpacked.values())  # in one step: another thread may add to it
                if size + sum(map(len, kept)) > KEPT_UNPACKED:
                    with parts.open(name) as part:
                        yield part
                    return
                self._unpacked[name] = parts.read(name)
        yield io.BytesIO(self._unpacked[name])

    def part(self, name: str) -> bytes:
        """The unpacked bytes of one part."""
        with self.open_part(name) as part:
            return part.read()

    def is_at(self, path: Path) -> bool:
        """Whether the file on the disk still has these bytes."""
        return _bytes_of(path, self.bounds) == self.data


def open_package(path: Path, bounds: ReadBounds = BOUNDS) -> Package:
    """Read and recognise a workbook; a file of another kind, or too large, is a named error."""
    return package_of(path, _bytes_of(path, bounds), bounds)


def package_of(path: Path, data: bytes, bounds: ReadBounds = BOUNDS) -> Package:
    """Recognise a workbook by its bytes; `path` is where it is or will be."""
    _refuse_other_kinds(path, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _refuse_encrypted(path, parts)
            refuse_bombs(path, data, parts, bounds)
            part, content_type = _workbook_part(path, parts)
            sheets = tuple(_sheets(parts, part))
    except _DAMAGES as error:
        raise StoreError("workbook-damaged", path=path) from error
    version = hashlib.sha256(data).hexdigest()
    return Package(path, data, version, part, content_type, sheets, bounds)


def version_of(path: Path, bounds: ReadBounds = BOUNDS) -> str:
    """The version a workbook on disk has now."""
    return hashlib.sha256(_bytes_of(path, bounds)).hexdigest()


def relationships_part(part: str) -> str:
    """Name of the part that lists what another part refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse(xml: bytes) -> etree._Element:
    """An XML part as a tree; entities stay unresolved, nothing is fetched.

    Raises:
        ValueError: it is too large to be held as a tree.
    """
    if len(xml) > LARGEST_TREE:
        raise ValueError(len(xml))
    return etree.fromstring(xml, _PARSER)


def _bytes_of(path: Path, bounds: ReadBounds) -> bytes:
    try:
        return bytes_of(path, StoreError, bounds.file_bytes)
    except FileTooLargeError as error:
        raise too_large_file(path, error.size, bounds) from error


def _refuse_other_kinds(path: Path, data: bytes) -> None:
    if not data:
        raise StoreError("workbook-empty", path=path)
    if data.startswith(_OLE):
        name = "workbook-encrypted" if _ENCRYPTED in data else "workbook-old-format"
        raise SetupError(name, path=path)
    if not data.startswith(b"PK"):
        looks_like_text = b"\0" not in data[:4096]
        if looks_like_text:
            raise SetupError("workbook-other-kind", path=path, kind=_kind_of_text(data))
        raise StoreError("workbook-damaged", path=path)


def _kind_of_text(data: bytes) -> str:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return "HTML"
    if head.startswith(b"<?xml"):
        return "XML"
    if head.startswith(b"%pdf-"):
        return "PDF"
    if head.startswith(b"{") and b"docs.google.com" in data[:4096]:
        return "Google Sheets (.gsheet)"
    return "CSV / TXT"


def _refuse_encrypted(path: Path, parts: zipfile.ZipFile) -> None:
    if any(part.flag_bits & 1 for part in parts.infolist()):
        raise SetupError("workbook-encrypted", path=path)


def _workbook_part(path: Path, parts: zipfile.ZipFile) -> tuple[str, str]:
    names = set(parts.namelist())
    if "mimetype" in names and b"opendocument" in parts.read("mimetype"):
        ods = b"spreadsheet" in parts.read("mimetype")
        raise SetupError("workbook-other-kind", path=path, kind=".ods" if ods else "OpenDocument")
    if "[Content_Types].xml" not in names:
        raise SetupError("workbook-other-kind", path=path, kind=".zip")
    part = _main_part(parts)
    content_type = _content_type(parse(parts.read("[Content_Types].xml")), part)
    if "sheet.binary" in content_type:
        raise SetupError("workbook-other-kind", path=path, kind=".xlsb")
    if "spreadsheetml" not in content_type and "ms-excel" not in content_type:
        kind = ".docx" if "word" in content_type else ".pptx" if "present" in content_type else "?"
        raise SetupError("workbook-other-kind", path=path, kind=kind)
    return part, content_type


def _main_part(parts: zipfile.ZipFile) -> str:
    for relation in parse(parts.read("_rels/.rels")):
        if isinstance(relation.tag, str) and relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
    raise KeyError("officeDocument")


def _content_type(types: etree._Element, part: str) -> str:
    default = ""
    for entry in types:
        if not isinstance(entry.tag, str):
            continue
        if entry.get("PartName", "").lstrip("/").lower() == part.lower():
            return str(entry.get("ContentType", ""))
        if entry.get("Extension", "").lower() == part.rpartition(".")[2].lower():
            default = str(entry.get("ContentType", ""))
    return default


def _sheets(parts: zipfile.ZipFile, workbook_part: str) -> Iterator[SheetPart]:
    folder = posixpath.dirname(workbook_part)
    real_names = {name.lower(): name for name in parts.namelist()}
    relations = {
        relation.get("Id"): relation
        for relation in parse(parts.read(relationships_part(workbook_part)))
        if isinstance(relation.tag, str)
    }
    entries = parse(parts.read(workbook_part)).iterfind(".//{*}sheets/{*}sheet")
    for number, element in enumerate(entries):
        identity = next((element.get(name) for name in _RELATIONSHIP_ID if element.get(name)), "")
        relation = relations.get(identity)
        if relation is None:
            # Nobody shows it; but names that are limited to a sheet count it.
            yield SheetPart(
                element.get("name", ""), f"{DEAD}{number}", 0, identity, "", hidden=True
            )
            continue
        target = relation.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        part = posixpath.normpath(part)
        yield SheetPart(
            title=element.get("name", ""),
            part=real_names.get(part.lower(), part),
            sheet_id=int(element.get("sheetId", "0")),
            relationship=identity,
            kind=relation.get("Type", "").rpartition("/")[2],
            hidden=element.get("state", "visible") != "visible",
        )
