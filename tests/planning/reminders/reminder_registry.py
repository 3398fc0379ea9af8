"""A small agency for the tests of reminders: rows by tab, checked as of a day."""

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path

from sheets_sync.checking.rounds import gather_rounds
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.run_rules import validate
from sheets_sync.checking.steps import Progress
from sheets_sync.mail.ledger_records import SessionVersion
from sheets_sync.planning.reminders.mail_history import MailHistory, RegistryHistory, Told
from sheets_sync.planning.reminders.plan_reminders import plan_reminders
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.session_versions import facts_of, likely_number
from sheets_sync.registry.declaration import read_schema
from sheets_sync.registry.snapshot import read_snapshot
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from sheets_sync.resources import resource
from sheets_sync.rules import RULES
from sheets_sync.settings.config_file import defaults

SCHEMA = read_schema(
    tomllib.loads(resource("config", "registry.toml").read_text(encoding="utf-8")), "registry.toml"
)
MONDAY = dt.date(2026, 11, 23)
HR = "hrd@agency.go.th"
_BARE = defaults(Path("/nowhere"))
SETTINGS = replace(
    _BARE,
    agency=replace(_BARE.agency, name="กรมตัวอย่าง", allowed_domains=("agency.go.th",), contact=HR),
    reminders=replace(_BARE.reminders, quiet_days=0),
)
LONG_AGO = RegistryHistory(first_day=dt.date(2026, 10, 1))
STAFF = [
    ("60001", "นายสมชาย ใจดี", "somchai"),
    ("60002", "นางสาวสุดา แก้วมณี", "suda"),
    ("60003", "มานะ อดทน", "mana"),
    ("60004", "นางปราณี สุขใจ", "pranee"),
    ("60005", "ดร.วิชัย ศรีสุข", "wichai"),
]


def staff(**changes):
    """The staff list; `somchai={"status": "ลา"}` changes one row."""
    rows = []
    for number, name, short in STAFF:
        row = {
            "staff_id": number,
            "full_name": name,
            "email": f"{short}@agency.go.th",
            "unit": "กองคลัง",
        }
        rows.append(row | changes.get(short, {}))
    return rows


def community(number=1, **changes):
    """A round that began on 1 October and lacks nothing of steps 1 to 3."""
    return {
        "community_id": f"C-{number:03d}",
        "name": f"กลุ่มที่ {number}",
        "topic": "กฎหมายพัสดุ",
        "areas": "8",
        "benefit": "ลดข้อผิดพลาด",
        "policy": "แผนพัฒนาบุคลากร",
        "coordinator": "60001",
        "starts_on": "1/10/2569",
        "status": "ดำเนินการ",
        "attested_by": "60004",
        "attested_on": "5/10/2569",
    } | changes


def plan(number=1, **changes):
    """A plan with all its elements, over in November."""
    return {
        "community": f"C-{number:03d}",
        "objectives": "เพื่อลดข้อผิดพลาด",
        "member_count": "2",
        "content": "ระเบียบพัสดุ",
        "period_start": "1/10/2569",
        "period_end": "31/12/2569",
        "techniques": "เรื่องเล่า",
        "speakers": "60005",
        "evaluation_method": "แบบทดสอบ",
        "follow_up_method": "สัมภาษณ์",
    } | changes


def session(number="1", **changes):
    """A session planned for 26 November, three working days after the Monday."""
    return {
        "session_id": f"S-{number}",
        "community": "C-001",
        "number": number,
        "planned_on": "26/11/2569",
        "topic": "การตรวจรับ",
        "activity_steps": "เล่าเรื่อง",
        "status": "แผน",
    } | changes


def rows(**changes):
    """A registry in which nothing is to be said; tabs given by name replace its rows."""
    return {
        "staff": staff(),
        "communities": [community()],
        "members": [
            {"community": "C-001", "person": "60002"},
            {"community": "C-001", "person": "60003"},
        ],
        "experts": [{"community": "C-001", "person": "60005", "expertise": "พัสดุ", "lead": "ใช่"}],
        "plans": [plan()],
        "sessions": [],
        "evaluations": [],
        "followups": [],
    } | changes


def workbook(tabs):
    """The tabs as a store reads them."""
    return RawWorkbook("registry.xlsx", tuple(_tab(name, rows) for name, rows in tabs.items()))


def _tab(name, data):
    tab = SCHEMA.tabs[name]
    columns = list(tab.columns)
    lines = [[tab.columns[column].words.th for column in columns]]
    lines += [[row.get(column) for column in columns] for row in data]
    return RawTab(tab.words.th, tuple(zip(*lines, strict=True)))


def check(tabs, today=MONDAY, *, settings=SETTINGS, memory=LONG_AGO, registry="main"):
    """The registry as the planner looks at it."""
    raw = tabs if isinstance(tabs, RawWorkbook) else workbook(tabs)
    snapshot = read_snapshot(raw, SCHEMA, today, settings.rules)
    progress = Progress(gather_rounds(snapshot), settings.steps)
    facts = RuleContext(snapshot, progress, settings)
    return RegistryView(registry, facts, validate(facts, RULES), memory)


def reminded(
    tabs,
    today=MONDAY,
    *,
    told=(),
    mails=None,
    last_run=None,
    sessions=None,
    at=None,
    unreachable=None,
    **changes,
):
    """The plan of one registry."""
    view = check(tabs, today, **changes)
    memory = MailHistory(
        tuple(told),
        mails or {},
        last_run,
        unreachable=unreachable or {},
        registries={view.registry: view.memory},
        sessions=versions_in(told) if sessions is None else sessions,
    )
    return numbered(plan_reminders([view], memory, today, at), memory)


def numbered(plan_, memory):
    """The plan with the numbers that a ledger would give."""
    mails = (
        mail.numbered(likely_number(mail, memory.sessions.get(mail.item.identity, ())))
        for mail in plan_.sessions
    )
    return replace(plan_, sessions=tuple(mails))


def versions_in(told):
    """What a ledger keeps of the sessions that were told, without what they were about."""
    found = {}
    for one in told:
        if one.sequence >= 0:
            versions = found.setdefault(one.identity, {})
            versions[one.sequence] = SessionVersion(one.identity, one.sequence, one.version, "{}")
    return {name: [versions[key] for key in sorted(versions)] for name, versions in found.items()}


def versions_after(plan_, known=()):
    """What a ledger keeps of sessions once everything in a plan has gone out."""
    found = {name: list(versions) for name, versions in dict(known).items()}
    for mail in plan_.sessions:
        item, number = mail.item, mail.session.sequence
        versions = found.setdefault(item.identity, [])
        if all(one.sequence != number for one in versions):
            versions.append(SessionVersion(item.identity, number, item.version, facts_of(mail)))
    return found


def said(plan_):
    """The digests in short: by address, what and at which stage."""
    return {
        digest.reader.address.partition("@")[0]: [
            (item.identity.partition("/")[2], item.stage) for item in digest.items
        ]
        for digest in plan_.mails
    }


def reasons(plan_):
    """What was left out, in short."""
    return sorted(
        (one.address.partition("@")[0], one.reason, one.item.identity.partition("/")[2])
        for one in plan_.left_out
    )


def after(plan_):
    """What the memory holds once everything in a plan has gone out."""
    return tuple(
        Told(
            mail.reader.address,
            plan_.day,
            item.identity,
            item.stage,
            item.version,
            item.copy,
            mail.reader.name,
            mail.session.sequence if mail in plan_.sessions else -1,
            item.person,
        )
        for mail in plan_.mails
        for item in mail.items
    )
