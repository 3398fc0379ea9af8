"""The numbers that a monitor draws and alarms by: names and help in English, no personal data."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.delivery.letters_that_went import is_on_trial
from sheets_sync.delivery.reminder_run import left_by
from sheets_sync.mail.delivery import DOUBTFUL, OPEN
from sheets_sync.mail.ledger_records import RunState
from sheets_sync.mail.next_action import is_over
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.job_states import JobState, job_states, serve_state
from sheets_sync.scheduling.silent_jobs import silent_jobs
from sheets_sync.settings import Settings

SERVE_UP = "cop_steward_serve_up"


@dataclass(frozen=True, slots=True)
class Gauge:
    """One number of one series."""

    name: str
    help: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


def gauges(
    settings: Settings, ledger: Ledger, now: dt.datetime, live: Mapping[str, Any] | None
) -> tuple[Gauge, ...]:
    """Everything there is to tell at this moment; `live` is what live checks say of themselves."""
    names = [registry.id for registry in settings.registries]
    silent = silent_jobs(settings, ledger, names, now)
    serve = serve_state(ledger)
    letters = ledger.letters.standing(states=OPEN)
    waiting = sum(not is_over(letter, now) for letter in letters)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        Gauge("cop_steward_time_seconds", "When these numbers were taken.", now.timestamp()),
        Gauge(
            SERVE_UP,
            "1 while a scheduler is at work.",
            float(serve is not None and serve.is_at_work(now)),
        ),
        Gauge(
            "cop_steward_silent_jobs",
            "Jobs without a success for longer than schedule.alarm_hours.",
            len(silent),
        ),
        *(
            gauge
            for one in job_states(settings, ledger, names, now)
            for gauge in _of_job(one, ledger, waiting)
        ),
        Gauge(
            "cop_steward_letters_waiting",
            "Letters that are still to go.",
            waiting,
        ),
        Gauge(
            "cop_steward_letters_in_doubt",
            "Letters of which nobody knows whether they arrived.",
            len(ledger.letters.standing(states=DOUBTFUL)),
        ),
        Gauge(
            "cop_steward_letters_sent_today",
            "Letters handed over since midnight.",
            ledger.letters.count_sent(since=midnight, with_files=is_on_trial(settings)),
        ),
        Gauge(
            "cop_steward_holds",
            "Events that wait for a person.",
            len(ledger.holds.waiting()),
        ),
        *_of_live(live),
    )


def _of_job(one: JobState, ledger: Ledger, waiting: int) -> Iterator[Gauge]:
    labels = {"registry": one.registry, "job": one.job}
    success = ledger.runs.last_success(one.registry, one.job)
    yield Gauge(
        "cop_steward_job_last_success_seconds",
        "When the job last succeeded; 0 where it never has.",
        0.0 if success is None else success.timestamp(),
        labels,
    )
    if one.last is not None:
        # What a run left may have gone since by another one, as `status` says, too.
        is_made_up_for = left_by(one.last) > 0 and not waiting
        failed = one.last.state is RunState.FAILED and not is_made_up_for
        yield Gauge(
            "cop_steward_job_failed",
            "1 where the job's last run failed, and what it left has not gone since.",
            float(failed),
            labels,
        )
    if one.next is not None:
        yield Gauge(
            "cop_steward_job_next_seconds",
            "When the calendar wants the job next.",
            one.next.timestamp(),
            labels,
        )


def _of_live(live: Mapping[str, Any] | None) -> Iterator[Gauge]:
    if live is None:
        return
    for one in live["registries"]:
        if one["delay_seconds"] is not None:
            yield Gauge(
                "cop_steward_flag_delay_seconds",
                "From an edit to its flag.",
                float(one["delay_seconds"]),
                {"registry": str(one["registry"])},
            )
    google = live.get("google")
    if google:
        used, most = float(google["reads_last_minute"]), float(google["limit"])
        yield Gauge("cop_steward_google_reads", "Reads of the Sheets API in the last minute.", used)
        yield Gauge("cop_steward_google_reads_limit", "The most that are allowed.", most)
