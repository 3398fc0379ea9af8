"""The settings, typed: every field is one entry of `config/service.toml`, named by its path."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

Language: TypeAlias = Literal["th", "en"]
Level: TypeAlias = Literal["off", "info", "warning", "error"]
Role: TypeAlias = Literal[
    "coordinator", "lead_expert", "members", "experts", "member", "supervisor", "hr"
]


@dataclass(frozen=True, slots=True)
class AgencySettings:
    """Whose registry it is, and whom mail may reach."""

    name: str
    allowed_domains: tuple[str, ...]
    """Lower case; nobody outside them is ever mailed."""
    contact: str | None
    """The HR group's address: Reply-To, and where alarms go."""
    editors: tuple[str, ...]
    """Addresses, besides the coordinators', that get links into the sheet."""
    logo: Path | None = None
    """A picture at the head of report, evidence and memo."""
    letterhead: tuple[str, ...] = ()
    """Lines beneath the agency's name there."""


@dataclass(frozen=True, slots=True)
class LinkedWorkbookSettings:
    """Another workbook in which a registry keeps some of its tabs."""

    path: Path | None
    """Absolute; set where it is a local file."""
    spreadsheet: str | None
    """The bare id; set where it is a Google spreadsheet."""
    credentials: Path | None
    """The service account's file; None means the one of the registry."""
    tabs: tuple[str, ...]
    """The tables that are read from it, and those of the service's own tabs that stand there."""
    titles: Mapping[str, tuple[str, ...]] = field(hash=False)
    """By table, what its tabs are called there, where that is none of the schema's titles."""
    write: bool
    """Whether the service writes its tabs and status columns there."""
    private: bool
    """Whether what it says must not be shown in the registry's main workbook."""


@dataclass(frozen=True, slots=True)
class SharedViewSettings:
    """A Google spreadsheet that one unit, or coordinator, reads its own rows in."""

    of: str
    """The unit's name, or the coordinator's staff number."""
    spreadsheet: str | None
    """The bare id; set wherever a config file was read."""
    credentials: Path | None
    """The service account's file; None means the one of the registry."""


@dataclass(frozen=True, slots=True)
class RegistrySettings:
    """One workbook, and the tabs of others that belong to it."""

    id: str
    store: Literal["xlsx", "google"]
    path: Path | None
    """Absolute; set exactly when the store is xlsx."""
    spreadsheet: str | None
    """The bare id; set exactly when the store is google."""
    credentials: Path | None
    """The service account's file; None means the ambient account."""
    elsewhere: tuple[LinkedWorkbookSettings, ...] = ()
    view: tuple[SharedViewSettings, ...] = ()
    address: str = ""
    """Where people open it, as mails say it; empty where nobody said so."""
    skip_unchanged: bool = False
    """Whether Drive is asked first, so that an unchanged spreadsheet is not read again."""
    name: str = ""
    """What people read instead of the id."""


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder of the account that mails are sent from, looked into by IMAP."""

    host: str | None
    port: int
    security: Literal["starttls", "tls", "none"]
    folder: str
    """Empty means the one that the server marks as sent mail."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How letters leave. Secrets are only pointed at, never held."""

    transport: Literal["outbox", "smtp"]
    live: bool
    outbox: Path
    sender: str | None
    sender_name: str
    host: str | None
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str | None
    password_file: Path | None
    password_env: str | None
    token_command: tuple[str, ...]
    token_file: Path | None
    timeout_seconds: int
    unreachable_days: int
    """So many days in a row put off, and an address gets no more mail until a person looked."""
    connections: int
    """How many are used at once; a crash leaves at most so many mails in doubt."""
    mails_per_connection: int
    """After so many a new connection is opened; 0 for never."""
    ca_file: Path | None
    sent: MailFolder
    """Where it is looked up whether an uncertain letter went out."""
    return_path: str | None
    """Where undeliverable mail comes back to; None means the sender."""
    returns: MailFolder
    """Where it is looked up what came back."""


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """Where the memory of the service is."""

    url: str
    """A sqlite URL has an absolute path."""
    url_env: str | None
    """The environment variable that holds the URL instead."""


