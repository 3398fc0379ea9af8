"""The figures of the 27 indicators as cells."""

from dataclasses import replace

from sheets_sync.planning.report.indicators.compile import OTHERS
from sheets_sync.planning.report.indicators.values import Figure, NumberedIndicator, Unit, Why
from sheets_sync.planning.report.values import Ratio
from sheets_sync.renderings.document.cells import Amount, Blank, Cell, Portion
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.document.shown import percent, show

GAIN = 19
_STEPS, _ELEMENTS, _BARRIERS = 3, 5, 24
_SMALL_GROUP = "small_group"
_DECIMALS = {
    "members_per_expert": 1,
    "per_session": 1,
    "contacts_mean": 1,
    "normalised_gain": 2,
    "median_days": 1,
    "supervisor_rating": 2,
}
"""Parts that are numbers, not shares."""
_SHARES = {"raw_gain": 1, "median": 0}
"""Parts that are shares although they count nothing."""


def now_cell(one: NumberedIndicator, phrases: Phrases, *, is_why_told: bool = False) -> Cell:
    """This month's figure, or why there is none."""
    if one.figure.value is None and one.why:
        why = why_text(one.why, phrases)
        blank = Blank("hidden" if one.why.name == _SMALL_GROUP else "nothing", why)
        return Cell(blank, (why,) if is_why_told else ())
    return figure_cell(one.figure, one, phrases)


def figure_cell(figure: Figure | None, one: NumberedIndicator, phrases: Phrases) -> Cell:
    """A figure of an indicator in its own unit."""
    if figure is None or figure.value is None:
        return _blank(figure)
    if one.number == GAIN:
        return Cell(Amount(figure.value, 1, is_share=True), _of(figure, phrases))
    return _cell(figure, one.unit, phrases)


def figure_in_words(
    figure: Figure | None, one: NumberedIndicator, phrases: Phrases, *, finer: int = 0
) -> str:
    """What the cell says, in a sentence; with `finer` so many decimals more, where it has any."""
    say, cell = phrases.say, figure_cell(figure, one, phrases)
    match cell.value:
        case Portion(ratio):
            share = percent(ratio.share or 0, say)
            of = say.number(ratio.of)
            return say("report.words.of", n=say.number(ratio.n), of=of, share=share)
        case Amount() as amount:
            finest = replace(amount, decimals=amount.decimals + finer)
            told = show(Cell(finest, cell.asides), say)
            return f"{told.text} ({', '.join(told.asides)})" if told.asides else told.text
    return show(cell, say).text


def part_cell(name: str, figure: Figure) -> Cell:
    """One part of an indicator."""
    if figure.value is None:
        return _blank(figure)
    if name in _SHARES:
        return Cell(Amount(figure.value, _SHARES[name], is_share=True))
    if name in _DECIMALS:
        return Cell(Amount(figure.value, _DECIMALS[name]))
    if figure.n is not None and figure.of is not None:
        return Cell(Portion(Ratio(int(figure.n), int(figure.of))))
    return Cell(Amount(figure.value))


def part_label(one: NumberedIndicator, name: str, phrases: Phrases) -> str:
    """What a part is called: a step, an element, a part of ours, or what somebody typed."""
    if one.number == _STEPS:
        return phrases.step(int(name))
    if one.number == _ELEMENTS:
        return phrases.element(name)
    if one.number == _BARRIERS and name not in {"", OTHERS}:
        return name
    return phrases.say(f"indicators.parts.{name or 'no_reason'}")


def why_text(why: Why, phrases: Phrases) -> str:
    """The sentence that says why there is no figure."""
    facts = {
        name: phrases.tab(str(fact)) if name == "tab" else fact for name, fact in why.facts.items()
    }
    return phrases.say(f"indicators.why.{why.name}", **facts)


def label(one: NumberedIndicator, phrases: Phrases) -> str:
    """What an indicator is called."""
    return phrases.say(f"indicators.names.{one.name}")


def _blank(figure: Figure | None) -> Cell:
    """No value: there is none, or this copy hides it."""
    return Cell(Blank("hidden" if figure and figure.is_hidden else "nothing"))


def _cell(figure: Figure, unit: Unit, phrases: Phrases) -> Cell:
    value = figure.value or 0
    if unit == "share" and figure.n is not None and figure.of is not None:
        return Cell(Portion(Ratio(int(figure.n), int(figure.of))))
    if unit == "mean":
        return Cell(Amount(value, 2), _of(figure, phrases))
    return Cell(Amount(value))


def _of(figure: Figure, phrases: Phrases) -> tuple[str, ...]:
    """Of how many people a mean is."""
    if figure.of is None:
        return ()
    return (phrases.say("report.indicators.of_people", count=int(figure.of)),)
