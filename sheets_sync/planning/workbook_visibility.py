"""Which of a registry's workbooks shows what: each its own, and nothing private where it is not.

A private workbook's rows, values and names are shown in private workbooks only; the others learn
how many findings there are. So do the things that follow from its rows: who has no evaluation
yet, and how a record is dated against another. Progress and summary stand where they are put;
they tell how many of how many, and never who.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sheets_sync.checking.findings import Finding
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.workbook import LinkedWorkbook

MAIN = ""
"""The home of what is in the registry's main workbook."""
_TELLS_OF: Mapping[tuple[str, str], str] = {
    ("evaluation-missing", "members"): "evaluations",
    ("follow-up-missing", "members"): "followups",
    ("steps-out-of-order", "followups"): "evaluations",
}
"""By rule and tab, the other table whose rows a finding tells of."""


@dataclass(frozen=True)
class WorkbookVisibility:
    """The workbooks of a registry, and what may be told where."""

    elsewhere: tuple[LinkedWorkbook, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)
    """By title of a sheet that holds rows, the workbook it is in."""

    @property
    def written(self) -> tuple[str, ...]:
        """The workbooks that get tabs of ours, the main one first."""
        return (MAIN, *(other.home for other in self.elsewhere if other.written))

    def of_tab(self, name: str) -> str:
        """Where one of our own tabs stands, of which there is only one."""
        return next((other.home for other in self.elsewhere if name in other.tabs), MAIN)

    def of_table(self, table: str) -> str:
        """Where the rows of a table are kept, if there alone."""
        return next((other.home for other in self.elsewhere if table in other.tables), MAIN)

    def of(self, finding: Finding) -> str:
        """The workbook in which something was found."""
        if finding.sheet in self.sheets:
            return self.sheets[finding.sheet]
        if any(finding.sheet == other.home for other in self.elsewhere):
            return finding.sheet
        return self.of_table(finding.tab)

    def is_private(self, home: str) -> bool:
        """Whether what a workbook says is not for everybody who sees the main one."""
        return any(other.home == home and other.private for other in self.elsewhere)

    def is_hidden(self, finding: Finding) -> bool:
        """Whether something was found in a workbook that only some may see."""
        return self.is_private(self.of(finding))

    def showing(self, finding: Finding) -> str | None:
        """The workbook whose to-do tab and status columns tell a finding; None where none may.

        What a workbook that is only read cannot show itself stands in the main one; what is
        private there, in the first private one that is written.
        """
        if not self.elsewhere:
            return MAIN
        own = self.of(finding)
        told = self.of_table(_TELLS_OF.get((finding.rule, finding.tab), ""))
        home = told if self.is_private(told) and not self.is_private(own) else own
        if home in self.written:
            return home
        if not self.is_private(home):
            return MAIN
        return next((other for other in self.written if self.is_private(other)), None)


def visibility_of(snapshot: Snapshot) -> WorkbookVisibility:
    """The workbooks that a registry was read from."""
    return WorkbookVisibility(snapshot.elsewhere, snapshot.homes)
