"""No overdue thing is unheard, whatever the mail server, the staff tab and the cap do.

Within the time of all reminders and five working days more, whoever has to act now, or the HR
group, has accepted a mail about it. The HR group's own mailbox works here; where it does not,
`status` says so.
"""

import datetime as dt
import os
from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from sheets_sync.mail.ledger_records import StepDays
from sheets_sync.planning.reminders.mail_history import RegistryHistory
from sheets_sync.planning.working_days import agency_days
from tests.planning.reminders.reminder_registry import (
    HR,
    MONDAY,
    SETTINGS,
    after,
    community,
    reminded,
    rows,
    staff,
)

STEP = ("C-001", 4)
DUE = dt.date(2026, 12, 1)
DAYS = agency_days(MONDAY, ())
LENGTH = 4 * 5 + 5
"""Working days: three reminders and the escalation, five apart, and five more."""
PEOPLE = {"60001": "somchai", "60003": "mana", "60004": "pranee"}
ANSWERS = ("takes", "takes", "full", "unknown")
SHARED = "somchai@agency.go.th"
LONG = os.environ.get("COP_STEWARD_LONG") == "1"


class Overdue(RuleBasedStateMachine):
    """One overdue plan, its changing coordinator, a cap, and a mail server with moods."""

    @initialize(answer=st.sampled_from(ANSWERS), cap=st.sampled_from([1, 2, 6]))
    def begin(self, answer, cap):
        self.settings = replace(SETTINGS, reminders=replace(SETTINGS.reminders, per_month=cap))
        self.day, self.coordinator = MONDAY, "60001"
        self.answers = dict.fromkeys(PEOPLE.values(), answer)
        self.staff = {}
        self.told, self.mails, self.troubles = (), Counter(), {}

    @rule(who=st.sampled_from(sorted(PEOPLE.values())), answer=st.sampled_from(ANSWERS))
    def the_server_changes_its_mind(self, who, answer):
        self.answers[who] = answer

    @rule(number=st.sampled_from(sorted(PEOPLE)))
    def another_coordinates(self, number):
        self.coordinator = number

    @rule(
        who=st.sampled_from(sorted(PEOPLE.values())),
        change=st.sampled_from(
            [
                {},
                {"status": "ลา"},
                {"email": None},
                {"email": "x@elsewhere.example"},
                {"email": SHARED},
            ]
        ),
    )
    def the_staff_tab_changes(self, who, change):
        self.staff[who] = change

    @rule(who=st.sampled_from(sorted(PEOPLE.values())), count=st.integers(1, 2))
    def other_mails_use_up_the_month(self, who, count):
        self.mails[f"{who}@agency.go.th", self.day.month] += count

    @rule(who=st.sampled_from(sorted(PEOPLE.values())))
    def a_person_looks_into_an_address(self, who):
        self.troubles.pop(f"{who}@agency.go.th", None)

    @rule(weeks=st.integers(1, 4))
    def weeks_pass(self, weeks):
        end = self.day + dt.timedelta(days=7 * weeks)
        while self.day < end:
            self.day += dt.timedelta(days=1)
            if DAYS.is_working(self.day):
                self.run()
                self.compare()

    def run(self):
        overdue = {STEP: StepDays("overdue", DUE, None)} if self.day > DUE else {}
        made = reminded(
            rows(
                staff=staff(**self.staff),
                communities=[
                    community(
                        starts_on="1/11/2569",
                        attested_on="2/11/2569",
                        coordinator=self.coordinator,
                    )
                ],
                plans=[],
            ),
            self.day,
            told=self.told,
            mails={
                who: count for (who, month), count in self.mails.items() if month == self.day.month
            },
            unreachable={who: "" for who, bad in self.troubles.items() if bad >= 3},
            memory=RegistryHistory(first_day=dt.date(2026, 10, 1), steps=overdue),
            settings=self.settings,
        )
        self.look_at_copies(made)
        sent = {mail.reader.address for mail in made.digests if self.hand_over(mail)}
        self.told += tuple(one for one in after(made) if one.address in sent)

    def look_at_copies(self, made):
        """Each beside or after its original; it counts the reminders that came through."""
        originals = [one for one in (*self.told, *after(made)) if not one.copy]
        came = {
            one.day
            for one in self.told
            if one.stage == "overdue" and not one.copy and one.address != HR
        }
        copies = [
            (mail.reader.address, one) for mail in made.digests for one in mail.items if one.copy
        ]
        for address, copy in copies:
            last = max(
                (one.day for one in self.told if one.copy and one.address == address),
                default=dt.date.min,
            )
            assert any(one.identity == copy.identity and one.day > last for one in originals)
            assert copy.attempt == len(came)

    def hand_over(self, mail):
        """As the ledger has it: two refusals, or three days put off, and nobody writes there."""
        address = mail.reader.address
        answer = self.answers.get(address.partition("@")[0], "takes")
        if answer == "takes":
            self.mails[address, self.day.month] += 1
            self.troubles.pop(address, None)
            return True
        self.troubles[address] = self.troubles.get(address, 0) + (2 if answer == "unknown" else 1)
        return False

    def compare(self):
        identity = f"main/step/C-001/4/{DUE}"
        told = [one for one in self.told if one.identity == identity and not one.copy]
        heard = [one for one in told if one.address == HR or one.person == self.coordinator]
        assert heard or self.day <= DAYS.after(DUE, LENGTH)
        often = Counter(
            (one.address, one.person, one.identity, one.stage, one.copy) for one in self.told
        )
        assert max(often.values(), default=0) <= 3, "the same line to the same person a fourth time"
        for one in self.told:
            if one.stage == "escalated":
                assert one.address == HR


Overdue.TestCase.settings = settings(
    max_examples=300 if LONG else 8,
    stateful_step_count=25 if LONG else 10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestNothingOverdueIsUnheard = Overdue.TestCase
