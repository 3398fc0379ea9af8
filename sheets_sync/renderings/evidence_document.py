"""The evidence of one community as a document to hand up."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from sheets_sync.checking.findings import Named
from sheets_sync.i18n.change_text import change_sentence, tab_label
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.evidence.evidence_file import EvidenceFile
from sheets_sync.planning.evidence.record import Meant, Record, RecordCell
from sheets_sync.planning.report.values import NOTHING, Ratio
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.blocks import (
    Block,
    Document,
    DocumentTable,
    Heading,
    Prose,
    Section,
    TableColumn,
    Terms,
)
from sheets_sync.renderings.document.cells import (
    Blank,
    Cell,
    Day,
    State,
    measured,
    number,
    person,
    words,
)
from sheets_sync.renderings.document.phrases import Phrases

_MOST_CHANGES = 200
"""So many of the newest changes are printed."""


def evidence_document(evidence: EvidenceFile, schema: Schema, sentences: Sentences) -> Document:
    """What is complete and what is missing stands first; then everything, step by step."""
    made = _Evidence(evidence, Phrases(schema, sentences))
    say = sentences
    sections = {
        "steps": made.steps(),
        "topic": made.topic(),
        "members": made.members(),
        "experts": made.experts(),
        "plan": made.plan(),
        "sessions": made.sessions(),
        "learning": made.learning(),
        "application": made.application(),
        "changes": made.changes(),
    }
    return Document(
        name="evidence",
        title=say("evidence.title", name=evidence.name, community=evidence.community),
        short_title=say("evidence.short_title", community=evidence.community),
        agency=evidence.agency,
        facts=(
            say("report.page.as_of", day=say.date(evidence.as_of, "long")),
            *([evidence.registry] if evidence.registry != evidence.agency else []),
        ),
        notices=(
            say("evidence.private"),
            *([say("evidence.doubts", count=evidence.doubtful)] if evidence.doubtful else []),
        ),
        sections=tuple(
            Section(name, say(f"evidence.sections.{name}"), blocks)
            for name, blocks in sections.items()
        ),
        foot=say("report.page.automatic"),
        dated=evidence.as_of,
        is_private=True,
    )


class _Evidence:
    """The sections of one evidence file."""

    def __init__(self, evidence: EvidenceFile, phrases: Phrases) -> None:
        self._evidence, self._phrases, self._say = evidence, phrases, phrases.say

    def steps(self) -> tuple[Block, ...]:
        say, missing = self._say, self._evidence.missing
        rows = []
        for step in self._evidence.steps:
            names = missing.get(step.number, ())
            told = (f"{say('report.communities.missing')} {say.show(names)}",) if names else ()
            label = say(f"report.states.{step.state}")
            state = State(step.state, label, NOTHING, of_people=False, why="")
            why = "" if step.state == "complete" else self._phrases.why(step)
            rows.append((words(self._phrases.step(step.number)), Cell(state),
                         words(label, asides=(why, *told) if why else ())))  # fmt: skip
        table = DocumentTable(
            "steps",
            say("evidence.steps_caption"),
            (
                TableColumn(say("report.words.step"), "text"),
                TableColumn("", "state"),
                TableColumn(say("evidence.standing"), "text"),
            ),
            tuple(rows),
            look="heat",
        )
        return (table,)

    def topic(self) -> tuple[Block, ...]:
        return (self._terms(self._evidence.topic),)

    def members(self) -> tuple[Block, ...]:
        columns = ("person", "position", "unit", "need", "joined_on", "left_on", "exempt_reason")
        return self._people("members", self._evidence.members, columns)

    def experts(self) -> tuple[Block, ...]:
        columns = ("person", "position", "unit", "expertise", "lead")
        return self._people("experts", self._evidence.experts, columns)

    def plan(self) -> tuple[Block, ...]:
        evidence, say = self._evidence, self._say
        if evidence.beside_plan is None:
            return (Prose(say("evidence.no_plan")),)
        pairs = [
            (
                say.digits(f"{place}. {self._phrases.element(one.name)}"),
                " – ".join(map(self._told, one.told)) or say("evidence.missing"),
            )
            for place, one in enumerate(evidence.elements, start=1)
        ]
        return (Terms(tuple(pairs)), self._terms(evidence.beside_plan, is_blank_told=False))

    def sessions(self) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for one, came in zip(self._evidence.sessions, self._evidence.attendance, strict=True):
            told = self._terms(_without_number(one))
            if came.of:
                attended = self._say("evidence.attended", n=came.n, of=came.of)
                told = Terms((*told.pairs, (self._say("evidence.attendance"), attended)))
            blocks += [Heading(self._heading(one)), told]
        return tuple(blocks) or (Prose(self._say("evidence.no_sessions")),)

    def _heading(self, session: Record) -> str:
        day = session["held_on"] or session["postponed_to"] or session["planned_on"]
        told = (session["number"], day, session["topic"])
        heading = " · ".join(self._text(value) for value in told if value is not None)
        if session["number"] is not None:
            heading = self._say("evidence.session", what=heading)
        return f"{heading} ({self._say('evidence.repeated')})" if session.is_repeated else heading

    def learning(self) -> tuple[Block, ...]:
        evidence = self._evidence
        columns = ("person", "evaluated_on", "method", "pre_score", "post_score", "full_score",
                   "result", "satisfaction")  # fmt: skip
        lines = (("evaluated", evidence.evaluated), ("passed", evidence.passed))
        return self._results("evaluations", lines, evidence.evaluations, columns)

    def application(self) -> tuple[Block, ...]:
        evidence = self._evidence
        columns = ("person", "followed_up_on", "applied", "how_applied", "effect", "barrier",
                   "supervisor_rating", "evidence")  # fmt: skip
        lines = (("followed_up", evidence.followed_up), ("applied", evidence.applied))
        return self._results("followups", lines, evidence.follow_ups, columns)

    def changes(self) -> tuple[Block, ...]:
        """The newest changes; the whole of them is in the ledger."""
        say, schema, found = self._say, self._phrases.schema, self._evidence.changes
        if not found:
            return (Prose(say("evidence.no_changes")),)
        table = DocumentTable(
            "changes",
            say("evidence.changes_caption", count=len(found), shown=len(found[-_MOST_CHANGES:])),
            tuple(TableColumn(one, "text") for one in say("changes.columns").split("|")),
            tuple(
                (
                    words(say.show(one.since)),
                    words(say.show(one.at)),
                    words(tab_label(one.change.tab, schema, say)),
                    words(one.change.key),
                    words(change_sentence(one.change, schema, say)),
                )
                for one in found[-_MOST_CHANGES:]
            ),
        )
        return (table, Prose(say("changes.who")))

    def _results(
        self, tab: str, lines: Iterable[tuple[str, Ratio]], records: tuple[Record, ...],
        columns: tuple[str, ...],
    ) -> tuple[Block, ...]:  # fmt: skip
        told = [
            self._say(f"evidence.{name}", figure=self._phrases.plain(measured(ratio)))
            for name, ratio in lines
        ]
        return (Prose(" · ".join(told)), *self._people(tab, records, columns))

    def _people(
        self, tab: str, records: tuple[Record, ...], columns: tuple[str, ...]
    ) -> tuple[Block, ...]:
        if not records:
            return (Prose(self._say(f"evidence.no_{tab}")),)
        used = [one for one in columns if any(record[one] is not None for record in records)]
        table = DocumentTable(
            tab,
            self._counted(records),
            (TableColumn("#", "number"), *(self._column(tab, one) for one in used)),
            tuple(
                (
                    number(place),
                    *(
                        self._marked(record.cell(one), is_repeated=record.is_repeated and not at)
                        for at, one in enumerate(used)
                    ),
                )
                for place, record in enumerate(records, start=1)
            ),
            head=1,
        )
        return (table,)

    def _counted(self, records: tuple[Record, ...]) -> str:
        """How many records there are; a row that was typed again is none."""
        again = sum(one.is_repeated for one in records)
        told = self._say("evidence.people", count=len(records) - again)
        return f"{told} · {self._say('evidence.again', count=again)}" if again else told

    def _column(self, tab: str, column: str) -> TableColumn:
        tabs = self._phrases.schema.tabs
        where = tab if column in tabs[tab].columns else "staff"
        kind = tabs[where].columns[column].kind
        shown = {"number": "number", "date": "day"}.get(kind, "text")
        heading = self._say.digits(self._phrases.column(where, column))
        match shown:
            case "number":
                return TableColumn(heading, "number")
            case "day":
                return TableColumn(heading, "day")
        return TableColumn(heading, "text")

    def _terms(self, record: Record, *, is_blank_told: bool = True) -> Terms:
        """Every column with what stands in it."""
        return Terms(
            tuple(
                (
                    self._say.digits(self._phrases.column(record.tab, one.column)),
                    self._told(one),
                )
                for one in record.told
                if is_blank_told or one.value is not None
            )
        )

    def _told(self, one: RecordCell) -> str:
        if one.value is None:
            return "–"
        text = self._text(one.value)
        return self._say("evidence.in_doubt", value=text) if one.is_doubtful else text

    def _marked(self, one: RecordCell, *, is_repeated: bool) -> Cell:
        marks = (
            *((self._say("evidence.repeated"),) if is_repeated else ()),
            *((self._say("evidence.doubt"),) if one.is_doubtful else ()),
        )
        is_name = one.column == "person" and isinstance(one.value, str)
        cell = person(str(one.value), "") if is_name else self._cell(one.value)
        return replace(cell, asides=marks)

    def _cell(self, value: Meant | None) -> Cell:
        match value:
            case None:
                return Cell(Blank())
            case Named():
                return person(self._text(value), "")
            case bool():
                return words(self._text(value))
            case float():
                return number(value, 0 if value.is_integer() else 2)
            case dt.date():
                return Cell(Day(value))
        return words(self._text(value))

    def _text(self, value: Meant) -> str:
        say, schema = self._say, self._phrases.schema
        match value:
            case Named():
                return value.label(schema, say.language)
            case bool():
                return (schema.yes_words if value else schema.no_words).label(say.language)
            case float():
                return say.number(value, 0 if value.is_integer() else 2)
            case tuple():
                areas = schema.areas
                return ", ".join(self._phrases.area(one) if one in areas else one for one in value)
            case dt.date():
                return say.date(value, "long")
        return say.show(value)


def _without_number(session: Record) -> Record:
    """The heading says which session it is."""
    return replace(session, told=tuple(one for one in session.told if one.column != "number"))
