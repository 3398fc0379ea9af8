"""Bars below each other, each with its name before and its figure behind."""

from collections.abc import Sequence

from sheets_sync.renderings.charts.drawing import Box, Chart, Label, Line, Series, Shape

WIDTH, ROW, TOP = 700.0, 22.0, 6.0
NAMES, FIGURES = 250.0, 150.0
LONGEST = 44
"""A longer name is cut."""


def bars_with_names(
    name: str, title: str, description: str, label: str,
    bars: Sequence[tuple[str, float, str]], *, is_share: bool = False,
) -> Chart:  # fmt: skip
    """Each bar is its name, its value, and what is written behind it; below zero to the left."""
    most = max([*(abs(value) for _, value, _ in bars), 0.01])
    lowest = min([*(value for _, value, _ in bars), 0.0])
    room = WIDTH - NAMES - FIGURES
    unit = room / (most - lowest)
    zero, height = NAMES - lowest * unit, TOP * 2 + ROW * len(bars)
    shapes: list[Shape] = [Line(((zero, TOP), (zero, height - TOP)), "soft")]
    for place, (told, value, figure) in enumerate(bars):
        middle = TOP + ROW * (place + 0.5)
        short = told if len(told) <= LONGEST else told[: LONGEST - 1].rstrip() + "…"
        start, long = (zero, value * unit) if value >= 0 else (zero + value * unit, -value * unit)
        shapes += [
            Label(NAMES - 8, middle, short, anchor="end"),
            Box(start, middle - 6, long, 12, "first" if value >= 0 else "second"),
            Label(max(zero, zero + value * unit) + 6, middle, figure, is_bold=True),
        ]
    series = (Series(label, tuple(value for _, value, _ in bars)),)
    names = tuple(told for told, _, _ in bars)
    return Chart(
        name, title, description, WIDTH, height, tuple(shapes), "bar", names, series, is_share
    )
