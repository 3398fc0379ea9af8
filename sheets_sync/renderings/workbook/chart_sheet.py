"""A chart that the spreadsheet draws itself, beside the numbers it is drawn from."""

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from sheets_sync.renderings.charts.drawing import Chart
from sheets_sync.renderings.workbook.styles import Styles

COLOURS = ("#17475A", "#B4551C")
PALE = "#B9D3DD"
FONT = {"name": "Tahoma", "size": 9}
HEAD = 3


def write_chart(book: xlsxwriter.Workbook, sheet: Worksheet, chart: Chart, styles: Styles) -> None:
    """The numbers in a table, and the chart to the right of it."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(chart.series), 16)
    sheet.write_string(0, 0, chart.title, styles.title())
    sheet.merge_range(1, 0, 1, 6, chart.description, styles.note(wrap=True))
    sheet.set_row(1, 44)
    for place, series in enumerate(chart.series, start=1):
        sheet.write_string(HEAD, place, series.name, styles.head("number"))
        for row, value in enumerate(series.values, start=HEAD + 1):
            if value is not None:  # an empty cell is a gap in the line; a word would be drawn as 0
                whole = float(value).is_integer()
                style = styles.number(0 if whole else 2, is_share=chart.is_share)
                sheet.write_number(row, place, value, style)
    for row, category in enumerate(chart.categories, start=HEAD + 1):
        sheet.write_string(row, 0, category, styles.text())
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    _draw(book, sheet, chart)


def _draw(book: xlsxwriter.Workbook, sheet: Worksheet, chart: Chart) -> None:
    made = book.add_chart({"type": chart.form})
    name, last = sheet.get_name(), HEAD + len(chart.categories)
    for place, series in enumerate(chart.series, start=1):
        is_first = place == 1
        colour = {"color": COLOURS[0 if is_first else 1]}
        pale = chart.form != "line" and is_first and len(chart.series) > 1
        line = {**colour, "width": 2.25, "dash_type": "solid" if is_first else "dash"}
        made.add_series({
            "name": series.name,
            "categories": f"='{name}'!{xl_range_abs(HEAD + 1, 0, last, 0)}",
            "values": f"='{name}'!{xl_range_abs(HEAD + 1, place, last, place)}",
            "line": line if chart.form == "line" else {"none": True},
            "fill": {"color": PALE} if pale else {"color": COLOURS[0]},
            "marker": {"type": "circle" if is_first else "square", "size": 6,
                       "fill": colour, "border": colour},
        })  # fmt: skip
    made.set_title({"name": chart.title, "name_font": {**FONT, "size": 11}})
    made.set_legend({"position": "bottom", "font": FONT})
    made.set_x_axis({"num_font": FONT})
    grid = {"visible": True, "line": {"color": "#D5DCDF"}}
    top = {"max": 1} if chart.is_share else {}
    made.set_y_axis({"num_font": FONT, "min": 0, **top, "major_gridlines": grid})
    made.show_blanks_as("gap")
    made.set_size({"width": 760, "height": 380})
    options = {"description": chart.description}
    sheet.insert_chart(last + 2, 0, made, options)
