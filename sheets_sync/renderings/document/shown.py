"""A cell as people read it: for the page and the PDF, which say the same."""

from dataclasses import dataclass

from sheets_sync.i18n.hundredths import hundredths_shown
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.months_and_years import Digits, show_month
from sheets_sync.renderings.document.blocks import DocumentTable
from sheets_sync.renderings.document.cells import (
    Amount,
    Blank,
    Cell,
    CodedText,
    Day,
    Portion,
    Range,
    State,
    WholeMonth,
    share_of,
)
from sheets_sync.unfit_characters import fit as fit_for_output


def fit(text: str) -> str:
    """The text without what no page may hold; a mark of byte order is no text either."""
    return fit_for_output(text).replace("\ufeff", "")


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of one cell."""

    text: str
    share: str = ""
    code: str = ""
    link: str = ""
    asides: tuple[str, ...] = ()
    order: str = ""
    """What the page sorts the column by where that is not the text."""
    state: str = ""
    why: str = ""
    cause: str = ""
    """Of a state: what keeps it open that the numbers do not tell."""
    is_quiet: bool = False
    is_hidden: bool = False
    is_name: bool = False
    bar: float | None = None


def show(cell: Cell, say: Sentences) -> Shown:
    """The cell in the reader's language."""
    asides, bar = tuple(map(fit, cell.asides)), share_of(cell)
    match cell.value:
        case CodedText(text, code, link, is_name):
            return Shown(fit(text), code=fit(code), link=link, asides=asides, is_name=is_name)
        case Portion(ratio):
            return Shown(
                f"{say.number(ratio.n)}/{say.number(ratio.of)}",
                share=percent(ratio.share or 0, say),
                asides=asides,
                order=f"{ratio.share or 0:.6f}",
                bar=bar,
            )
        case Amount(value, decimals, is_share):
            text = percent(value, say, decimals) if is_share else say.number(value, decimals)
            return Shown(text, asides=asides, order=f"{value:.6f}", bar=bar)
        case Range(low, high):
            text = say("report.application.range", low=percent(low, say), high=percent(high, say))
            return Shown(text, asides=asides, order=f"{low:.6f}")
        case Day(day):
            return Shown(say.date(day), asides=asides, order=day.isoformat())
        case WholeMonth(first):
            digits: Digits = "thai" if say.thai_digits else "arabic"
            text = show_month(first, say.language, "long", digits)
            return Shown(text, asides=asides, order=first.isoformat())
        case State() as state:
            of = state.ratio.of
            text = f"{say.number(state.ratio.n)}/{say.number(of)}" if of else ""
            unit = "of_people" if state.of_people else "of_parts"
            return Shown(
                text,
                asides=(say(f"report.heat_map.{unit}"),) if of else (),
                order=state.label,
                state=state.name,
                why=fit(state.why),
                cause=state.cause,
            )
        case Blank(reason, why):
            quiet = say(f"report.words.{reason}")
            return Shown(
                quiet, asides=asides, why=fit(why), is_quiet=True, order="-1",
                is_hidden=reason == "hidden",
            )  # fmt: skip


def more_rows(table: DocumentTable, most: int | None, say: Sentences) -> str:
    """How many rows of the table are not shown, and where they are; empty where all are."""
    left = len(table.rows) - len(table.rows[:most])
    if not left:
        return ""
    return say("report.page.more_rows", shown=most, count=left, sheet=table.whole_in)


def percent(share: float, say: Sentences, decimals: int = 0) -> str:
    """A share in hundredths with their sign, which stays with them at the end of a line."""
    hundredths, shown = hundredths_shown(share, decimals)
    return f"{say.number(float(hundredths), shown)}\u00a0%"
