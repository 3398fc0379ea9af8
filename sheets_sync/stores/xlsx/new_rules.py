"""Puts the notes and drop-downs of new headings among a worksheet's data validations."""

import re
from collections.abc import Sequence

from sheets_sync.stores.xlsx.xml_edit import with_attribute

_BEFORE = (
    rb"sheetData|protectedRanges|scenarios|autoFilter|sortState|dataConsolidate|customSheetViews"
    rb"|mergeCells|conditionalFormatting"
)
"""What stands before the validations and may hold other elements."""
_BEHIND = (
    rb"hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks"
    rb"|customProperties|cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing"
    rb"|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst"
)
"""What may follow them, in the order of the file format."""


def with_rules(block: bytes, prefix: bytes, rules: Sequence[bytes]) -> bytes:
    """The end of a worksheet with these validations too; any other block as it is."""
    place = re.escape(prefix)
    data = block.rfind(b"</" + prefix + b"sheetData>")
    if data < 0 or not rules:
        return block
    there = re.compile(rb"<%bdataValidations\b[^>]*(?<!/)>" % place).search(block, data)
    if there is not None:
        close = block.find(b"</" + prefix + b"dataValidations>", there.end())
        inside = block[there.end() : close]
        count = len(re.findall(rb"<%bdataValidation\b" % place, inside)) + len(rules)
        opened = with_attribute(there[0], "count", str(count))
        return block[: there.start()] + opened + inside + b"".join(rules) + block[close:]
    start = max(
        one.end() for one in re.compile(rb"</%b(?:%b)>" % (place, _BEFORE)).finditer(block, data)
    )
    behind = re.compile(rb"<%b(?:%b)\b|</%bworksheet>" % (place, _BEHIND, place))
    found = behind.search(block, start)
    if found is None:
        return block
    name = prefix + b"dataValidations"
    added = b'<%b count="%d">%b</%b>' % (name, len(rules), b"".join(rules), name)
    return block[: found.start()] + added + block[found.start() :]
