"""Changes of announced sessions, looked for and told at once, whatever the day's reminders did.

`run` and `serve` call it as often as they look; where nobody waits for a session, or the workbook
says that it has not changed, it is not read and nothing is written.
"""

from collections.abc import Callable

from jobs.cli.context import JobContext
from jobs.pipeline.look_before_mail import look_before_mail
from jobs.pipeline.per_registry import each_registry
from jobs.pipeline.refresh_log_tab import show_sent
from jobs.pipeline.reminder_sending import open_reminder_sending
from jobs.pipeline.seen_pulses import SeenPulses
from jobs.pipeline.send_alerts import send_alerts
from jobs.terminal.reminders import show_reminders
from sheets_sync.delivery.ledger_guard import guard_ledger, keep_mark
from sheets_sync.delivery.mail_permission import next_opening, why_no_mail
from sheets_sync.delivery.session_changes import send_session_changes
from sheets_sync.delivery.unheard_items import untold_sessions
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.scheduling.awaited_sessions import awaited_registries, changes_to_retry
from sheets_sync.settings import RegistrySettings


def tell_session_changes(
    context: JobContext, ledger: Ledger, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Tell what has changed; 1 where a registry could not be read.

    At hours at which nobody may be mailed only that is looked for, of which it will be too late:
    the agency's contact is told, who may tell people otherwise.
    """
    settings = context.settings
    applied = context.options.apply
    opening = next_opening(settings, context.now)
    awaited = awaited_registries(ledger, context.now, opening)
    if not awaited or why_no_mail(settings, looking=context.looking, applied=applied):
        return 0
    batch, pulses = BatchResult(), SeenPulses(settings)
    again = changes_to_retry(ledger, context.now) if opening <= context.now else frozenset()
    guard_ledger(ledger, settings, now=context.now)

    def look(registry: RegistrySettings) -> None:
        if registry.id in awaited and (pulses.is_news(registry) or registry.id in again):
            look_before_mail(context, registry, ledger, batch, between=True)

    code = each_registry(context, look)
    if not batch.registries:
        return code
    sending = open_reminder_sending(context, batch, ledger, stopping)
    result = send_session_changes(batch, sending)
    if opening <= context.now:  # what may not be mailed yet is looked at again
        pulses.keep(one.registry.id for one in batch.checked)
    if result is not None:
        show_sent(context, batch.checked, ledger, result)
        keep_mark(ledger, settings)
        show_reminders(context, result)
    if untold_sessions(ledger, batch.registries):
        send_alerts(context, BatchResult(), ledger)
    return code
