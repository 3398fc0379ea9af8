"""What a write need not make again that the one before made: styles and packed runs of rows."""

from collections.abc import Mapping
from typing import cast

from sheets_sync.registry.recollection import Recollection
from sheets_sync.stores.xlsx.raw_zip import Squeezed, squeezed
from sheets_sync.stores.xlsx.styles import Style, base_font_size, with_styles


def styled(
    styles_xml: bytes, wanted: set[Style], memory: Recollection
) -> tuple[bytes, Mapping[Style, int]]:
    """The styles part with those that are wanted, and their numbers.

    With a memory, also those of the writes before: rows that were drawn keep their numbers.
    """
    before = cast("frozenset[Style]", memory.kept("styles wanted", ()) or frozenset())
    all_wanted = memory.alike("styles wanted", before | wanted)
    xml = memory.alike("styles part", styles_xml)
    new_xml, numbers = memory.of("styled", (xml, all_wanted), lambda: with_styles(xml, all_wanted))
    if new_xml != xml:  # the next write finds what this one leaves, and adds nothing to it
        memory.keep("styles part", (), new_xml)
        memory.keep("styled", (new_xml, all_wanted), (new_xml, numbers))
    return new_xml, numbers


def base_font(styles_xml: bytes, memory: Recollection) -> float:
    """Size in points of the font cells have where nothing else is said."""
    xml = memory.alike("styles of cells", styles_xml)
    return memory.of("base font", (xml,), lambda: base_font_size(xml))


def packed_before(run: bytes, slot: tuple[str, int], memory: Recollection) -> bytes | Squeezed:
    """The run with its compressed form, which is that of the last write where it is the same.

    It is known by its length and Python's hash: 64 bits, keyed with a secret of this process.
    """
    if not memory.lasts:
        return run
    packed = memory.of(("run", *slot), (len(run), hash(run)), lambda: squeezed(run).packed)
    return Squeezed(run, packed)
