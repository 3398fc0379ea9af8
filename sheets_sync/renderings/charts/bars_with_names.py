"""Bars below each other, each with its name above and its figure behind."""

from collections.abc import Sequence

from sheets_sync.renderings.charts.drawing import Box, Chart, Label, Line, Series, Shape

WIDTH, ROW, TOP = 480.0, 36.0, 4.0
FIGURES = 186.0
NAME, BAR, THICK = 9.0, 19.0, 12.0
"""Below the upper edge of its row: the middle of the name, the bar; and how thick a bar is."""
LONGEST = 64
"""A longer name is cut."""


def bars_with_names(
    name: str, title: str, description: str, label: str,
    bars: Sequence[tuple[str, float, str]], *, decimals: int = 0,
) -> Chart:  # fmt: skip
    """Bars of shares: name, value, and what is written behind; below zero to the left.

    `decimals` are those of the hundredths written there.
    """
    most = max([*(value for _, value, _ in bars), 0.01])
    lowest = min([*(value for _, value, _ in bars), 0.0])
    unit = (WIDTH - FIGURES) / (most - lowest)
    zero, height = 1 - lowest * unit, TOP * 2 + ROW * len(bars)
    shapes: list[Shape] = [Line(((zero, TOP), (zero, height - TOP)), "soft")]
    for place, (told, value, figure) in enumerate(bars):
        upper = TOP + ROW * place
        short = told if len(told) <= LONGEST else told[: LONGEST - 1].rstrip() + "…"
        start, long = (zero, value * unit) if value >= 0 else (zero + value * unit, -value * unit)
        shapes += [
            Label(6, upper + NAME, short),
            Box(start, upper + BAR, long, THICK, "first" if value >= 0 else "second"),
            Label(start + long + 6, upper + BAR + THICK / 2, figure, is_bold=True),
        ]
    series = (Series(label, tuple(value for _, value, _ in bars)),)
    names = tuple(told for told, _, _ in bars)
    return Chart(
        name, title, description, WIDTH, height, tuple(shapes), "bar", names, series,
        is_share=True, decimals=decimals,
    )  # fmt: skip
