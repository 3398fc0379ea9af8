"""How large a workbook may be, and how long reading it may take."""

import time
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from sheets_sync.errors import StoreError

MEGABYTE = 1 << 20
_PACKED, _BLOCK = 1 << 15, 1 << 18
"""So many bytes are unpacked, and so many come out, at once: more do not stay in the fast memory
of a processor."""
_HEADER, _LENGTHS = 30, 26
"""Bytes of the fixed part of a local header, and where in it the lengths of name and extra are."""
_MOST_OF_DEFLATE = 1032
"""So many bytes one packed byte can stand for at most."""


@dataclass(frozen=True, slots=True)
class ReadBounds:
    """What `[reading]` says; the defaults are those of its entries.

    A registry of 10⁶ rows was measured at 20 MB, unpacked 300 MB and 5 million cells.
    """

    file_megabytes: int = 200
    unpacked_megabytes: int = 1_500
    cells: int = 64_000_000
    seconds: int = 600

    @property
    def file_bytes(self) -> int:
        """Of the file as it lies on the disk."""
        return self.file_megabytes * MEGABYTE

    @property
    def unpacked_bytes(self) -> int:
        """Of all its parts together."""
        return self.unpacked_megabytes * MEGABYTE


BOUNDS = ReadBounds()


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a reading that has not ended is given up."""

    path: Path
    seconds: int
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds that are left; none below zero."""
        return max(self.began + self.seconds - time.monotonic(), 0)

    def keep(self) -> None:
        """Raise `StoreError` when it is over."""
        if not self.left:
            raise StoreError("workbook-too-slow", path=self.path, seconds=self.seconds)


def refuse_bombs(path: Path, data: bytes, parts: zipfile.ZipFile, bounds: ReadBounds) -> None:
    """Refuse a package that unpacks to more than is allowed, whatever its directory says.

    Readers unpack a part to its end, not to the size that the directory names: where more could
    come of the packed bytes than is allowed, all parts are unpacked once and counted.

    Raises:
        StoreError: it is too large, or its directory lies.
    """
    room = bounds.unpacked_bytes
    said = sum(part.file_size for part in parts.infolist())
    if said > room:
        raise _too_large(path, said, bounds)
    if sum(part.compress_size for part in parts.infolist()) * _MOST_OF_DEFLATE <= room:
        return
    for part in parts.infolist():
        if _unpacked(data, part) > part.file_size:
            raise StoreError("workbook-damaged", path=path)


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> int:
    """How many bytes come out of a part; counted no further than just beyond what it says."""
    if part.compress_type != zipfile.ZIP_DEFLATED:
        return part.compress_size
    at = part.header_offset
    lengths = data[at + _LENGTHS : at + _HEADER]
    at += _HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    packed, end = memoryview(data), at + part.compress_size
    inflating, count = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while at < end and count <= part.file_size and not inflating.eof:
        rest: bytes | memoryview = packed[at : min(at + _PACKED, end)]
        at += len(rest)
        while rest and count <= part.file_size:
            count += len(inflating.decompress(rest, _BLOCK))
            rest = inflating.unconsumed_tail
    return count


def _too_large(path: Path, size: int, bounds: ReadBounds) -> StoreError:
    return StoreError(
        "workbook-too-large",
        path=path,
        megabytes=-(-size // MEGABYTE),
        most=bounds.unpacked_megabytes,
        setting="reading.unpacked_megabytes",
    )


def too_large_file(path: Path, size: int, bounds: ReadBounds) -> StoreError:
    """Why a file is not read at all."""
    return StoreError(
        "workbook-too-large-file",
        path=path,
        megabytes=-(-size // MEGABYTE),
        most=bounds.file_megabytes,
        setting="reading.file_megabytes",
    )
