"""Which workbooks are not patched, because something in them would break or be lost."""

from sheets_sync.planning.workbook_tabs.tab_model import Unwritten
from sheets_sync.stores.xlsx.package import Package, relationships_part
from sheets_sync.stores.xlsx.raw_zip import fits
from sheets_sync.stores.xlsx.xml_edit import is_plain

STYLES = "xl/styles.xml"
CONTENT_TYPES = "[Content_Types].xml"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def refusal(package: Package) -> Unwritten | None:
    """Why this workbook gets a sibling file instead of being patched; nothing where it is safe."""
    with package.open_zip() as parts:
        names = parts.namelist()
        if any(_is_signature(name.lower()) for name in names):
            return "signed"
        if any(name.lower().startswith("xl/revisions/") for name in names):
            return "shared"
        if not fits(parts.infolist()):
            return "too-large"
        edited = (
            package.workbook_part,
            relationships_part(package.workbook_part),
            CONTENT_TYPES,
            STYLES,
        )
        if len(set(names)) < len(names) or not set(edited) <= set(names):
            return "unusual"
    if not all(is_plain(package.part(name)) for name in edited):
        return "unusual"
    workbook = package.part(package.workbook_part)
    if _STRICT in workbook or b'conformance="strict"' in workbook:
        return "strict"
    return None


def _is_signature(name: str) -> bool:
    return name.startswith(("_xmlsignatures/", "xl/vbaprojectsignature"))
