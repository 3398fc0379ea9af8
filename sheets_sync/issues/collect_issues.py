"""What a person should know of, each with its way out: the machine, runs, holds, channels."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from sheets_sync.delivery.bounces import count_unmatched
from sheets_sync.delivery.hold_events import event_of, is_due
from sheets_sync.delivery.holds import CHANGED, ERASED, RETURNS, SILENT
from sheets_sync.delivery.ledger_guard import forgotten, kept_mark
from sheets_sync.delivery.sent_log import is_copied
from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.i18n.hold_text import (
    HoldEvent,
    how_to_confirm,
    registry_name,
    what_happened,
    what_is_wrong,
)
from sheets_sync.i18n.smtp_text import cause_of, channel_cause, said_there, why_it_rests
from sheets_sync.issues.agency_wording import agency_logo, agency_wording
from sheets_sync.issues.blind_tabs import blind_tabs
from sheets_sync.issues.host_folders import examine_folders
from sheets_sync.issues.issue import Issue, urgent_first
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.issues.silence import silent
from sheets_sync.issues.undelivered_mail import letters
from sheets_sync.issues.unfinished_runs import runs, still_open
from sheets_sync.issues.unheard import capped_with_a_date, unheard
from sheets_sync.issues.unwritten_results import unwritten_results
from sheets_sync.mail.ledger_records import EVERY, Hold
from sheets_sync.out_of_reach import why_kept
from sheets_sync.planning.mail_guards import clock_behind, restored
from sheets_sync.ports import Ledger

_FORMS = {CHANGED: "hold_person", RETURNS: "hold_returns", ERASED: "hold_erased"}
"""What is held, where that is not all mail of a registry."""
SCARCE = 50
"""Megabytes of free disk below which the next run may not be able to write anything down."""


def collect_issues(query: IssueQuery, ledger: Ledger) -> list[Issue]:
    """Everything there is: what is wrong first, and of that the most general."""
    return urgent_first(
        [
            *folders(query),
            *_dangers(query, ledger),
            *held(query, ledger),
            *channels(query, ledger),
            *runs(query, ledger),
            *silent(query, ledger),
            *blind_tabs(query, ledger),
            *unwritten_results(query, ledger),
            *_hook(query, ledger),
            *_letters(query, ledger),
            *_unmatched(query, ledger),
            *_contact(query),
            *_copy_of_sent(query),
            *agency_wording(query, ledger),
            *agency_logo(query),
            *_unreachable(query, ledger),
            *unheard(query, ledger),
            *capped_with_a_date(query, ledger),
        ]
    )


def folders(query: IssueQuery) -> Iterator[Issue]:
    """Folders that no run could write to, and a disk without room."""
    say = query.sentences
    for seen in examine_folders(query.settings):
        room = seen.facts.get("megabytes", 0)
        if seen.state == "bad" and isinstance(room, int) and room < SCARCE:
            name = f"doctor.{seen.name}"
            facts = {key: str(fact) for key, fact in seen.facts.items()}
            what, way = say(f"{name}.bad", **facts), say(f"{name}.hint", **facts)
            shown: dict[str, object] = {key: facts[key] for key in facts if key != "kind"}
            yield Issue(seen.name, what, way, unhealthy=True, facts=shown)


def _copy_of_sent(query: IssueQuery) -> Iterator[Issue]:
    """The list of what left, where it can only stand beside the ledger that it guards."""
    if query.settings.mail.transport == "smtp" and not is_copied(query.settings):
        say, folder = query.sentences, str(query.settings.state)
        what, way = (say(f"doctor.sent-copy.{part}", folder=folder) for part in ("note", "hint"))
        yield Issue("sent-copy", what, way, unhealthy=False, facts={"folder": folder})


def _dangers(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """What the next run would hold all mail for, if nothing holds it yet."""
    if query.looking:
        return
    say, mark = query.sentences, ledger.mark()
    waiting = {hold.kind for hold in ledger.holds.standing(EVERY)}
    seen = (
        restored(mark, kept_mark(query.settings)) or forgotten(ledger, query.settings),
        clock_behind(query.now, mark.newest),
    )
    for alarm in seen:
        if alarm is not None and alarm.danger not in waiting:
            event = HoldEvent(alarm.danger, EVERY, "", facts=alarm.facts)
            what = say(
                "jobs.status.danger",
                why=say(f"letters.held.{alarm.danger}"),
                what=what_happened(event, say, query.settings.timezone),
            )
            way = f"{what_is_wrong(event, say)} {say('jobs.ways.danger')}"
            yield Issue(alarm.danger, what, way, unhealthy=True, facts=dict(alarm.facts))


def held(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """Every hold, with the number of mails that wait for it today."""
    holds = _of_registries(query, ledger)
    if not holds:
        return
    say, schema = query.sentences, query.read_schema()
    waiting = Counter(
        skip.detail.rpartition(" ")[2] for skip in skipped_today(ledger, now=query.now)
    )
    for hold in sorted(holds, key=lambda hold: hold.kind):
        event = event_of(hold, say.language, schema)
        what = what_happened(event, say, query.settings.timezone)
        registry = registry_name(hold.registry, say)
        since = hold.opened_at.astimezone(query.settings.timezone)
        form = _FORMS.get(hold.kind, "hold_every" if hold.registry == EVERY else "hold_mail")
        to_mend = what_is_wrong(event, say)
        of_all = how_to_confirm(HoldEvent(hold.kind, EVERY, say("jobs.ways.code")), say)
        yield Issue(
            "hold",
            say(f"jobs.status.{form}", registry=registry, what=what, since=since),
            f"{to_mend} {how_to_confirm(event, say)}",
            unhealthy=True,
            facts={
                "registry": hold.registry,
                "hold": hold.kind,
                "subject": hold.subject,
                "event": what,
                "code": hold.code,
                "since": since.isoformat(),
                "waiting": waiting[hold.code],
            },
            item=hold.code,
            line=say("jobs.status.hold_line", what=what, since=since, code=hold.code),
            way_out_of_all=f"{to_mend} {of_all}",
        )


def _letters(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """Letters astray, without those that wait for nothing but a channel told of already."""
    pauses = ledger.channels.waiting(now=query.now).values()
    causes = {said_there(pause, query.sentences) for pause in pauses}
    for one in letters(query, ledger):
        if one.kind != "letter_deferred" or one.facts["reply"] not in causes:
            yield one


def _unmatched(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """Mails that came back of which nobody knows which letters they were."""
    count, say = count_unmatched(ledger, query.now), query.sentences
    if count:
        yield Issue(
            "returns_unmatched",
            say("jobs.status.returns_unmatched", count=count),
            say("jobs.ways.returns_unmatched"),
            unhealthy=False,
            facts={"count": count},
        )


def _hook(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """A webhook that does not take what it is told."""
    url, behind = query.settings.hooks.url, ledger.hooks.state()
    count = behind.waiting + behind.given_up
    if url is None or not count or behind.since is None:
        return
    say, zone = query.sentences, query.settings.timezone
    host, since = urlsplit(url).hostname or "–", behind.since.astimezone(zone)
    form = "hook_given_up" if behind.given_up else "hook_waits"
    facts = {"host": host, "count": count, "since": since, "said": behind.said}
    yield Issue(
        form,
        say(f"jobs.status.{form}", **{**facts, "said": why_kept(behind.said)}),
        say(f"jobs.ways.{form}"),
        unhealthy=behind.given_up > 0,
        facts={**facts, "since": since.isoformat()},
    )


def _contact(query: IssueQuery) -> Iterator[Issue]:
    if query.settings.agency.contact is None:
        say = query.sentences
        what, way = say("jobs.status.no_contact"), say("jobs.ways.no_contact")
        yield Issue("no_contact", what, way, unhealthy=False)


def _unreachable(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """People who would have got a mail today and have no address: the rows are to be filled.

    That the HR group has none is a matter of its own.
    """
    found = [
        one
        for one in skipped_today(ledger, now=query.now)
        if (one.reason, one.kind) == ("no-address", "digest") and one.detail != "hr"
    ]
    if found:
        say = query.sentences
        yield Issue(
            "no_address",
            say("jobs.status.no_address", count=len(found)),
            say("jobs.ways.no_address"),
            unhealthy=False,
            facts={"people": [one.detail or say("jobs.status.unnamed") for one in found]},
        )


def channels(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """Every mail channel at rest; what to mend where the reason is in our own settings."""
    say, left = query.sentences, still_open(ledger, now=query.now)
    for name, pause in ledger.channels.waiting(now=query.now).items():
        until = pause.until.astimezone(query.settings.timezone)
        way = say("jobs.ways.channel_paused", channel=name)
        cause, settings = channel_cause(pause)
        known: dict[str, object] = {}
        if f"jobs.mail_causes.{cause}" in say:
            known = {"cause": cause, "settings": settings}
        yield Issue(
            "channel_paused",
            say(
                "jobs.status.channel_paused",
                channel=name,
                until=until,
                why=why_it_rests(pause, say),
                left=say("jobs.status.channel_left", count=left) if left else "",
            ),
            " ".join(filter(None, (cause_of(pause, say), way))),
            unhealthy=True,
            facts={
                "channel": name,
                "until": until.isoformat(),
                "why": pause.why,
                "left": left,
                **known,
            },
            item=name,
        )


def _of_registries(query: IssueQuery, ledger: Ledger) -> list[Hold]:
    wanted = {EVERY, *(registry.id for registry in query.registries)}
    waiting = ledger.holds.waiting()
    return [
        hold
        for hold in waiting
        if hold.registry in wanted
        and hold.kind != SILENT  # told as runs are
        and is_due(hold, query.settings, query.now)
    ]
