"""Workbooks in which the last result could not be written, each with what to do about it."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.delivery.unwritten import UnwrittenResult, unwritten_result
from sheets_sync.i18n.kept_errors import hint_again, said_again
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.ports import Ledger


def unwritten_results(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """One for each registry; unhealthy at once where only a person can end it.

    What may pass is so once it has lasted as long as a job may be silent.
    """
    say = query.sentences
    patience = dt.timedelta(hours=query.settings.schedule.alarm_hours)
    for registry in query.registries:
        found = unwritten_result(ledger, registry.id)
        if found is None:
            continue
        since = found.since.astimezone(query.settings.timezone)
        why, way_out = _in_words(found, say)
        yield Issue(
            "result_unwritten",
            say("jobs.status.result_unwritten", registry=registry.id, since=since, why=why),
            way_out,
            unhealthy=not found.passes or query.now - since > patience,
            facts={
                "registry": registry.id,
                "since": since.isoformat(),
                "reasons": sorted({one.reason for one in found.left}) or ["error"],
            },
        )


def _in_words(found: UnwrittenResult, say: Sentences) -> tuple[str, str]:
    """Why, and the way out, which a reason that left something alone has in its own sentence."""
    if found.error:
        return said_again(found.error, say), hint_again(found.error, say)
    reasons: dict[str, list[str]] = {}
    for one in found.left:
        by = say("flags.written.reason.by", who=one.who) if one.who else ""
        reasons.setdefault(say(f"flags.written.reason.{one.reason}", by=by), []).append(one.what)
    told = [say("flags.written.left", what=what, reason=why) for why, what in reasons.items()]
    return " · ".join(told), say("jobs.ways.result_unwritten")
