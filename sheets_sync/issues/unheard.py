"""What somebody should have heard of and could not: steps, sessions, what a cap kept back."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.delivery.hold_events import names_of
from sheets_sync.delivery.holds import UNHEARD, event_facts
from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.ports import Ledger


def unheard(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """By registry, what neither whoever has to act nor the HR group could be told of."""
    say = query.sentences
    wanted = {registry.id for registry in query.registries}
    for hold in ledger.holds.standing(UNHEARD):
        if hold.subject not in wanted:
            continue
        facts = event_facts(hold)
        name = hold.kind.replace("-", "_")
        told = {"registry": hold.subject, "count": facts["count"], "named": names_of(hold, say)}
        what = say(f"jobs.status.{name}", **told)
        yield Issue(
            name,
            what,
            say(f"jobs.ways.{name}"),
            unhealthy=True,
            facts={"registry": hold.subject, **facts},
        )


def capped_with_a_date(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """What had a date and was kept back today by the cap on one person's mails."""
    say = query.sentences
    found: dict[str, dt.date] = {}
    for skip in skipped_today(ledger, now=query.now):
        _, _, day = skip.detail.partition(" ")
        if skip.reason == "capped" and day:
            found[skip.recipient or ""] = dt.date.fromisoformat(day)
    if found:
        people, first = sorted(found), min(found.values())
        yield Issue(
            "capped",
            say("jobs.status.capped", count=len(people), people=tuple(people), day=first),
            say("jobs.ways.capped"),
            unhealthy=True,
            facts={"people": people, "day": first.isoformat()},
        )
