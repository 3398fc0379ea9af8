"""21, 22, 24: what was put to use, how sure that is, and what stood in the way."""

from collections import Counter

import numpy as np

from sheets_sync.planning.report.indicators.coverage import APPLICATION
from sheets_sync.planning.report.indicators.values import (
    Figure,
    Measured,
    count,
    number,
    ratio,
    share,
)
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month_rows import at
from sheets_sync.registry.cells import Mask, Rows
from sheets_sync.registry.people import NOBODY

APPLIED = ("yes", "partly")


def application_rate(view: View) -> Measured:
    """Members who put it to use, wholly or partly, of those followed up with an answer.

    The bounds are over members whose follow-up is due: if none, or all, of the others did.
    """
    rows, answers = _answers(view)
    yes, partly, no = (int((answers == word).sum()) for word in ("yes", "partly", "no"))
    end = view.end
    due = end.fell_due(APPLICATION) & end.is_counted[:-1]
    is_due = due[at(view.context.table("followups")["community"], rows)]
    everybody = len(end.memberships(np.flatnonzero(due)))
    used = int((np.isin(answers, APPLIED) & is_due).sum())
    answered = int((np.isin(answers, (*APPLIED, "no")) & is_due).sum())
    followed_up = yes + partly + no
    mine = end.of_rounds(np.flatnonzero(due))
    return share(
        yes + partly,
        followed_up,
        parts={
            "lowest": ratio(used, everybody),
            "highest": ratio(used + everybody - answered, everybody),
            "yes": ratio(yes, followed_up),
            "partly": ratio(partly, followed_up),
            "early": number(followed_up - answered),
            "supervisor_rating": _rated_by_supervisors(view, rows),
        },
        exclusions={
            "no_person": int((end.unknown_members & mine).sum()),
            "no_answer": len(rows) - followed_up,
        },
    )


def _rated_by_supervisors(view: View, rows: Rows) -> Figure:
    """The sum of the supervisors' ratings of these follow-ups, and how many there are."""
    ratings = at(view.context.table("followups")["supervisor_rating"], rows)
    given = ratings[~np.isnan(ratings)]
    return ratio(float(given.sum()), len(given))


def confirmed_application(view: View) -> Measured:
    """Claims with an example, evidence, or the supervisor's word, of all claims."""
    rows, answers = _answers(view)
    claims = rows[np.isin(answers, APPLIED)]
    return share(int(confirmed(view)[claims].sum()), len(claims))


def confirmed(view: View) -> Mask:
    """For every follow-up, whether something but the claim itself speaks for it."""
    table = view.context.table("followups")
    told = ~table["how_applied"].blank_rows() | ~table["evidence"].blank_rows()
    supervisors = np.append(view.context.table("staff")["supervisor"].per_row(), NOBODY)
    assessor, person = table["assessor"].per_row(), table["person"].per_row()
    by_supervisor = (assessor == supervisors[person]) & (assessor != NOBODY)
    return np.asarray(told | by_supervisor)


def barriers(view: View) -> Measured:
    """Members who did not put it to use, by the reason they give; empty where there is none."""
    rows, answers = _answers(view)
    reasons = view.context.table("followups")["barrier"]
    found = Counter(str(reasons.at(int(row)) or "").strip() for row in rows[answers == "no"])
    ordered = sorted(found.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    of = sum(found.values())
    return count(of, parts={reason: ratio(n, of) for reason, n in ordered})


def _answers(view: View) -> tuple[Rows, "np.ndarray[tuple[int, ...], np.dtype[np.object_]]"]:
    rows = view.records.counted("followups")
    return rows, at(view.context.table("followups")["applied"], rows)
