"""What one check found and what is remembered: all that the service's tabs are made of."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.i18n.finding_text import finding_message
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.delivery import LetterState, Reason
from sheets_sync.mail.ledger_records import FindingDays, Hold, Letter
from sheets_sync.planning.workbook_tabs.urgency import LONGEST_NAME, shortened
from sheets_sync.planning.workbook_visibility import WorkbookVisibility, visibility_of
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.workbook import RawWorkbook

_MOST_KEPT = 100_000
"""Sentences; where a workbook has more of them than that, some are made anew."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One letter that is to be mailed, or was today."""

    id: str
    """As the ledger calls it: what staff tick is kept by it."""
    day: dt.date
    name: str
    address: str
    why: tuple[str, ...]
    """One short line for each thing it speaks of."""
    attempt: int = 0
    """The highest number of a reminder in it; 0 where it reminds of nothing overdue."""
    state: LetterState | None = LetterState.PLANNED
    """None where there is nothing left to tell."""
    is_file: bool = False
    """Whether it was made as a file, which nobody has got."""
    is_outside: bool = False
    """Whether nothing is ever mailed to this address: its domain is not allowed."""


@dataclass(frozen=True, slots=True)
class UnsentLine:
    """Something that somebody is not mailed on the day of the plan, and why."""

    address: str
    why: str
    reason: Reason
    detail: str = ""


@dataclass(frozen=True)
class Checkup:
    """One registry as it was checked, with what the ledger remembers of it."""

    registry: str
    context: RuleContext
    findings: Sequence[Finding]
    workbook: RawWorkbook
    known: Mapping[str, FindingDays] = field(default_factory=dict)
    """The history of each finding, by identity."""
    outgoing: tuple[Outgoing, ...] = ()
    unsent: tuple[UnsentLine, ...] = ()
    holds: tuple[Hold, ...] = ()
    """What stops all mail of the registry and waits for a person."""
    letters: tuple[Letter, ...] = ()
    """The letters of the log, in any order."""
    memory: Recollection = field(default=NOTHING, repr=False, compare=False)
    """What was made for the workbook as it was before."""

    @cached_property
    def visibility(self) -> WorkbookVisibility:
        """Which of the registry's workbooks shows what."""
        return visibility_of(self.context.snapshot)

    def within(self, home: str) -> "Checkup":
        """The same, with the findings that one of the workbooks shows."""
        shown = (finding for finding in self.findings if self.visibility.showing(finding) == home)
        return replace(self, findings=tuple(shown))

    @property
    def schema(self) -> Schema:
        """The schema in force."""
        return self.context.snapshot.schema

    @property
    def today(self) -> dt.date:
        """The day of the check."""
        return self.context.snapshot.today

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """By community, its row in `communities`."""
        rounds = self.context.rounds
        return {name: int(row) for row in rounds.rows if (name := rounds.identifier(int(row)))}

    def community_name(self, community: str | None) -> str:
        """A community's ID and name, as the drop-downs have it; empty for none."""
        row = self.rows.get(community or "")
        name = None if row is None else self.context.table("communities")["name"].at(row)
        return shortened(" ".join(filter(None, (community, name))), LONGEST_NAME)

    def coordinator(self, community: str | None) -> str:
        """The name of a community's coordinator; empty where that is nobody we know."""
        return self._coordinators.get(community or "", "")

    @cached_property
    def _coordinators(self) -> Mapping[str, str]:
        """By community, the name of its coordinator where that is somebody we know."""
        person = self.context.table("communities")["coordinator"].per_row()
        return {
            name: shortened(self.context.person_name(int(person[row])), LONGEST_NAME)
            for name, row in self.rows.items()
            if person[row] != NOBODY
        }

    def message(self, finding: Finding, sentences: Sentences) -> str:
        """The sentence of a finding; the one of before where it is about the same facts."""
        told = self.memory.of("messages", (self.schema, sentences), _Messages)
        return told.of(finding, self.schema, sentences)

    def since(self, finding: Finding) -> dt.date:
        """The day on which a finding was first seen, since it was last mended."""
        days = self.known.get(finding.identity(self.registry))
        return self.today if days is None else days.since


class _Messages:
    """Sentences that were made before, by what they are about."""

    def __init__(self) -> None:
        self._made: dict[Finding, tuple[Mapping[str, object], str]] = {}

    def of(self, finding: Finding, schema: Schema, sentences: Sentences) -> str:
        known = self._made.get(finding)
        if known is not None and known[0] == finding.facts:
            return known[1]
        message = finding_message(finding, schema, sentences)
        if len(self._made) > _MOST_KEPT:
            self._made.clear()
        self._made[finding] = finding.facts, message
        return message
