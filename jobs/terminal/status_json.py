"""The state of the service as JSON: the object of `status.schema.json`."""

from dataclasses import asdict

from jobs.cli.context import JobContext
from jobs.terminal.status_model import Status
from sheets_sync.delivery.reminder_run import unread_of
from sheets_sync.issues.issue import Issue
from sheets_sync.mail.ledger_records import Run
from sheets_sync.scheduling.job_states import JobState, ServeState


def as_json(context: JobContext, status: Status) -> dict[str, object]:
    """The status as one object."""
    settings = context.settings
    return {
        "healthy": status.healthy,
        "runs": [_run(run) for run in status.runs],
        "next": {job: moment and moment.isoformat() for job, moment in status.upcoming.items()},
        "schedule": [_job(one) for one in status.jobs],
        "serve": _serve(context, status.serve),
        "live": status.live,
        "google": None if status.google is None else asdict(status.google),
        "mail": {
            "waiting": status.mail.backlog,
            "in_doubt": status.mail.doubtful,
            "sent_today": status.mail.today,
            "sent_this_month": status.mail.month,
            "in_doubt_today": status.mail.in_doubt,
            "not_sent_today": {name: len(who) for name, who in status.mail.skipped.items()},
            "not_sent_to": {name: list(who) for name, who in status.mail.skipped.items()},
            "most_per_run": settings.guard.mails_per_run,
            "most_per_day": settings.guard.mails_per_day,
            "most_per_person_and_month": settings.reminders.per_month,
        },
        "reports": [
            {
                "registry": registry,
                "period": one.period.name,
                "what": one.stage,
                "copy": one.copy,
                "day": one.day.isoformat(),
                "to": list(one.addresses),
                "outside_domains": list(one.outside),
            }
            for registry, coming in status.reports.items()
            for one in coming
        ],
        "backup": {
            "folder": str(settings.backup.folder),
            "made_at": status.backup and status.backup.made_at.isoformat(),
        },
        "matters": [issue_as_json(issue) for issue in status.issues],
    }


def issue_as_json(issue: Issue) -> dict[str, object]:
    """One matter; its facts beside its words."""
    return {
        "kind": issue.kind,
        "unhealthy": issue.unhealthy,
        **issue.facts,
        "what": issue.what,
        "way_out": issue.way_out,
        "answers": list(issue.answers),
    }


def _job(one: JobState) -> dict[str, object]:
    return {
        "registry": one.registry,
        "job": one.job,
        "last": None if one.last is None else _run(one.last),
        "next": one.next and one.next.isoformat(),
    }


def _serve(context: JobContext, serve: ServeState | None) -> dict[str, object] | None:
    if serve is None:
        return None
    return {
        "at_work": serve.is_at_work(context.now),
        "holder": serve.holder,
        "until": serve.until.isoformat(),
    }


def _run(run: Run) -> dict[str, object]:
    return {
        "registry": run.registry,
        "job": run.job,
        "slot": run.slot,
        "state": run.state,
        "unread": list(unread_of(run)),
        "finished_at": run.finished_at and run.finished_at.isoformat(),
    }
