"""Pairs of columns over months: what was planned, and what of it was done."""

import datetime as dt
from collections.abc import Callable, Sequence

from sheets_sync.renderings.charts.drawing import Box, Chart, Label, Line, Series, Shape
from sheets_sync.renderings.charts.month_axis import month_labels

WIDTH, HEIGHT = 480.0, 200.0
LEFT, RIGHT, TOP, BOTTOM = 6.0, 6.0, 42.0, 40.0
ON_ONE_LINE, LINE = 5, 13.0
"""So many signs above a column stand on one line; and from one line to the next."""


def columns_by_month(
    name: str, title: str, description: str, months: Sequence[tuple[dt.date, str]],
    planned: tuple[str, Sequence[int]], held: tuple[str, Sequence[int]],
    digits: Callable[[str], str],
) -> Chart:  # fmt: skip
    """The wide pale column is what was planned, the dark one in it what was done of it."""
    most = max([*planned[1], 1])
    floor, step = HEIGHT - BOTTOM, (WIDTH - LEFT - RIGHT) / max(len(months), 1)
    figures = [_figure(n, of, digits) for of, n in zip(planned[1], held[1], strict=True)]
    top = TOP + LINE * (max([*map(len, figures), 1]) - 1)
    unit, wide = (floor - top) / most, min(step * 0.62, 44)
    places = [LEFT + step * (place + 0.5) for place in range(len(months))]
    shapes: list[Shape] = [
        *_legend(planned[0], held[0]),
        *month_labels(months, places, floor + 14),
    ]
    shapes.append(Line(((LEFT, floor), (WIDTH - RIGHT, floor)), "soft"))
    for middle, of, n, figure in zip(places, planned[1], held[1], figures, strict=True):
        shapes += [
            Box(middle - wide / 2, floor - of * unit, wide, of * unit, "pale"),
            Box(middle - wide / 4, floor - n * unit, wide / 2, n * unit, "first"),
        ]
        if of:
            above = floor - of * unit - 8
            for line in reversed(figure):
                shapes.append(Label(middle, above, line, anchor="middle", is_bold=True))
                above -= LINE
    names = tuple(month for month, _ in months)
    series = tuple(Series(label, tuple(map(float, values))) for label, values in (planned, held))
    return Chart(name, title, description, WIDTH, HEIGHT, tuple(shapes), "column", names, series)


def _figure(n: int, of: int, digits: Callable[[str], str]) -> tuple[str, ...]:
    """What stands above a column: on two lines where it would run into its neighbours'."""
    parts = (digits(f"{n:,}/"), digits(f"{of:,}"))
    return parts if len(f"{n}/{of}") > ON_ONE_LINE else ("".join(parts),)


def _legend(planned: str, held: str) -> tuple[Shape, ...]:
    return (
        Box(LEFT, 6, 12, 10, "pale"),
        Label(LEFT + 18, 11, planned),
        Box(LEFT + 190, 6, 12, 10, "first"),
        Label(LEFT + 208, 11, held),
    )