@dataclass(frozen=True, slots=True)
class FleetSettings:
    """Many registries in one database, and how what they share is shared."""

    enabled: bool
    credentials: tuple[Path, ...]
    """The service accounts that take turns at registries without one of their own."""
    account_per_minute: int
    """Reads, and as many writes, that Google allows one account."""
    project_per_minute: int
    """And all accounts of one project together."""
    use_percent: int
    """How much of that is used."""
    processes: int
    """How many of them one `worker` starts."""
    live_percent: int
    """Of the reads that are used, for live flags; 0 for none at Google."""
    tries: int
    """So often in a row work on a registry may end without a word before it is set aside."""


@dataclass(frozen=True, slots=True)
class StepSettings:
    """When each step is due, in days; step 5 is due at the end of the plan's period."""

    topic_days: int
    members_days: int
    experts_days: int
    plan_days: int
    evaluation_days: int
    follow_up_days: int


@dataclass(frozen=True, slots=True)
class DataReminder:
    """Data to mend: once a week."""

    to: tuple[Role, ...]
    working_day: int
    """Which working day of the week, from 1."""


@dataclass(frozen=True, slots=True)
class StepReminder:
    """A step due soon, due, overdue."""

    to: tuple[Role, ...]
    copy: tuple[Role, ...]
    copy_steps: tuple[int, ...]
    before_days: int
    every_working_days: int
    at_most: int


@dataclass(frozen=True, slots=True)
class SessionReminder:
    """A session coming up, moved or cancelled."""

    to: tuple[Role, ...]
    before_working_days: int
    changes: bool
    invitation: bool
    hours: float
    """How long one takes where the workbook does not say."""


@dataclass(frozen=True, slots=True)
class RecordReminder:
    """A session that was held and is not recorded."""

    to: tuple[Role, ...]
    after_days: int


@dataclass(frozen=True, slots=True)
class MissingReminder:
    """Evaluations or follow-ups that are missing; their days are those of a step."""

    to: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """What follows when reminders did not help."""

    to: tuple[Role, ...]
    after_reminders: int


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """Who is reminded of what, when, and how often at most."""

    window_start: dt.time
    window_end: dt.time
    per_month: int
    quiet_days: int
    effective_from: dt.date | None
    data: DataReminder
    step: StepReminder
    session: SessionReminder
    record: RecordReminder
    evaluation: MissingReminder
    follow_up: MissingReminder
    escalation: Escalation


@dataclass(frozen=True, slots=True)
class FormSettings:
    """Where people without the spreadsheet answer; addresses with {community} and {person}."""

    evaluations: str | None
    followups: str | None


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """When the jobs run, in the configured time zone."""

    check_at: tuple[dt.time, ...]
    remind_at: dt.time
    report_at: dt.time
    draft_working_day: int
    send_working_day: int
    alarm_hours: int
    live: bool
    settle_seconds: int
    live_megabytes: int
    live_in_synced_folders: bool
    deadline_minutes: int
    retry_minutes: int
    at_once: int


@dataclass(frozen=True, slots=True)
class MonitoringSettings:
    """What a monitor is told."""

    ping_check: str | None
    ping_remind: str | None
    ping_report: str | None
    ping_serve: str | None
    ping_method: Literal["GET", "POST"]
    ping_seconds: int
    metrics_file: Path | None
    metrics_port: int
    """On the loopback address; 0 is none."""


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """The monthly report."""

    folder: Path
    to: tuple[str, ...]
    """Managers: their copy names no member."""
    hr_to: tuple[str, ...]
    """HR: their copy has the names. Empty means the agency's contact."""
    small_group: int
    periods: tuple[int, ...]
    memo: bool
    """Whether a covering memo stands before the PDF."""
    memo_unit: str
    memo_number: str
    memo_to: str
    memo_signers: tuple[str, ...]
    """Each `name | position`."""


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """Notices to chat rooms."""

    addresses_file: Path | None
    reports: bool
    alarms: bool


