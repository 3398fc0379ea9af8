"""Writes a patched package: untouched parts as the compressed bytes they are, the rest anew."""

from typing import IO

from sheets_sync.stores.xlsx.package import Package
from sheets_sync.stores.xlsx.patch import Patch
from sheets_sync.stores.xlsx.raw_zip import RawZipWriter


def fill(file: IO[bytes], package: Package, patch: Patch) -> None:
    """Write the whole new package into an empty file."""
    writer = RawZipWriter(file)
    with package.open_zip() as parts:
        old = parts.infolist()
    names = {part.filename for part in old}
    for part in old:
        if part.filename in patch.parts:
            writer.add(part.filename, patch.parts[part.filename]())
        elif part.filename not in patch.dropped:
            writer.copy(package.data, part)
    for name, blocks in patch.parts.items():
        if name not in names:
            writer.add(name, blocks())
    writer.finish()
