"""No announced session is untrue: whatever is edited, the next run corrects what people carry.

Rows are told apart here by their topic, which nobody changes; the planner knows them by what
people were told. After every run whose mails all came through, the last thing said to each person
is what the workbook says, or that they are not expected.
"""

import datetime as dt
import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sheets_sync.planning.working_days import agency_days
from tests.planning.reminders.reminder_registry import (
    HR,
    MONDAY,
    after,
    reminded,
    rows,
    session,
    staff,
    versions_after,
)

PEOPLE = {"60002": "suda", "60003": "mana", "60004": "pranee"}
TOPICS = ("การตรวจรับ", "การเบิกจ่าย", "การจัดซื้อ")
next_working_day = agency_days(MONDAY, ()).on_or_after
"""The day itself where the agency works on it."""
LONG = os.environ.get("COP_STEWARD_LONG") == "1"


class Sessions(RuleBasedStateMachine):
    """A registry that people edit, and a service that looks at it when it can."""

    def __init__(self):
        super().__init__()
        self.day = MONDAY
        self.rows = {}
        self.members = dict.fromkeys(PEOPLE, True)
        self.away = set()
        self.told, self.versions, self.fresh = (), {}, 4
        self.said = {}
        self.newest = {}

    @initialize(days=st.lists(st.integers(0, 6), min_size=1, max_size=3))
    def begin(self, days):
        for topic, ahead in zip(TOPICS, days, strict=False):
            self.put(topic, ahead)

    def put(self, topic, ahead):
        self.fresh += 1
        day = self.day + dt.timedelta(days=ahead)
        self.rows[topic] = session(str(self.fresh), topic=topic, planned_on=day.isoformat())

    def there(self, data):
        return data.draw(st.sampled_from(sorted(self.rows)))

    @rule(data=st.data(), ahead=st.integers(0, 9))
    @precondition(lambda self: self.rows)
    def move(self, data, ahead):
        day = (self.day + dt.timedelta(days=ahead)).isoformat()
        self.rows[self.there(data)] |= {"planned_on": day, "status": "แผน"}

    @rule(data=st.data(), start=st.sampled_from([None, "09:00", "13:30"]))
    @precondition(lambda self: self.rows)
    def change_hour(self, data, start):
        self.rows[self.there(data)]["starts_at"] = start

    @rule(data=st.data(), status=st.sampled_from(["ยกเลิก", "แผน"]))
    @precondition(lambda self: self.rows)
    def cancel_or_take_back(self, data, status):
        self.rows[self.there(data)]["status"] = status

    @rule(data=st.data())
    @precondition(lambda self: self.rows)
    def give_another_id(self, data):
        self.fresh += 1
        self.rows[self.there(data)]["session_id"] = f"S-{self.fresh}"

    @rule(data=st.data())
    @precondition(lambda self: self.rows)
    def delete(self, data):
        del self.rows[self.there(data)]

    @rule(ahead=st.integers(1, 6))
    @precondition(lambda self: len(self.rows) < len(TOPICS))
    def plan_another(self, ahead):
        """Under a new topic: one that was deleted does not come back as another."""
        self.fresh += 1
        self.put(f"เรื่องใหม่ {self.fresh}", ahead)

    @rule(person=st.sampled_from(sorted(PEOPLE)))
    def join_or_leave(self, person):
        self.members[person] = not self.members[person]

    @rule(person=st.sampled_from(sorted(PEOPLE)))
    def go_on_leave_or_come_back(self, person):
        self.away ^= {PEOPLE[person]}

    @rule(days=st.integers(1, 4))
    def let_time_pass(self, days):
        self.day += dt.timedelta(days=days)

    @rule(data=st.data())
    def run_while_mail_is_lost(self, data):
        """Some mails do not come through: they are no news, and the next run says them."""
        made = self.plan()
        kept = [mail for mail in made.sessions if data.draw(st.booleans())]
        self.remember(made, kept)

    @rule()
    def run(self):
        made = self.plan()
        self.remember(made, made.sessions)
        self.compare(made)
        assert self.plan().sessions == ()

    def plan(self):
        return reminded(
            rows(
                staff=staff(**{who: {"status": "ลา"} for who in self.away}),
                sessions=list(self.rows.values()),
                members=[
                    {"community": "C-001", "person": number}
                    for number, there in self.members.items()
                    if there
                ],
            ),
            self.day,
            told=self.told,
            sessions=self.versions,
        )

    def remember(self, made, kept):
        keys = {mail.key for mail in kept}
        self.versions = versions_after(made, self.versions)
        self.told += tuple(
            one
            for one in after(made)
            if one.sequence >= 0
            and any(
                (key.session, key.recipient, key.sequence)
                == (one.identity, one.address, one.sequence)
                for key in keys
            )
        )
        for mail in kept:
            session_ = mail.session
            # One that has begun is followed no more: with another ID and day it is another event.
            event = mail.reader.address, mail.item.identity
            newest = self.newest.get(event, -1)
            assert newest < session_.sequence, "a calendar takes the newer one"
            self.newest[event] = session_.sequence
            off = mail.item.version in {"cancelled", "released"}
            self.said[mail.reader.address, session_.topic] = None if off else session_

    def compare(self, made):
        left_out = {
            (one.address, one.item.about.topic)
            for one in made.left_out
            if one.item.kind == "session" and one.reason == "not-a-working-day"
        }
        for (address, topic), known in self.said.items():
            waits = known is not None and known.day is not None and known.day >= self.day
            name = address.partition("@")[0]
            if not waits or address == HR or name in self.away:
                continue
            now = self.rows.get(topic)
            begins = min(known.day.isoformat(), now["planned_on"] if now else "9")
            if (address, topic) in left_out and begins > next_working_day(self.day).isoformat():
                continue  # a working day comes before it
            number = next((key for key, who in PEOPLE.items() if who == name), None)
            expected = number is None or self.members[number]
            past = now is not None and now["planned_on"] < self.day.isoformat()
            if past:
                continue  # nobody can tell: the coordinator and the HR group are asked
            assert now is not None, f"{name} waits for a session that is gone"
            assert now["status"] != "ยกเลิก", f"{name} waits for a session that is off"
            assert expected, f"{name} is not expected any more"
            assert known.day.isoformat() == now["planned_on"]
            assert (known.starts_at and f"{known.starts_at:%H:%M}") == now.get("starts_at")


Sessions.TestCase.settings = settings(
    max_examples=int(os.environ.get("COP_STEWARD_EXAMPLES", "400")) if LONG else 12,
    stateful_step_count=40 if LONG else 18,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestNoAnnouncedSessionIsUntrue = Sessions.TestCase
