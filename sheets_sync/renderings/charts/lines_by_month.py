"""Shares over months as lines, each named at its end, so that no colour has to be looked up."""

from collections.abc import Sequence

from sheets_sync.renderings.charts.drawing import Chart, Dot, Label, Line, Series, Shape, Tint
from sheets_sync.renderings.charts.month_axis import month_labels

WIDTH, HEIGHT = 700.0, 230.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 150.0, 14.0, 36.0
NEAR = 0.09
"""Names of lines that end closer than this are moved apart."""
TINTS: tuple[Tint, ...] = ("first", "second")


def lines_by_month(
    name: str, title: str, description: str, months: Sequence[tuple[int, str]],
    lines: Sequence[tuple[str, Sequence[float | None]]], percent: dict[float, str],
) -> Chart:  # fmt: skip
    """At most two lines of shares between 0 and 1; `percent` says the shares of the axis."""
    shapes: list[Shape] = []
    for share, told in percent.items():
        height = _y(share)
        shapes.append(Line(((LEFT, height), (WIDTH - RIGHT, height)), "line", 0.8))
        shapes.append(Label(LEFT - 6, height, told, "soft", "end", 8.5))
    places = [_x(place, len(months)) for place in range(len(months))]
    shapes += month_labels(months, places, HEIGHT - BOTTOM + 14)
    for (_, values), tint in zip(lines, TINTS, strict=False):
        shapes += _line(values, tint)
    shapes += _names(lines)
    series = tuple(Series(label, tuple(values)) for label, values in lines)
    names = tuple(told for _, told in months)
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


def _names(lines: Sequence[tuple[str, Sequence[float | None]]]) -> list[Shape]:
    """Each line's name and last share at its right end."""
    ends = [
        (next(value for value in reversed(values) if value is not None), label, tint)
        for (label, values), tint in zip(lines, TINTS, strict=False)
        if any(value is not None for value in values)
    ]
    ends.sort(key=lambda end: -end[0])
    shapes: list[Shape] = []
    last = 2.0
    for share, label, tint in ends:
        place = min(share, last - NEAR)
        last = place
        shapes.append(Label(WIDTH - RIGHT + 12, _y(place), label, tint, is_bold=True))
    return shapes


def _x(place: int, months: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return LEFT + room * (place + 0.5) / max(months, 1)


def _y(share: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)
