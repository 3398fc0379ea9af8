"""What will be mailed next, as the outbox tab shows it: today's reminders, or the next day's."""

import datetime as dt
from dataclasses import replace

from sheets_sync.checking.rounds import gather_rounds
from sheets_sync.checking.run_rules import validate
from sheets_sync.checking.steps import Progress
from sheets_sync.delivery.day_plan import plan_day
from sheets_sync.delivery.volume_guard import preview_volume_guard
from sheets_sync.mail.ledger_records import EVERY, Run
from sheets_sync.planning.reminders.data_errors import data_mail_since
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.planning.scheduled_jobs import REMIND
from sheets_sync.planning.working_days import agency_days, own_holidays
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.snapshot import read_snapshot
from sheets_sync.rules import RULES


def plan_next_sending(checked: CheckResult, ledger: Ledger, *, now: dt.datetime) -> ReminderPlan:
    """Today's reminders of one registry, or the next working day's where today's are over.

    They are over when the day is not worked, or when reminders have been sent already. Far more
    than usual is not mailed, and not planned, until a person has confirmed it.
    """
    today = now.date()
    calendar = agency_days(today, own_holidays(checked.snapshot))
    over = any(_day_of(run) == today for run in ledger.runs.slots(EVERY, REMIND).values())
    day = calendar.on_or_after(today + dt.timedelta(days=over))
    then = now
    if day != today:
        then = dt.datetime.combine(day, checked.settings.reminders_leave_at, now.tzinfo)
        checked = as_if_nobody_types(checked, day)
    return preview_volume_guard(plan_day([checked], ledger, now=then), ledger, now=now)


def as_if_nobody_types(checked: CheckResult, day: dt.date) -> CheckResult:
    """The same workbook as it stands on another day, as far as reminders depend on it.

    It is typed anew, for what a date means depends on the day. The rules are asked again only
    where that day's letters tell of findings: on other days the plan cannot differ by them.
    """
    snapshot = read_snapshot(checked.workbook, checked.schema, day, checked.settings.rules)
    progress = Progress(gather_rounds(snapshot), checked.settings.steps)
    then = replace(checked.context, snapshot=snapshot, progress=progress)
    calendar = agency_days(day, own_holidays(snapshot))
    told = data_mail_since(day, calendar, checked.settings.reminders.data) is not None
    return replace(checked, context=then, findings=validate(then, RULES if told else ()))


def _day_of(run: Run) -> dt.date:
    return dt.date.fromisoformat(run.slot.partition("#")[0])
