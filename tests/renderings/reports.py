"""Small workbooks for the tests of the monthly report, and the reports made of them."""

import dataclasses
import datetime as dt

from sheets_sync.checking.rounds import gather_rounds
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import Progress
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.memory import NOTHING_KEPT
from sheets_sync.registry.snapshot import read_snapshot
from sheets_sync.registry.workbook import RawWorkbook
from tests.rules.workbooks import Sheet, found_in, our_schema, raw_sheet, settings_of

OCTOBER = dt.date(2026, 10, 1)
TODAY = dt.date(2026, 11, 22)
FIRST = 60001
PEOPLE = 40
FIRST_NAMES = ("กมล", "ขวัญ", "จันทร์", "ชูใจ", "ดวงแก้ว", "ธงชัย", "นภา", "บุญมี", "ปิติ", "ภูผา")
SURNAMES = ("แสงทอง", "วงศ์งาม", "มั่นคง", "รักเรียน")
DUTIES = ("การจัดซื้อจัดจ้างและบริหารพัสดุ", "การเงินและบัญชีภาครัฐ", "การพัฒนาระบบข้อมูลดิจิทัล")


def person(number):
    """The staff ID of the n-th colleague, counted from 1."""
    return FIRST + number - 1


def name_of(number):
    """That colleague's name without a title."""
    first, second = (number - 1) % len(FIRST_NAMES), (number - 1) // len(FIRST_NAMES)
    return f"{FIRST_NAMES[first]} {SURNAMES[second]}"


class Register:
    """A workbook in the making: rows by tab."""

    def __init__(self):
        self.tabs = {name: [] for name in our_schema().tabs}
        self.without = {}
        for number in range(1, PEOPLE + 1):
            self.tabs["staff"].append({
                "staff_id": person(number),
                "full_name": f"นาย{name_of(number)}",
                "email": f"staff{number}@agency.go.th",
                "unit": "กองคลัง",
            })  # fmt: skip

    def add(self, tab, **cells):
        self.tabs[tab].append(cells)
        return self

    def lack(self, tab, *columns):
        """Leave out columns: without one that is required nobody can read the tab."""
        self.without[tab] = columns
        return self

    def round(self, identifier, members=(), **cells):
        """A round that began on 1 July with its members, coordinated by the last colleague."""
        usual = {
            "name": f"กลุ่ม {identifier}",
            "topic": "หัวข้อ",
            "areas": "8",
            "benefit": "ประโยชน์",
            "policy": "นโยบาย",
            "unit": "กองคลัง",
            "coordinator": person(PEOPLE),
            "starts_on": dt.date(2026, 7, 1),
            "status": "ดำเนินการ",
            "attested_by": person(PEOPLE),
            "attested_on": dt.date(2026, 7, 5),
        }
        self.add("communities", community_id=identifier, **{**usual, **cells})
        for number in members:
            self.member(identifier, number)
        return self

    def member(self, community, number, **cells):
        usual = {"joined_on": dt.date(2026, 7, 2)}
        return self.add("members", community=community, person=person(number), **{**usual, **cells})

    def plan(self, community, **cells):
        return self.add("plans", community=community, **cells)

    def session(self, identifier, community, planned_on=None, held_on=None, **cells):
        return self.add(
            "sessions",
            session_id=identifier,
            community=community,
            planned_on=planned_on,
            held_on=held_on,
            **{"topic": "เรื่อง", **cells},
        )

    def came(self, session, number, attended="มา"):
        return self.add("attendance", session=session, person=person(number), attended=attended)

    def evaluation(self, community, number, day, result="ผ่าน", **cells):
        return self.add(
            "evaluations",
            community=community,
            person=person(number),
            evaluated_on=day,
            result=result,
            **cells,
        )

    def follow_up(self, community, number, day, applied="ใช่", **cells):
        return self.add(
            "followups",
            community=community,
            person=person(number),
            followed_up_on=day,
            applied=applied,
            **cells,
        )

    def facts(self, today=TODAY, **settings):
        sheets = [
            raw_sheet(
                tab,
                dict(enumerate(self.tabs[name], start=2)),
                Sheet(without=self.without.get(name, ())),
            )
            for name, tab in our_schema().tabs.items()
        ]
        made = settings_of(None)
        agency = dataclasses.replace(made.agency, name="กรมตัวอย่าง")
        made = dataclasses.replace(made, agency=agency, **settings)
        workbook = RawWorkbook("registry.xlsx", tuple(sheets))
        snapshot = read_snapshot(workbook, our_schema(), today, made.rules)
        return RuleContext(snapshot, Progress(gather_rounds(snapshot), made.steps), made)

    def report(
        self,
        month=OCTOBER,
        copy="hr",
        today=TODAY,
        *,
        checked=False,
        memory=NOTHING_KEPT,
        **settings,
    ):
        """The report; only the section on data quality needs the workbook `checked`."""
        facts = self.facts(today, **settings)
        findings = found_in(facts) if checked else ()
        return compile_month(facts, findings, month, "main", copy, memory=memory)


def busy_register(communities):
    """So many communities, each of which has something in every table, and work overdue."""
    made = Register()
    for group in range(communities):
        key, team = f"C-{group + 1:04}", range(1 + group % 7, 7 + group % 7)
        october, november = (dt.date(2026, month, 1 + group % 28) for month in (10, 11))
        made.round(
            key,
            team,
            name=f"กลุ่มแลกเปลี่ยนเรียนรู้ด้าน{DUTIES[group % len(DUTIES)]} กลุ่มที่ {group + 1}",
            unit=f"กองบริหารทรัพยากรบุคคล ส่วนที่ {group % 40}",
        )
        made.add("experts", community=key, person=person(1), expertise="พัสดุ", lead="ใช่")
        made.plan(
            key,
            objectives="ลดข้อผิดพลาด",
            pass_mark=60,
            evaluation_due=dt.date(2026, 9, 20),
            follow_up_due=dt.date(2026, 10, 15),
        )
        topic = "แนวทางปฏิบัติที่ดีและบทเรียนจากการปฏิบัติงานจริง"
        made.session(f"{key}-1", key, october, october, topic=topic, hours=2)
        made.session(f"{key}-2", key, november, topic=topic)
        for number in team[:-1]:
            made.came(f"{key}-1", number)
            made.evaluation(
                key,
                number,
                october,
                pre_score=5 + (number + group) % 6,
                post_score=12 + (number + group) % 7,
                full_score=20,
                satisfaction=1 + (number + group) % 5,
            )
            applied = ("ใช่", "บางส่วน", "ไม่")[(number + group) % 3]
            made.follow_up(key, number, october, applied, barrier="ไม่มีเวลา")
    return made
