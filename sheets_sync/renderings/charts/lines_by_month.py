"""Shares over months as lines, each named where it ends, so that no colour has to be looked up."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.renderings.charts.drawing import Chart, Dot, Label, Line, Series, Shape, Tint
from sheets_sync.renderings.charts.month_axis import month_labels

WIDTH, HEIGHT = 480.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 22.0, 26.0, 40.0
AWAY = 13.0
"""So far from its line stands a name, past the highest or lowest of the points it runs along."""
ALONG = 0.4
"""So much of the width a name runs along its line."""
TINTS: tuple[Tint, ...] = ("first", "second")


def lines_by_month(
    name: str, title: str, description: str, months: Sequence[tuple[dt.date, str]],
    lines: Sequence[tuple[str, Sequence[float | None]]], percent: dict[float, str],
    told: Sequence[str],
) -> Chart:  # fmt: skip
    """At most two lines of shares between 0 and 1.

    `percent` says the shares of the axis, `told` what is written at the end of each line.
    """
    shapes: list[Shape] = []
    for share, words in percent.items():
        height = _y(share)
        shapes.append(Line(((LEFT, height), (WIDTH - RIGHT, height)), "line", 0.8))
        shapes.append(Label(LEFT - 6, height, words, "soft", "end"))
    places = [_x(place, len(months)) for place in range(len(months))]
    shapes += month_labels(months, places, HEIGHT - BOTTOM + 14)
    for (_, values), tint in zip(lines, TINTS, strict=False):
        shapes += _line(values, tint)
    shapes += _names([values for _, values in lines], told)
    series = tuple(Series(label, tuple(values)) for label, values in lines)
    names = tuple(month for month, _ in months)
    return Chart(
        name, title, description, WIDTH, HEIGHT, tuple(shapes), "line", names, series, is_share=True
    )


def _line(values: Sequence[float | None], tint: Tint) -> list[Shape]:
    """A gap where a month has no figure; the second line is dashed, and its dots are rims."""
    is_second, shapes = tint == TINTS[1], list[Shape]()
    known = [(_x(place, len(values)), _y(value), place) for place, value in enumerate(values)
             if value is not None]  # fmt: skip
    run: list[tuple[float, float]] = []
    before = -2
    for x, y, place in known:
        if place != before + 1 and len(run) > 1:
            shapes.append(Line(tuple(run), tint, 2, is_second))
        run = [*run, (x, y)] if place == before + 1 else [(x, y)]
        before = place
    if len(run) > 1:
        shapes.append(Line(tuple(run), tint, 2, is_second))
    shapes += [Dot(x, y, 3.4, tint, not is_second) for x, y, _ in known]
    return shapes


def _names(lines: Sequence[Sequence[float | None]], told: Sequence[str]) -> list[Shape]:
    """The name of the line that ends higher stands above it, that of the other one below."""
    ends = sorted(
        (
            (points, words, tint)
            for values, words, tint in zip(lines, told, TINTS, strict=False)
            if (points := _last_points(values))
        ),
        key=lambda end: end[0][-1][1],
    )
    shapes: list[Shape] = []
    for place, (points, words, tint) in enumerate(ends):
        heights = [y for _, y in points]
        y = max(heights) + AWAY if place else min(heights) - AWAY
        x = min(points[-1][0] + RIGHT, WIDTH)
        shapes.append(Label(x, y, words, tint, "end", is_bold=True))
    return shapes


def _last_points(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """The points along which the name runs, the last of the line at the end."""
    points = [(_x(place, len(values)), _y(value)) for place, value in enumerate(values)
              if value is not None]  # fmt: skip
    return [point for point in points if point[0] >= points[-1][0] - ALONG * WIDTH]


def _x(place: int, months: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return LEFT + room * (place + 0.5) / max(months, 1)


def _y(share: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)
