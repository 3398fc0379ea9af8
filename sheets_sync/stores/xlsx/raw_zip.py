"""Writes a package anew while parts that stay are copied as the compressed bytes they are."""

import struct
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

LARGEST_PART = 0xFFFF_FFFE
"""Larger parts need the 64-bit layout, which is not written here."""

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sBBHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_HAS_DESCRIPTOR = 0x08
_UTF8_NAME = 0x800
_MADE_LONG_AGO = (0, 33)
"""Time and date of new parts: the first day a zip can name; bytes depend on content only."""
_MOST_WAITING = 4
"""Blocks that one thread has made and the other not yet compressed."""
_WORTH_A_THREAD = 1 << 16
"""Bytes that one thread hands to the other at once."""
_LEVEL = 1
"""Of compression: level 6 takes three times as long for a fifth less."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    flags: int
    method: int
    stamp: tuple[int, int]
    crc: int
    packed: int
    unpacked: int
    offset: int
    attributes: tuple[int, int, int] = (0, 0, 0)
    """System that made it, internal and external attributes."""


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A run of bytes with its compressed form, which is put into any part as it is."""

    plain: bytes
    packed: bytes


def squeezed(plain: bytes) -> Squeezed:
    """Compress a run of bytes by itself."""
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return Squeezed(plain, squeeze.compress(plain) + squeeze.flush(zlib.Z_FULL_FLUSH))


class RawZipWriter:
    """A zip written from front to back into a seekable file."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._entries: list[_Entry] = []

    def copy(self, source: bytes, part: ZipInfo, renamed: str | None = None) -> None:
        """Take over one part of another zip, its compressed bytes untouched."""
        header = _LOCAL.unpack_from(source, part.header_offset)
        start = part.header_offset + _LOCAL.size + header[9] + header[10]
        name = source[part.header_offset + _LOCAL.size :][: header[9]]
        if renamed is not None:
            name = renamed.encode()
        entry = _Entry(
            name=name,
            flags=part.flag_bits & ~_HAS_DESCRIPTOR,
            method=part.compress_type,
            stamp=(header[4], header[5]),
            crc=part.CRC,
            packed=part.compress_size,
            unpacked=part.file_size,
            offset=self._target.tell(),
            attributes=(part.create_system, part.internal_attr, part.external_attr),
        )
        self._target.write(_local_header(entry))
        self._target.write(memoryview(source)[start : start + part.compress_size])
        self._entries.append(entry)

    def add(self, name: str, blocks: Iterable[bytes | Squeezed]) -> None:
        """Compress a new part as its bytes come."""
        offset = self._target.tell()
        raw_name, flags = _encoded(name)
        blank = _Entry(raw_name, flags, ZIP_DEFLATED, _MADE_LONG_AGO, 0, 0, 0, offset)
        self._target.write(_local_header(blank))
        crc = unpacked = packed = 0
        squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        with _OtherThread() as other:
            for block in _joined(blocks):
                for done in other.packed(squeeze, block):
                    packed += self._target.write(done)
                plain = block.plain if isinstance(block, Squeezed) else block
                crc = zlib.crc32(plain, crc)
                unpacked += len(plain)
            for done in other.rest():
                packed += self._target.write(done)
        packed += self._target.write(squeeze.flush())
        entry = _Entry(raw_name, flags, ZIP_DEFLATED, _MADE_LONG_AGO, crc, packed, unpacked, offset)
        end = self._target.tell()
        self._target.seek(offset)
        self._target.write(_local_header(entry))
        self._target.seek(end)
        self._entries.append(entry)

    def finish(self) -> None:
        """Write the directory; the zip is complete after it."""
        start = self._target.tell()
        for entry in self._entries:
            self._target.write(_central_header(entry))
        size = self._target.tell() - start
        count = len(self._entries)
        self._target.write(_END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0))


class _OtherThread:
    """Compresses blocks in their order, beside the thread that makes them where that is worth it.

    What is packed already, and a short end, are not: with nothing before them they stay here.
    """

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._waiting = deque[Future[bytes]]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread is not None:
            self._thread.shutdown()

    def packed(self, squeeze: "zlib._Compress", block: bytes | Squeezed) -> Iterator[bytes]:
        """What is done by now, this block included or not."""
        is_short = isinstance(block, Squeezed) or len(block) < _WORTH_A_THREAD
        if is_short and not self._waiting:
            yield _pack(squeeze, block)
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1)
        self._waiting.append(self._thread.submit(_pack, squeeze, block))
        while len(self._waiting) > _MOST_WAITING or (self._waiting and self._waiting[0].done()):
            yield self._waiting.popleft().result()

    def rest(self) -> Iterator[bytes]:
        """What was not done before, waited for."""
        while self._waiting:
            yield self._waiting.popleft().result()


def _joined(blocks: Iterable[bytes | Squeezed]) -> Iterator[bytes | Squeezed]:
    """The same bytes without blocks that are too small to be worth another thread's attention."""
    small: list[bytes] = []
    size = 0
    for block in blocks:
        if isinstance(block, Squeezed):
            if small:
                yield b"".join(small)
            yield block
            small, size = [], 0
            continue
        small.append(block)
        size += len(block)
        if size >= _WORTH_A_THREAD:
            yield b"".join(small)
            small, size = [], 0
    yield b"".join(small)


def _pack(squeeze: "zlib._Compress", block: bytes | Squeezed) -> bytes:
    if isinstance(block, Squeezed):  # it stands for itself: nothing before it is referred to
        return squeeze.flush(zlib.Z_FULL_FLUSH) + block.packed
    return squeeze.compress(block)


def fits(parts: Iterable[ZipInfo]) -> bool:
    """Whether these parts can be carried over: known methods, nothing beyond 4 GB."""
    return all(
        part.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        and max(part.file_size, part.compress_size, part.header_offset) <= LARGEST_PART
        for part in parts
    )


def _encoded(name: str) -> tuple[bytes, int]:
    if name.isascii():
        return name.encode("ascii"), 0
    return name.encode(), _UTF8_NAME


def _local_header(entry: _Entry) -> bytes:
    fields = _LOCAL.pack(
        b"PK\3\4",
        20,
        entry.flags,
        entry.method,
        *entry.stamp,
        entry.crc,
        entry.packed,
        entry.unpacked,
        len(entry.name),
        0,
    )
    return fields + entry.name


def _central_header(entry: _Entry) -> bytes:
    system, internal, external = entry.attributes
    fields = _CENTRAL.pack(
        b"PK\1\2",
        20,
        system,
        20,
        entry.flags,
        entry.method,
        *entry.stamp,
        entry.crc,
        entry.packed,
        entry.unpacked,
        len(entry.name),
        0,
        0,
        0,
        internal,
        external,
        entry.offset,
    )
    return fields + entry.name
