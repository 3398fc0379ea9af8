"""The progress tab: every community by the seven steps, then why each open step is not done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sheets_sync.checking.steps import STEPS, State, Step
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.step_text import step_sentence
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    Look,
    PrintSetup,
    ServiceTab,
    TabCell,
    TabRow,
)
from sheets_sync.planning.workbook_tabs.urgency import LONGEST_NAME, shortened

LOOKS: Mapping[State, Look] = {
    "complete": Look.GOOD,
    "in_progress": Look.GOING,
    "not_started": Look.QUIET,
    "overdue": Look.OPEN,
    "not_due": Look.QUIET,
    "unknown": Look.WARNING,
    "closed": Look.QUIET,
}
"""How each state looks; its words in `flags.toml` begin with a sign and a space."""
_WIDTHS = (10, 28, 24, *(19 for _ in STEPS))
_EXPLAINED = frozenset({"in_progress", "not_started", "overdue", "not_due", "unknown"})


def progress_tab(checkup: Checkup, sentences: Sentences) -> ServiceTab:
    """The tab with one row a community, and below one row a step that is not done."""
    return _Progress(checkup, sentences).tab()


@dataclass(frozen=True)
class _Progress:
    checkup: Checkup
    say: Sentences

    @cached_property
    def by_round(self) -> Mapping[tuple[int, int], Step]:
        return self.checkup.context.progress.by_round

    def tab(self) -> ServiceTab:
        top = self._top()
        return ServiceTab(
            name="progress",
            title=self.say("flags.progress.tab"),
            widths=_WIDTHS,
            rows=(*top, *self._rounds(), *self._reasons()),
            frozen_rows=len(top),
            frozen_columns=2,
            filter_row=len(top),
            print_setup=PrintSetup(repeat_rows=len(top)),
        )

    def _top(self) -> tuple[TabRow, ...]:
        wide = len(_WIDTHS)
        headings = [
            *self.say("flags.progress.columns").split("|"),
            *(self._step_name(number) for number in STEPS),
        ]
        return (
            TabRow((TabCell(self.say("flags.progress.title"), Look.TITLE),)),
            TabRow((TabCell(self.say("flags.progress.note"), Look.NOTE, span=wide),)),
            TabRow(tuple(TabCell(heading, Look.HEADING) for heading in headings)),
        )

    def _step_name(self, number: int) -> str:
        name = self.say(f"letters.names.{number}")
        return self.say("flags.progress.step", number=number, name=name)

    def _rounds(self) -> Iterator[TabRow]:
        for row in map(int, self.checkup.context.rounds.rows):
            steps = (self.by_round[row, number] for number in STEPS)
            yield TabRow((*self._names(row), *map(self._step, steps)))

    def _names(self, row: int) -> tuple[TabCell, ...]:
        communities = self.checkup.context.table("communities")
        community = self.checkup.context.rounds.identifier(row) or ""
        short = shortened(community, LONGEST_NAME)
        place = Link(short, communities.sheet(row), int(communities.rows[row]), 1)
        return (
            TabCell(place),
            TabCell(shortened(str(communities["name"].at(row) or ""), LONGEST_NAME)),
            TabCell(self.checkup.coordinator(community), Look.QUIET),
        )

    def _step(self, step: Step) -> TabCell:
        """The state in a sign and a word, how far it is, and the day it is due."""
        words = self._state(step)
        if step.due is not None and step.state not in {"complete", "closed"}:
            words = f"{words}\n{self.say.date(step.due)}"
        return TabCell(words, LOOKS[step.state])

    def _state(self, step: Step) -> str:
        word = self.say(f"flags.progress.state.{step.state}")
        if not step.of or step.state not in {"in_progress", "overdue"}:
            return word
        return self.say("flags.progress.so_far", state=word, done=step.done, of=step.of)

    def _reasons(self) -> Iterator[TabRow]:
        """Below the steps' columns, so that the headings printed on each page stay true."""
        open_steps: dict[int, list[Step]] = {}
        for step in self.checkup.context.progress.steps:
            if step.state in _EXPLAINED:
                open_steps.setdefault(step.row, []).append(step)
        if not open_steps:
            return
        yield TabRow()
        yield TabRow((TabCell(self.say("flags.progress.reasons"), Look.GROUP, span=len(_WIDTHS)),))
        for row, steps in open_steps.items():
            sentences = TabCell("\n".join(map(self._reason, steps)), span=len(STEPS))
            yield TabRow((*self._names(row), sentences))

    def _reason(self, step: Step) -> str:
        return self.say(
            "flags.progress.reason",
            sign=self.say(f"flags.progress.state.{step.state}").partition(" ")[0],
            step=self._step_name(step.number),
            sentence=step_sentence(step, self.checkup.schema, self.say),
        )