@dataclass(frozen=True, slots=True)
class HookSettings:
    """A web address that programs of the agency listen at."""

    url: str | None
    secret_file: Path | None
    secret_env: str | None
    seconds: int


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Thresholds of the rules, and the severities that the agency changed."""

    plausible_years: int
    cell_length: int
    results_days: int
    sessions_missing_days: int
    session_plan_days: int
    member_count_percent: int
    max_session_hours: float
    stalled_days: int
    severity: Mapping[str, Level] = field(hash=False)
    """By rule name; only the rules whose severity the agency changed."""


@dataclass(frozen=True, slots=True)
class GuardSettings:
    """Beyond these the service stops and asks a person."""

    shrunk_rows: int
    shrunk_percent: int
    mails_per_run: int
    mails_per_day: int


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How large a local workbook may be."""

    file_megabytes: int
    unpacked_megabytes: int
    cells: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Flags:
    """What the service writes into its own tabs."""

    fold_percent: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is kept about people is kept."""

    mails_months: int
    findings_months: int
    changes_months: int
    changes_most: int
    """Of what changed in a registry's records, the newest."""
    log_days: int
    copies_days: int
    """Of a local workbook: the version of each day before the service's first writing."""


@dataclass(frozen=True, slots=True)
class LetterTexts:
    """Lines of the letters in the agency's own words; None where ours stand."""

    greeting: str | None = None
    signature: str | None = None
    contact_line: str | None = None


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """Workbooks that hold the rows of one unit, or of one coordinator, alone."""

    by: Literal["off", "unit", "coordinator"]
    folder: Path
    private: bool
    """Whether rows of a private workbook are in them."""


@dataclass(frozen=True, slots=True)
class YearSettings:
    """The close of the fiscal year, and the holidays of the year to come."""

    show_before_days: int
    show_after_days: int
    rows_in_tab: int
    """So many rows of new rounds the to-do tab shows; more are in the workbook of `year` alone."""
    archive: Path
    """Where the workbooks of years that are over are kept."""
    holidays_confirmed: int
    """The last calendar year (B.E.) whose holidays HR has compared with the cabinet's list."""
    holidays_from_month: int
    """From this month on the holidays of the next year are asked about."""


@dataclass(frozen=True, slots=True)
class Backup:
    """Where copies of the service's memory go."""

    folder: Path
    keep: int


@dataclass(frozen=True, slots=True)
class Log:
    """What the service writes about its own work."""

    format: Literal["auto", "text", "json"]
    file: Path | None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, checked and complete."""

    language: Language
    timezone: ZoneInfo
    thai_digits: bool
    schema: Path | None
    templates: Path | None
    translation: str | None
    """The folder of a language that the agency translated; what lacks there is in `language`."""
    state: Path
    agency: AgencySettings
    mail: MailSettings
    ledger: LedgerSettings
    fleet: FleetSettings
    steps: StepSettings
    reminders: ReminderSettings
    forms: FormSettings
    schedule: ScheduleSettings
    monitoring: MonitoringSettings
    reports: ReportSettings
    notify: NotifySettings
    hooks: HookSettings
    rules: RuleSettings
    guard: GuardSettings
    reading: ReadingSettings
    flags: Flags
    retention: Retention
    letters: LetterTexts
    year: YearSettings
    views: ViewSettings
    backup: Backup
    log: Log
    registries: tuple[RegistrySettings, ...]
    folder: Path
    """Where relative paths start: the config file's folder."""
    source: Path | None = None
    """The config file; None for bare defaults."""
    confirmations: tuple[str, ...] = ()
    """Codes that people typed into the workbook's settings tab to confirm an event."""
    member: str = ""
    """Which registry of a fleet these are the settings of; its ledger has that name."""

    @property
    def registry_names(self) -> Mapping[str, str]:
        """What people read instead of the IDs, where no two of them read the same."""
        alone = self.agency.name if len(self.registries) == 1 else ""
        names = {one.id: one.name or alone for one in self.registries}
        times = Counter(names.values())
        return {known: name for known, name in names.items() if name and times[name] == 1}

    @property
    def reminders_leave_at(self) -> dt.time:
        """When the day's reminders leave: at their time, but not before the window opens."""
        return max(self.schedule.remind_at, self.reminders.window_start)
