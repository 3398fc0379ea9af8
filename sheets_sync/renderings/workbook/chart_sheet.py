"""A chart that the spreadsheet draws itself, beside the numbers it is drawn from."""

import datetime as dt

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.charts.drawing import Chart
from sheets_sync.renderings.workbook.paper import (
    UPRIGHT,
    height_of,
    lay_out,
    letters,
    write_caption,
)
from sheets_sync.renderings.workbook.styles import CHART_FONT, SHORT_MONTH, Styles

COLOURS = ("#17475A", "#B4551C")
PALE = "#B9D3DD"
HEAD = 3
NAMES, WIDEST, NUMBER = 16, 42, 18
"""Widths of columns, in letters."""
FEW = 10
"""Counts up to this stand on the axis one by one."""
SIZE = {"width": 720, "height": 400}
"""Of the chart, in pixels."""
CHART_LETTERS, CHART_COLUMNS = 90, 10
"""Its width in letters, and in columns that nobody set."""


def write_chart(
    book: xlsxwriter.Workbook, sheet: Worksheet, chart: Chart, running_head: tuple[str, str],
    styles: Styles, say: Sentences,
) -> None:  # fmt: skip
    """The numbers in a table, and the chart to the right of it."""
    lay_out(sheet, running_head, say, 2 * UPRIGHT, is_one_page=True)
    longest = max(map(letters, chart.categories), default=0)
    widths = [max(NAMES, min(WIDEST, longest + 3)), *(NUMBER for _ in chart.series)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, chart.title, styles.title())
    sheet.set_row(0, 27)
    width, columns = sum(widths) + CHART_LETTERS, len(widths) + 1 + CHART_COLUMNS
    write_caption(sheet, chart.description, styles, width, columns)
    heads = ["", *(series.name for series in chart.series)]
    sheet.set_row(HEAD, height_of(heads, widths))
    sheet.write_string(HEAD, 0, "", styles.head("text"))
    for row, category in enumerate(chart.categories, start=HEAD + 1):
        sheet.set_row(row, height_of([category], widths[:1]))
        if isinstance(category, str):
            sheet.write_string(row, 0, category, styles.text())
        else:
            month = dt.datetime.combine(category, dt.time())
            sheet.write_datetime(row, 0, month, styles.month(is_short=True))
    for place, series in enumerate(chart.series, start=1):
        sheet.write_string(HEAD, place, series.name, styles.head("number"))
        for row, value in enumerate(series.values, start=HEAD + 1):
            if value is None:  # a gap; a word would be drawn as 0
                sheet.write_blank(row, place, None, styles.number())
            elif chart.is_share:
                sheet.write_number(row, place, value, styles.share(value, chart.decimals))
            else:
                sheet.write_number(row, place, value, styles.number())
    sheet.freeze_panes(HEAD + 1, 1)
    _draw(book, sheet, chart, styles)


def _draw(book: xlsxwriter.Workbook, sheet: Worksheet, chart: Chart, styles: Styles) -> None:
    made = book.add_chart({"type": chart.form})
    name, last = sheet.get_name(), HEAD + len(chart.categories)
    shown = styles.digits + ("0%" if chart.is_share else "0")
    for place in range(1, len(chart.series) + 1):
        is_first, is_line = place == 1, chart.form == "line"
        colour = {"color": COLOURS[0 if is_first else 1]}
        pale = not is_line and is_first and len(chart.series) > 1
        line = {**colour, "width": 2.25, "dash_type": "solid" if is_first else "dash"}
        made.add_series({
            "name": f"='{name}'!{xl_range_abs(HEAD, place, HEAD, place)}",
            "categories": f"='{name}'!{xl_range_abs(HEAD + 1, 0, last, 0)}",
            "values": f"='{name}'!{xl_range_abs(HEAD + 1, place, last, place)}",
            "line": line if is_line else {"none": True},
            "fill": {"color": PALE} if pale else {"color": COLOURS[0]},
            "gap": 60,
            "marker": {"type": "circle" if is_first else "square", "size": 6,
                       "fill": colour, "border": colour},
            # Without a format of its own a label reads as its cell does.
            "data_labels": {"value": True, "font": CHART_FONT,
                            **({"position": "above" if is_first else "below"} if is_line else {})},
        })  # fmt: skip
    made.set_title({"name": chart.title, "name_font": {**CHART_FONT, "size": 11}})
    is_alone = len(chart.series) == 1
    made.set_legend({"none": True} if is_alone else {"position": "bottom", "font": CHART_FONT})
    grid = {"visible": True, "line": {"color": "#D5DCDF"}}
    is_bar = chart.form == "bar"
    values = {"num_font": CHART_FONT, "num_format": shown, "major_gridlines": grid}
    known = [value for one in chart.series for value in one.values if value is not None]
    bounds: dict[str, float] = {"min": 0} if min(known, default=0) >= 0 else {}
    if chart.is_share and not is_bar:
        bounds |= {"max": 1}
    elif max(known, default=0) <= FEW:
        bounds |= {"major_unit": 1}
    if is_bar:
        made.set_x_axis({**values, **bounds, "visible": False, "major_gridlines": {}})
        made.set_y_axis({"num_font": CHART_FONT, "reverse": True, "label_position": "low"})
    else:
        made.set_x_axis(
            {"num_font": CHART_FONT, "num_format": styles.dated(SHORT_MONTH), "text_axis": True}
        )
        made.set_y_axis({**values, **bounds})
    made.show_blanks_as("gap")
    made.set_size(SIZE)
    options = {"description": chart.description}
    sheet.insert_chart(HEAD, len(chart.series) + 2, made, options)
