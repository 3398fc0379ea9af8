"""The summary tab: whether the service is alive, and the indicators as of today."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from sheets_sync.checking.steps import STEP_TABS, STEPS
from sheets_sync.i18n.hundredths import hundredths_shown
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.turnout import turnout
from sheets_sync.planning.report.values import Ratio, Span, total
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import (
    BLANK,
    Look,
    PrintSetup,
    ServiceTab,
    Shape,
    TabCell,
    TabRow,
    Value,
)
from sheets_sync.planning.workbook_tabs.urgency import URGENCIES, look_of
from sheets_sync.registry.months_and_years import fiscal_year, fiscal_year_first

_WIDTHS = (36, 14, 20, 2, 60)
_GAP = TabCell(None, Look.NOTE)
_SHAPES = (Shape.PERCENT, Shape.PERCENT_TENTHS)
"""By how many decimals a share is shown with."""
"""Keeps what a figure means apart from it."""


def summary_tab(
    checkup: Checkup, sentences: Sentences, checked_at: dt.datetime, fingerprint: str
) -> ServiceTab:
    """The tab; `fingerprint` stands for all that the service's tabs say beside the moment."""
    memory = checkup.memory
    figures = memory.of(
        "indicators",
        (checkup.context, sentences),
        lambda: memory.alike(
            "figures",
            tuple(_Summary(checkup, sentences, checked_at, fingerprint).indicators()),
        ),
    )
    return _Summary(checkup, sentences, checked_at, fingerprint).tab(figures)


def next_check(checkup: Checkup) -> dt.datetime | None:
    """When the tabs are written again at the latest: at the first check of the next day."""
    times = checkup.context.settings.schedule.check_at
    if not times:
        return None
    return dt.datetime.combine(checkup.today + dt.timedelta(days=1), min(times))


