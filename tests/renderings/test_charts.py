"""What stands in a chart for it to be read without its axis."""

import datetime as dt

import pytest

from sheets_sync.renderings.charts.columns_by_month import columns_by_month
from sheets_sync.renderings.charts.drawing import Label

MONTHS = [(dt.date(2026, 10, 1), "ต.ค."), (dt.date(2026, 11, 1), "พ.ย.")]


@pytest.mark.parametrize(
    ("planned", "held", "told"),
    [
        ((2, 10), (1, 9), ["1/2", "9/10"]),
        ((140, 2), (136, 2), ["140", "136/", "2/2"]),
        ((1200, 0), (1001, 0), ["1,200", "1,001/"]),
    ],
)
def test_figures_above_columns_do_not_run_into_each_other(planned, held, told):
    chart = columns_by_month("held", "จัด", "", MONTHS, ("กำหนด", planned), ("จัด", held), str)
    figures = [one for one in chart.shapes if isinstance(one, Label) and one.is_bold]

    assert [one.text for one in figures] == told
    assert min(one.y for one in figures) > 20
