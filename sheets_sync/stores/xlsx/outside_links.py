"""Links of a service tab that lead out of the workbook, and the part that lists them."""

from collections.abc import Mapping
from itertools import chain

from sheets_sync.planning.workbook_tabs.tab_model import Link, ServiceTab, TabRow
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.stores.xlsx.cell_text import attribute_xml

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def outside_links(tab: ServiceTab, memory: Recollection = NOTHING) -> Mapping[str, str]:
    """The id of every address that cells of a tab lead to, in the order they are met."""
    found = memory.of_each(("addresses", tab.name), (), tab.rows, _addresses)
    urls = dict.fromkeys(chain.from_iterable(found))
    return {url: f"rId{number}" for number, url in enumerate(urls, start=1)}


def _addresses(row: TabRow) -> tuple[str, ...]:
    values = (cell.value for cell in row.cells)
    return tuple(value.url for value in values if isinstance(value, Link) and value.url)


def links_part(links: Mapping[str, str]) -> bytes:
    """The part beside a worksheet that says where its links lead."""
    entries = "".join(
        f'<Relationship Id="{identifier}" Type="{_TYPE}" Target="{attribute_xml(url)}"'
        ' TargetMode="External"/>'
        for url, identifier in links.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'
    ).encode()
