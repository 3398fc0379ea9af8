"""The requests that complete a spreadsheet, as they come together, and what is said of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sheets_sync.planning.missing_structure import Added, Addition, Doubt
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten
from sheets_sync.stores.google.provisioning.repair_formulas import Mend
from sheets_sync.stores.google.writing.batch import JSON

_FIRST: tuple[Added, ...] = ("locale", "time-zone", "tabs", "headings")


@dataclass(slots=True)
class Draft:
    """One batch on its way."""

    requests: list[JSON] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)
    """Formulas to be put back once the requests are carried out."""
    doubts: list[Doubt] = field(default_factory=list)
    left: list[NotWritten] = field(default_factory=list)
    _named: dict[Added, list[str]] = field(default_factory=dict)
    _headings: list[Addition] = field(default_factory=list)

    def take(self, requests: Iterable[JSON]) -> None:
        """Requests that go without saying."""
        self.requests += requests

    def add(self, what: Added, name: str, requests: Iterable[JSON]) -> None:
        """Requests that are said to add something, under the name of what they add it to."""
        before = len(self.requests)
        self.requests += requests
        if len(self.requests) > before:
            self._named.setdefault(what, []).append(name)

    def mend(self, mend: Mend) -> None:
        """A formula that is said to be put back."""
        self.mends.append(mend)
        self._named.setdefault("formula", []).append(mend.title)

    def leave(self, left: Iterable[NotWritten]) -> None:
        """Formulas that were not put back after all."""
        for one in left:
            self.left.append(one)
            self._named["formula"].remove(one.what)

    def add_headings(self, sheet: str, texts: Iterable[str], requests: Iterable[JSON]) -> None:
        """New headings of a tab."""
        before = len(self.requests)
        self.requests += requests
        if len(self.requests) > before:
            self._headings.append(Addition("headings", tuple(texts), sheet))

    @property
    def added(self) -> tuple[Addition, ...]:
        """What it amounts to: the large things first."""
        named = [Addition(what, tuple(names)) for what, names in self._named.items() if names]
        large = [one for one in named if one.what in _FIRST]
        return (*large, *self._headings, *(one for one in named if one not in large))
