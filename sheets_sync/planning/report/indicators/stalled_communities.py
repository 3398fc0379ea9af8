"""7: the communities that fell asleep."""

from sheets_sync.planning.report.indicators.values import Measured, not_known, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.stalled_rounds import stalled_rounds


def stalled_communities(view: View) -> Measured:
    """Active rounds for which the rule `community-stalled` spoke, of all active rounds."""
    if view.context.settings.rules.severity.get("community-stalled") == "off":
        return not_known("rule_off")
    return share(len(stalled_rounds(view.context, view.end)), len(view.end.active))
