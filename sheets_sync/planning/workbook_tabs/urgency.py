"""How much a finding matters, as words, looks and an order."""

import unicodedata

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.planning.workbook_tabs.tab_model import Look

_LOOKS = {Severity.ERROR: Look.ERROR, Severity.WARNING: Look.WARNING, Severity.INFO: Look.INFO}
_PLACES = {severity: place for place, severity in enumerate(Severity)}
LONGEST_NAME = 150
"""Of a person or a community in our tabs: a whole page pasted into a name's cell is no name."""
URGENCIES = (Look.ERROR, Look.OPEN, Look.WARNING, Look.INFO)
"""The looks of findings, the most urgent first."""

_OF_WHOLE_TABS = frozenset(
    {"tab-missing", "tab-shrunk", "header-broken", "header-duplicate", "header-missing"}
)
"""Rules of whole tabs: until they are mended nothing is said of any row in them."""


def look_of(finding: Finding) -> Look:
    """The look of a finding; work not done looks different from data that are wrong."""
    return Look.OPEN if finding.work else _LOOKS[finding.severity]


def urgency(finding: Finding) -> int:
    """Its place among all findings: 0 is the most urgent.

    What is wrong with a whole tab comes first. Work not done stands beside the wrong data of its
    severity, right after it.
    """
    if finding.rule in _OF_WHOLE_TABS:
        return 0
    return 1 + 2 * _PLACES[finding.severity] + finding.work


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut between letters where it is longer."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    end = longest - 1
    while end and unicodedata.category(line[end]) == "Mn":
        end -= 1
    return f"{line[:end].rstrip()}…"
