"""What was learned: evaluated, passed, gained, and how satisfied people were."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.month_rows import Gain
from sheets_sync.planning.report.sections.learning import LearningLine, Satisfaction
from sheets_sync.planning.report.sections.learning import learning as compiled
from sheets_sync.renderings.charts.bars_with_names import bars_with_names
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Prose, TableColumn
from sheets_sync.renderings.document.cells import Amount, Blank, Cell, measured, words
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases
from sheets_sync.renderings.document.shown import percent
from sheets_sync.renderings.report_sections.indicator_cells import now_cell
from sheets_sync.renderings.report_sections.many import in_order, is_of_many

TOTALS = (17, 18, 19, 16)
"""The indicators below its columns."""
GAIN_DECIMALS = 1
FEWEST, MOST = 2, 15
"""So many bars make a chart; of more it shows the greatest, and says so."""


def learning(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """One row for each community where an evaluation is due or done."""
    say, found = phrases.say, report.part(compiled)
    if not found.lines:
        return (Prose(phrases.not_known(report, *ABOUT_STEPS) or say("report.learning.none")),)
    table = DocumentTable(
        "learning",
        say(f"report.learning.{'caption_of_many' if is_of_many(report) else 'caption'}"),
        (
            TableColumn(say("report.words.community"), "text"),
            TableColumn(say("report.learning.evaluated"), adds=True),
            TableColumn(say("report.learning.passed")),
            TableColumn(say("report.learning.gain")),
            TableColumn(say(phrases.timely("report.learning.satisfaction", report))),
        ),
        tuple(_row(line, phrases) for line in in_order(found.lines, report)),
        total=(
            words(say("report.learning.all")),
            *(now_cell(report.indicators[number], phrases) for number in TOTALS),
        ),
        title=say("report.learning.title"),
    )
    note = Prose(say("report.learning.note"), "note")
    return (*_chart(found.lines, phrases), table, note)


def _chart(lines: tuple[LearningLine, ...], phrases: Phrases) -> tuple[Block, ...]:
    """The gains that this copy shows, where there are several, the greatest first."""
    say = phrases.say
    known = [(line.gain, line.name) for line in lines if line.gain and not line.gain_is_hidden]
    if len(known) < FEWEST:
        return ()
    known.sort(key=lambda pair: -pair[0].mean)
    bars = [(name, gain.mean, _figure(gain, phrases)) for gain, name in known[:MOST]]
    title = say("report.learning.gain_chart")
    if len(known) > MOST:
        title = say("report.learning.gain_chart_of_many", count=MOST, of=len(known))
    told = " · ".join(f"{name} {figure}" for name, _, figure in bars)
    label = say("report.learning.gain")
    return (
        bars_with_names("gain", title, f"{title}: {told}", label, bars, decimals=GAIN_DECIMALS),
    )


def _figure(gain: Gain, phrases: Phrases) -> str:
    """What stands behind a bar."""
    pairs = phrases.say("report.learning.gain_pairs", count=gain.pairs)
    return f"{percent(gain.mean, phrases.say, GAIN_DECIMALS)} ({pairs})"


def _row(line: LearningLine, phrases: Phrases) -> tuple[Cell, ...]:
    say = phrases.say
    beside = (
        "" if line.pass_mark is None else say("report.learning.pass_mark", mark=line.pass_mark),
        say("report.learning.unmarked", count=line.unmarked) if line.unmarked else "",
    )
    return (
        phrases.group(line.community, line.name),
        measured(line.evaluated),
        measured(line.passed, *filter(None, beside)),
        _gain(line, phrases),
        _satisfaction(line.satisfaction, phrases),
    )


def _gain(line: LearningLine, phrases: Phrases) -> Cell:
    say = phrases.say
    if line.gain_is_hidden:
        return Cell(Blank("hidden"))
    if line.gain is None:
        return Cell(Blank())
    asides = [say("report.learning.gain_pairs", count=line.gain.pairs)]
    if line.gain.level and line.gain.normalised is not None:
        value = say.number(line.gain.normalised, 2)
        level = say(f"report.levels.{line.gain.level}")
        asides.append(say("report.learning.normalised", value=value, level=level))
    return Cell(Amount(line.gain.mean, GAIN_DECIMALS, is_share=True), tuple(asides))


def _satisfaction(one: Satisfaction, phrases: Phrases) -> Cell:
    say = phrases.say
    if one.is_hidden:
        return Cell(Blank("hidden"))
    if one.mean is None:
        return Cell(Blank())
    n = say.number(one.answers.n)
    count = f"{n}/{say.number(one.answers.of)}" if one.answers.of else n
    return Cell(Amount(one.mean, 2), (say("report.learning.answers", count=count),))
