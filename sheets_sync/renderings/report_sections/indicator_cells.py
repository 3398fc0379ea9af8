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
_DECIMALS = {
    "members_per_expert": 1,
    "per_session": 1,
    "contacts_mean": 2,
    "normalised_gain": 2,
    "median_days": 1,
    "supervisor_rating": 2,
}
"""Parts that are numbers, not shares."""
_WHOLE = frozenset({"median_days"})
"""Of these, those of which most are whole."""
_SHARES = {"raw_gain": 1, "median": 0}
"""Parts that are shares although they count nothing."""


def now_cell(one: NumberedIndicator, phrases: Phrases) -> Cell:
    """This month's figure, or why there is none."""
    return figure_cell(one.figure, one.why, one, phrases)


def figure_cell(
    figure: Figure | None, why: Why | None, one: NumberedIndicator, phrases: Phrases
) -> Cell:
    """A figure of an indicator in its own unit, or why there is none."""
    if figure is None or figure.value is None:
        return _blank(figure, why_text(why, phrases) if why else "")
    if one.number == GAIN:
        return Cell(Amount(figure.value, 1, is_share=True), _of(figure, phrases))
    return _cell(figure, one.unit, phrases)


def figure_in_words(
    figure: Figure | None, one: NumberedIndicator, phrases: Phrases, *, finer: int = 0
) -> str:
    """What the cell says, in a sentence; with `finer` so many decimals more, where it has any."""
    say, cell = phrases.say, figure_cell(figure, None, one, phrases)
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


def part_cell(name: str, figure: Figure, one: NumberedIndicator, phrases: Phrases) -> Cell:
    """One part of an indicator, or why it has no value."""
    if figure.value is None:
        return _blank(figure, why_no_part(name, one, phrases))
    if name in _SHARES:
        return Cell(Amount(figure.value, _SHARES[name], is_share=True))
    if name in _DECIMALS:
        decimals = 0 if name in _WHOLE and not figure.value % 1 else _DECIMALS[name]
        return Cell(Amount(figure.value, decimals), _made_of(name, figure, phrases))
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


def why_no_part(name: str, one: NumberedIndicator, phrases: Phrases) -> str:
    """Why a part is not known: for its own reason, or for that of the indicator."""
    why = one.why_parts.get(name) or (one.why if one.figure.n is None else None)
    if why:
        return why_text(why, phrases)
    own = f"indicators.why_part.{'step' if one.number == _STEPS else name}"
    if own in phrases.say:
        return phrases.say(own)
    return why_text(one.why or Why("nothing"), phrases)


def _made_of(name: str, figure: Figure, phrases: Phrases) -> tuple[str, ...]:
    """What a mean is the mean of."""
    told = f"indicators.made_of.{name}"
    if figure.n is None or figure.of is None or told not in phrases.say:
        return ()
    return (phrases.say(told, n=int(figure.n), of=int(figure.of)),)


def _blank(figure: Figure | None, why: str) -> Cell:
    """No value: there is none, or this copy hides it."""
    return Cell(Blank("hidden") if figure and figure.is_hidden else Blank(why=why))


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