@dataclass(frozen=True)
class _Summary:
    checkup: Checkup
    say: Sentences
    checked_at: dt.datetime
    fingerprint: str

    @cached_property
    def figures(self) -> Figures:
        context = self.checkup.context
        return Figures(context.snapshot, context.progress, context.settings)

    def tab(self, indicators: Iterable[TabRow]) -> ServiceTab:
        wide = len(_WIDTHS)
        return ServiceTab(
            name="summary",
            title=self.say("flags.summary.tab"),
            widths=_WIDTHS,
            rows=self.checkup.memory.alike_in_place(
                "summary",
                (
                    TabRow((TabCell(self.say("flags.summary.title"), Look.TITLE),)),
                    TabRow((TabCell(self.say("flags.summary.note"), Look.NOTE, span=wide),)),
                    *self._section("heartbeat", self._heartbeat()),
                    *self._section("found", self._remembered_found()),
                    *indicators,
                    TabRow(),
                    TabRow((TabCell(self._fingerprint(), Look.NOTE, span=wide),)),
                ),
                TabRow.is_same_as,
            ),
            print_setup=PrintSetup(landscape=False),
        )

    def _fingerprint(self) -> str:
        return self.say("flags.summary.fingerprint", fingerprint=self.fingerprint)

    def _section(self, name: str, rows: Iterable[TabRow]) -> Iterator[TabRow]:
        memory, as_of = self.checkup.memory, self.figures.as_of
        head = partial(self._head, name, as_of)
        yield TabRow()
        yield memory.of(("head of", name), (as_of, self.say), head)
        yield from rows

    def _head(self, name: str, as_of: dt.date) -> TabRow:
        day = self.say.date(as_of, "long")
        columns = self.say(f"flags.summary.{name}.columns", day=day).split("|")
        return TabRow(tuple(TabCell(heading, Look.HEADING) for heading in columns))

    def _heartbeat(self) -> Iterator[TabRow]:
        tables = self.checkup.context.snapshot.tables.values()
        blind = [table.tab.words.label(self.say.language) for table in tables if not table.usable]
        yield self._said("checked_at", self.checked_at)
        yield self._said("next_check", next_check(self.checkup))
        yield self._said("rows", self.checkup.context.snapshot.height)
        if blind:
            yield self._said("blind", self.say.show(tuple(blind)), Look.WARNING)

    def _said(self, name: str, value: Value, look: Look = Look.FIGURE) -> TabRow:
        memory, parts = self.checkup.memory, (value, look, self.say)
        return memory.of(("heartbeat", name), parts, partial(self._saying, name, value, look))

    def _saying(self, name: str, value: Value, look: Look) -> TabRow:
        return TabRow(
            (
                TabCell(self.say(f"flags.summary.heartbeat.{name}")),
                BLANK,
                TabCell("–" if value is None else value, look),
                _GAP,
                TabCell(self.say(f"flags.summary.heartbeat.{name}_note"), Look.NOTE),
            )
        )

    def _remembered_found(self) -> tuple[TabRow, ...]:
        parts = (self.checkup.findings, self.say)
        return self.checkup.memory.of("found", parts, lambda: tuple(self._found()))

    def _found(self) -> Iterator[TabRow]:
        counts = Counter(map(look_of, self.checkup.findings))
        for look in URGENCIES:
            yield TabRow(
                (
                    TabCell(self.say(f"flags.severity.{look}"), look),
                    BLANK,
                    TabCell(counts[look], Look.FIGURE),
                    _GAP,
                    TabCell(self.say(f"flags.meaning.{look}"), Look.NOTE),
                )
            )

    def indicators(self) -> Iterator[TabRow]:
        """The rows that are computed, with their headings."""
        yield from self._section("indicators", self._indicators())
        yield from self._section("steps", self._steps())

    def _indicators(self) -> Iterator[TabRow]:
        """Coverage only: how people did is told where small groups can be kept out of sight."""
        figures, counts = self.figures, self._counts
        active = TabCell(counts.active, Look.FIGURE)
        yield self._indicator("active", BLANK, active)
        unknown = figures.rounds.status_unknown
        if len(unknown):
            yield self._indicator("no_status", BLANK, TabCell(len(unknown), Look.WARNING))
        for name, ratio in (
            ("sessions_held", counts.sessions_held),
            ("attendance", turnout(figures, figures.held_in(_this_year(figures))).ratio),
            ("evaluated", counts.evaluated),
            ("followed_up", counts.followed_up),
            ("steps", total(counts.steps)),
        ):
            yield self._remembered(name, ratio, self._indicator_row)

    @cached_property
    def _counts(self) -> "_Counts":
        """As they were where none of the tables that the steps are made of is another."""
        context = self.checkup.context
        seen = context.snapshot.only(STEP_TABS)
        return self.checkup.memory.of(
            "counts",
            (context.progress, context.settings, *seen.tables.values()),
            lambda: _counts(Figures(seen, context.progress, context.settings)),
        )

    def _remembered(self, name: str, ratio: Ratio, make: Callable[[str, Ratio], TabRow]) -> TabRow:
        """The row of a ratio; that of before where it is the same one."""
        memory = self.checkup.memory
        same = memory.alike(("ratio", name), ratio)
        return memory.of(("row of", name), (same, self.say), partial(make, name, ratio))

    def _indicator_row(self, name: str, ratio: Ratio) -> TabRow:
        return self._indicator(name, *self._ratio(ratio))

    def _indicator(self, name: str, count: TabCell, figure: TabCell) -> TabRow:
        label = self.say(f"flags.summary.indicator.{name}")
        meaning = self.say(f"flags.summary.indicator.{name}_note")
        return TabRow((TabCell(label), count, figure, _GAP, TabCell(meaning, Look.NOTE)))

    def _ratio(self, ratio: Ratio) -> tuple[TabCell, TabCell]:
        """So many of so many in words, then the share."""
        if ratio.share is None:
            return BLANK, TabCell("–", Look.QUIET)
        return (
            TabCell(self.say("flags.summary.of", n=ratio.n, of=ratio.of)),
            TabCell(ratio.share, Look.FIGURE, _SHAPES[hundredths_shown(ratio.share)[1]]),
        )

    def _steps(self) -> Iterator[TabRow]:
        for step, ratio in zip(STEPS, self._counts.steps, strict=True):
            yield self._remembered(str(step), ratio, self._step_row)

    def _step_row(self, step: str, ratio: Ratio) -> TabRow:
        name = self.say(f"letters.names.{step}")
        label = self.say("flags.progress.step", number=int(step), name=name)
        return TabRow((TabCell(label), *self._ratio(ratio)))


@dataclass(frozen=True, slots=True)
class _Counts:
    """What is told of the rounds beside who came to their sessions."""

    active: int
    sessions_held: Ratio
    evaluated: Ratio
    followed_up: Ratio
    steps: tuple[Ratio, ...]
    """For each of the seven."""


def _counts(figures: Figures) -> _Counts:
    counted = figures.counted
    return _Counts(
        len(figures.active),
        figures.held_of_planned(_this_year(figures)),
        figures.recorded(6, counted),
        figures.recorded(7, counted),
        tuple(figures.step_done(step, counted) for step in STEPS),
    )


def _this_year(figures: Figures) -> Span:
    """The fiscal year up to the day of the figures."""
    return Span(fiscal_year_first(fiscal_year(figures.as_of)), figures.as_of)
