"""Jobs that never succeeded, and months that nobody reported, each with its way out."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.i18n.hold_text import registry_name
from sheets_sync.i18n.run_slots import slot_in_words
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.planning.scheduled_jobs import CHECK
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.silent_jobs import SilentJob, silent_jobs


def silent(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """What no run tells of: there was none. That a job has grown silent is told with its run."""
    names = [registry.id for registry in query.registries]
    for one in silent_jobs(query.settings, ledger, names, query.now):
        if one.never:
            yield _issue(one, "run_never", query)
        elif one.slot:
            yield _issue(one, "report_lapsed" if one.lapsed else "report_late", query)


def never_begun(query: IssueQuery, set_up_at: dt.datetime | None) -> Iterator[Issue]:
    """A set-up without a ledger, long after its config file was written: nobody ever ran it."""
    patience = dt.timedelta(hours=query.settings.schedule.alarm_hours)
    if set_up_at is not None and set_up_at < query.now - patience:
        yield _issue(SilentJob(EVERY, CHECK, set_up_at, never=True), "run_never", query)


def _issue(one: SilentJob, kind: str, query: IssueQuery) -> Issue:
    say = query.sentences
    since = one.since.astimezone(query.settings.timezone)
    words = {
        "registry": registry_name(one.registry, say),
        "job": say(f"jobs.names.{one.job}"),
        "slot": slot_in_words(one.slot, say) if one.slot else "",
        "month": one.slot,
        "since": since,
    }
    facts: dict[str, object] = {
        "registry": one.registry,
        "job": one.job,
        "slot": one.slot or None,
        "since": since.isoformat(),
    }
    way = say(f"jobs.ways.{kind}", **words)
    return Issue(kind, say(f"jobs.status.{kind}", **words), way, unhealthy=True, facts=facts)
