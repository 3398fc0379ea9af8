"""2: the competency areas that an active community serves."""

import numpy as np

from sheets_sync.planning.report.indicators.values import Measured, share
from sheets_sync.planning.report.indicators.view import View


def area_coverage(view: View) -> Measured:
    """Areas with an active community, of the ten; no target is set."""
    areas, active = view.context.table("communities")["areas"], view.end.active
    served = {code for row in active for code in areas.at(int(row)) or ()}
    known = view.context.snapshot.schema.areas
    without = [row for row in active if not areas.at(int(row))]
    return share(
        len(served & set(known)), len(known), exclusions={"no_area": len(np.asarray(without))}
    )
