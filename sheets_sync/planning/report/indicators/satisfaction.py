"""16: how satisfied members were, and how many of those who came answered."""

import numpy as np

from sheets_sync.checking.rounds import pairs
from sheets_sync.planning.report.indicators.values import Measured, Why, left_out, ratio
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month_rows import at
from sheets_sync.planning.report.turnout import turnout


def satisfaction(view: View) -> Measured:
    """The mean of the answers of the span; answers of attendees in rounds that noted them."""
    rows = view.records.dated("evaluations", view.span)
    table, end = view.context.table("evaluations"), view.end
    scores = at(table["satisfaction"], rows)
    answered = ~np.isnan(scores)
    groups = at(table["community"], rows)[answered]
    came = turnout(end, end.held_in(view.span))
    where = end.rounds.sessions.community[came.session]
    attendees = np.unique(pairs(where, came.person)[came.present])
    noted = np.unique(where[came.present])
    among = np.isin(groups, noted)
    found = ratio(float(scores[answered].sum()), int(answered.sum()))
    return Measured(
        found,
        None if found.of else Why("no_answers"),
        {"responses": ratio(int(among.sum()), len(attendees))},
        left_out(
            {
                "no_score": int((~answered).sum()),
                "attendance_unnoted": len(np.unique(groups[~among])),
            }
        ),
    )
