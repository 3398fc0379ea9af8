"""Who is reminded of what on which day, and who is not and why."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.ledger_records import FindingDays, StepDays
from sheets_sync.mail.message import DigestKey
from sheets_sync.planning.reminders.items import Digest, Item, ItemPlace, Reader
from sheets_sync.planning.reminders.mail_history import MailHistory, RegistryHistory, Told
from sheets_sync.planning.reminders.plan_reminders import plan_reminders
from tests.planning.reminders.reminder_registry import (
    HR,
    MONDAY,
    SETTINGS,
    after,
    check,
    community,
    plan,
    reasons,
    reminded,
    rows,
    said,
    session,
    staff,
    versions_after,
)

SOMCHAI = "somchai@agency.go.th"
TUESDAY = MONDAY + dt.timedelta(days=1)
SATURDAY = MONDAY + dt.timedelta(days=5)
NO_PLAN = {"plans": []}  # step 4 was due on 31 October
OVERDUE = ("step/C-001/4/2026-10-31", "overdue")


def settings(**changes):
    """The settings with some of the reminders' changed."""
    return replace(SETTINGS, reminders=replace(SETTINGS.reminders, **changes))


def on(day, **changes):
    """A registry without a plan, which is due on that day."""
    start = day - dt.timedelta(days=30)
    return rows(communities=[community(starts_on=start.isoformat())], plans=[], **changes)


def overdue_told(*days, stage="overdue"):
    """What the coordinator was told, and the lead expert by a copy."""
    return [
        Told(address, day, f"main/{OVERDUE[0]}", stage, copy=copy)
        for day in days
        for address, copy in ((SOMCHAI, False), ("wichai@agency.go.th", True))
    ]


class TestTheLadderOfASteps:
    def test_a_registry_with_nothing_to_do_says_nothing(self):
        made = reminded(rows())

        assert (made.digests, made.left_out) == ((), ())

    @pytest.mark.parametrize(
        ("days_left", "stages"),
        [(8, []), (7, ["soon"]), (3, ["soon"]), (0, ["due"]), (-1, ["overdue"])],
    )
    def test_it_is_announced_seven_days_before_and_on_the_day(self, days_left, stages):
        # Wednesday, so that no weekend moves anything.
        today = dt.date(2026, 11, 25)

        made = reminded(on(today + dt.timedelta(days=days_left)), today)

        mine = said(made).get("somchai", [])
        assert [stage for what, stage in mine if "/4/" in what] == stages

    def test_what_is_due_on_a_sunday_is_said_on_friday(self):
        sunday = dt.date(2026, 11, 29)
        friday = sunday - dt.timedelta(days=2)
        soon = Told(SOMCHAI, MONDAY, f"main/step/C-001/4/{sunday}", "soon")

        thursday = reminded(on(sunday), friday - dt.timedelta(days=1), told=[soon])

        assert "somchai" not in said(thursday)
        assert said(reminded(on(sunday), friday, told=[soon]))["somchai"] == [
            (f"step/C-001/4/{sunday}", "due")
        ]

    def test_an_overdue_step_is_said_again_after_five_working_days(self):
        friday = MONDAY - dt.timedelta(days=3)
        told = overdue_told(MONDAY - dt.timedelta(days=7))

        assert said(reminded(rows(**NO_PLAN), friday, told=told)) == {}
        assert said(reminded(rows(**NO_PLAN), MONDAY, told=told)) == {
            "somchai": [OVERDUE],
            "wichai": [OVERDUE],
        }

    def test_it_says_which_reminder_it_is(self):
        told = overdue_told(MONDAY - dt.timedelta(days=14), MONDAY - dt.timedelta(days=7))

        made = reminded(rows(**NO_PLAN), told=told)

        assert [item.attempt for item in made.digests[0].items] == [3]

    def test_after_three_reminders_the_hr_group_hears_of_it_once(self):
        weeks = [MONDAY - dt.timedelta(days=7 * n) for n in (3, 2, 1)]
        third = overdue_told(*weeks)

        made = reminded(rows(**NO_PLAN), told=third)

        assert said(made) == {"hrd": [(OVERDUE[0], "escalated")]}
        again = [*third, Told(HR, MONDAY, f"main/{OVERDUE[0]}", "escalated")]
        assert said(reminded(rows(**NO_PLAN), dt.date(2026, 12, 1), told=again)) == {}

    def test_what_is_seen_for_the_first_time_is_its_coordinators_before_it_is_the_hr_groups(self):
        seen = RegistryHistory(
            first_day=dt.date(2026, 10, 1), steps={("C-001", 4): StepDays("overdue", MONDAY, None)}
        )

        assert said(reminded(rows(**NO_PLAN), memory=seen)).keys() == {"somchai", "wichai"}

    def test_who_begins_to_coordinate_in_a_shared_mailbox_starts_at_their_own_first(self):
        shared = {"email": SOMCHAI}
        tabs = rows(
            **NO_PLAN,
            staff=staff(mana=shared),
            communities=[community(coordinator="60003")],
        )
        weeks = [MONDAY - dt.timedelta(days=7 * n) for n in (3, 2, 1)]
        theirs = [
            Told(SOMCHAI, day, f"main/{OVERDUE[0]}", "overdue", person="60001") for day in weeks
        ]

        made = reminded(tabs, told=theirs)

        items = {digest.reader: digest.items for digest in made.digests}
        (own,) = items[Reader(SOMCHAI, "มานะ อดทน")]
        assert (own.stage, own.attempt, own.person) == ("overdue", 1, "60003")
        assert HR not in {reader.address for reader in items}

    def test_reminders_of_releases_that_did_not_keep_of_whom_they_asked_count(self):
        told = [Told(SOMCHAI, MONDAY - dt.timedelta(days=7), f"main/{OVERDUE[0]}", "overdue")]

        made = reminded(rows(**NO_PLAN), told=told)

        assert [item.attempt for item in made.digests[0].items] == [2]

    def test_a_copy_is_no_reminder(self):
        copy = Told("wichai@agency.go.th", MONDAY, f"main/{OVERDUE[0]}", "overdue", copy=True)

        made = reminded(rows(**NO_PLAN), TUESDAY, told=[copy])

        assert said(made)["somchai"] == [OVERDUE]

    def test_a_copy_counts_no_other_readers_copies(self):
        """The reminder of last week came back; the lead expert's copy did not."""
        both = replace(SETTINGS.reminders.step, copy=("lead_expert", "supervisor"))
        last_week = Told(
            "wichai@agency.go.th",
            MONDAY - dt.timedelta(days=7),
            f"main/{OVERDUE[0]}",
            "overdue",
            copy=True,
        )

        made = reminded(
            rows(staff=staff(somchai={"supervisor": "60003"}), **NO_PLAN),
            told=[last_week],
            settings=settings(step=both),
        )

        copies = [(one.reader.address, one.items[0].attempt) for one in made.digests[:1]]
        assert copies == [("mana@agency.go.th", 0)]

    def test_a_copy_that_was_lost_is_told_again_though_the_reminder_was_not(self):
        told = [Told(SOMCHAI, MONDAY, f"main/{OVERDUE[0]}", "overdue")]

        assert said(reminded(rows(**NO_PLAN), TUESDAY, told=told)) == {"wichai": [OVERDUE]}

    def test_copies_climb_their_own_ladder_where_whoever_must_act_cannot_be_mailed(self):
        tabs = rows(**NO_PLAN, staff=staff(somchai={"email": "somchai@elsewhere.example"}))
        told, days = (), []
        for number in range(30):
            made = reminded(tabs, MONDAY + dt.timedelta(days=number), told=told)
            days += [number for digest in made.digests if digest.reader.address.startswith("wi")]
            told += after(made)

        assert days == [0, 7, 15]  # every five working days, three times

    def test_the_lead_expert_gets_a_copy_without_a_way_into_the_sheet(self):
        made = reminded(rows(**NO_PLAN))

        assert [
            (digest.reader.address, item.copy, item.place)
            for digest in made.digests
            for item in digest.items
        ] == [
            (SOMCHAI, False, ItemPlace("ทะเบียน CoP", 2)),
            ("wichai@agency.go.th", True, None),
        ]

    def test_a_filled_row_stops_everything(self):
        assert said(reminded(rows(**NO_PLAN)))
        assert said(reminded(rows(plans=[plan()]))) == {}

    def test_after_an_outage_one_current_mail_comes(self):
        told = overdue_told(dt.date(2026, 11, 2))
        late = dt.date(2027, 2, 1)
        current = rows(plans=[], communities=[community(attested_on="5/10/2569")])

        made = reminded(current, late, told=told)

        assert [(item.stage, item.attempt) for item in made.digests[0].items] == [("overdue", 2)]

    def test_a_new_due_day_begins_a_new_ladder(self):
        weeks = [MONDAY - dt.timedelta(days=7 * n) for n in (3, 2, 1)]
        moved = rows(communities=[community(starts_on="2/10/2569")], **NO_PLAN)

        made = reminded(moved, told=overdue_told(*weeks))

        assert said(made)["somchai"] == [("step/C-001/4/2026-11-01", "overdue")]

    def test_closed_rounds_are_left_alone(self):
        draft = rows(communities=[community(status="ร่าง")], **NO_PLAN)

        assert said(reminded(draft)) == {}


class TestMissingEvaluations:
    TABS = rows(
        plans=[plan(period_end="31/10/2569", evaluation_due="10/11/2569")],
        sessions=[
            session(planned_on="20/10/2569", held_on="20/10/2569", status="จัดแล้ว", results="ดี")
        ],
    )

    def test_the_coordinator_gets_the_names_in_one_item(self):
        made = reminded(self.TABS)

        assert [
            (digest.reader.address, [(item.kind, item.people) for item in digest.items])
            for digest in made.digests
        ] == [(SOMCHAI, [("missing", ("นางสาวสุดา แก้วมณี", "มานะ อดทน"))])]

    def test_members_and_supervisors_hear_of_their_own_where_the_agency_wants_it(self):
        everybody = settings(
            evaluation=replace(
                SETTINGS.reminders.evaluation, to=("member", "supervisor", "lead_expert")
            )
        )
        tabs = self.TABS | {"staff": staff(suda={"supervisor": "60004"})}

        made = reminded(tabs, settings=everybody)

        assert {
            digest.reader.address.partition("@")[0]: [
                (item.role, item.people, item.place) for item in digest.items
            ]
            for digest in made.digests
        } == {
            "suda": [("member", ("นางสาวสุดา แก้วมณี",), None)],
            "mana": [("member", ("มานะ อดทน",), None)],
            "pranee": [("supervisor", ("นางสาวสุดา แก้วมณี",), None)],
            "wichai": [("lead_expert", (), None)],
        }

    def test_the_name_goes_away_once_the_evaluation_is_there(self):
        record = {
            "community": "C-001",
            "person": "60002",
            "evaluated_on": "5/11/2569",
            "result": "ผ่าน",
        }

        made = reminded(self.TABS | {"evaluations": [record]})

        assert [item.people for item in made.digests[0].items] == [("มานะ อดทน",)]


class TestDataToMend:
    BAD = rows(sessions=[session(planned_on="31/11/2569")])

    def test_errors_come_on_the_first_working_day_of_the_week(self):
        sunday = MONDAY - dt.timedelta(days=1)
        assert list(said(reminded(self.BAD))) == ["somchai"]
        assert said(reminded(self.BAD, TUESDAY, last_run=MONDAY)) == {}
        assert reminded(self.BAD, sunday).digests == ()

    def test_it_names_the_cell_to_the_coordinator(self):
        (digest,) = reminded(self.BAD).digests

        assert [item.place for item in digest.items] == [ItemPlace("กิจกรรม", 2, "D2")]

    def test_a_week_without_a_run_on_monday_is_made_up_for_once(self):
        missed = reminded(self.BAD, TUESDAY, last_run=MONDAY - dt.timedelta(days=3))

        assert list(said(missed)) == ["somchai"]
        wednesday = TUESDAY + dt.timedelta(days=1)
        again = reminded(self.BAD, wednesday, last_run=TUESDAY, told=after(missed))
        assert said(again) == {}

    def test_what_monday_could_not_send_comes_on_tuesday(self):
        identity = check(self.BAD).findings[0].identity("main")
        since = MONDAY - dt.timedelta(days=10)
        known = {identity: FindingDays("date-unreadable", since, since, MONDAY, None)}
        memory = RegistryHistory(first_day=since, findings=known)

        made = reminded(self.BAD, TUESDAY, last_run=MONDAY, memory=memory)

        assert list(said(made)) == ["somchai"]

    def test_a_mail_about_another_registry_is_no_mail_about_this_one(self):
        told = [Told(SOMCHAI, MONDAY, "branch/finding/1", "weekly")]

        assert list(said(reminded(self.BAD, MONDAY, told=told))) == ["somchai"]

    def test_warnings_and_advice_are_never_mailed(self):
        warned = rows(sessions=[session("1", planned_on="26/11/2612")])

        assert check(warned).findings
        assert said(reminded(warned)) == {}

    def test_what_belongs_to_no_community_goes_to_the_contact(self):
        made = reminded(rows(staff=staff(pranee={"email": "pranee"})))

        assert list(said(made)) == ["hrd"]


class TestSessions:
    def test_everybody_who_takes_part_hears_of_it_three_working_days_before(self):
        tabs = rows(sessions=[session()])

        assert said(reminded(tabs, MONDAY - dt.timedelta(days=3))) == {}
        assert said(reminded(tabs)) == {
            name: [("session/S-1", "coming")] for name in ("mana", "somchai", "suda", "wichai")
        }

    def test_nobody_hears_of_it_twice_but_a_new_member_does(self):
        first = reminded(rows(sessions=[session()]))
        members = [{"community": "C-001", "person": number} for number in ("60002", "60004")]

        made = reminded(rows(sessions=[session()], members=members), TUESDAY, told=after(first))

        assert said(made) == {
            "pranee": [("session/S-1", "coming")],
            "mana": [("session/S-1", "released")],
        }

    @pytest.mark.parametrize(
        ("changes", "stage", "day", "was"),
        [
            (
                {"postponed_to": "10/12/2569", "status": "เลื่อน"},
                "moved",
                dt.date(2026, 12, 10),
                dt.date(2026, 11, 26),
            ),
            ({"status": "เลื่อน"}, "moved", None, dt.date(2026, 11, 26)),
            ({"status": "ยกเลิก"}, "cancelled", dt.date(2026, 11, 26), None),
            ({"place": "ห้องประชุม 2"}, "moved", dt.date(2026, 11, 26), None),
        ],
    )
    def test_those_who_were_told_hear_of_a_change_at_once(self, changes, stage, day, was):
        first = reminded(rows(sessions=[session()]))

        made = reminded(rows(sessions=[session(**changes)]), TUESDAY, told=after(first))

        assert {
            (item.stage, item.about.day, item.about.was, item.about.sequence)
            for digest in made.mails
            for item in digest.items
        } == {(stage, day, was, 1)}
        assert list(said(made)) == ["mana", "somchai", "suda", "wichai"]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"postponed_to": "10/12/2569", "status": "เลื่อน"}, dt.date(2026, 12, 10)),
            ({"status": "เลื่อน"}, None),
            ({"status": "ยกเลิก"}, None),
        ],
    )
    def test_after_its_day_only_a_new_day_to_come_is_news(self, changes, expected):
        first = reminded(rows(sessions=[session()]))

        made = reminded(
            rows(sessions=[session(**changes)]), dt.date(2026, 11, 30), told=after(first)
        )

        days = {item.about.day for digest in made.mails for item in digest.items
                if item.kind == "session"}  # fmt: skip
        assert days == ({expected} if expected else set())

    def test_a_change_nobody_was_told_of_before_is_not_mailed(self):
        moved = session(postponed_to="10/12/2569", status="เลื่อน")

        assert said(reminded(rows(sessions=[moved]))) == {}

    def test_a_held_session_is_not_announced(self):
        held = session(held_on="23/11/2569", status="จัดแล้ว")

        assert said(reminded(rows(sessions=[held]))) == {}


def test_a_held_session_without_results_is_said_from_the_seventh_day():
    tabs = rows(
        plans=[plan()],
        sessions=[session(planned_on="17/11/2569", held_on="17/11/2569", status="จัดแล้ว")],
    )

    assert said(reminded(tabs)) == {}
    assert said(reminded(tabs, TUESDAY)) == {"somchai": [("record/S-1", "overdue")]}


def test_an_old_session_typed_today_is_its_coordinators_before_it_is_the_hr_groups():
    held = session(planned_on="17/8/2569", held_on="17/8/2569", status="จัดแล้ว")

    made = reminded(rows(sessions=[held]))

    assert said(made) == {"somchai": [("record/S-1", "overdue")]}


class TestTheQuietStart:
    QUIET = settings(quiet_days=14)

    def test_only_the_hr_group_hears_of_the_backlog(self):
        made = reminded(rows(**NO_PLAN), settings=self.QUIET, memory=RegistryHistory())

        assert said(made) == {"hrd": [("backlog", "summary")]}
        assert reasons(made) == [
            ("somchai", "quiet-start", OVERDUE[0]),
            ("wichai", "quiet-start", OVERDUE[0]),
        ]

    def test_the_summary_comes_once(self):
        told = [Told(HR, MONDAY, "main/backlog", "summary")]

        made = reminded(rows(**NO_PLAN), TUESDAY, settings=self.QUIET, told=told)

        assert "hrd" not in said(made)

    def test_it_ends_after_the_days_set(self):
        started = RegistryHistory(first_day=MONDAY - dt.timedelta(days=14))

        made = reminded(rows(**NO_PLAN), settings=self.QUIET, memory=started)

        assert said(made)["somchai"] == [OVERDUE]

    def test_backlog_is_reminded_of_but_never_escalated(self):
        first = dt.date(2026, 11, 2)
        weeks = [MONDAY - dt.timedelta(days=7 * n) for n in (3, 2, 1)]
        backlog = RegistryHistory(first, steps={("C-001", 4): StepDays("overdue", first, None)})
        summary = Told(HR, first, "main/backlog", "summary")

        made = reminded(rows(**NO_PLAN), told=[*overdue_told(*weeks), summary], memory=backlog)

        assert said(made) == {}

    def test_a_step_that_fell_back_after_the_start_is_no_backlog(self):
        first = dt.date(2026, 11, 2)
        weeks = [MONDAY - dt.timedelta(days=7 * n) for n in (3, 2, 1)]
        back = RegistryHistory(first, steps={("C-001", 4): StepDays("overdue", MONDAY, None)})

        made = reminded(rows(**NO_PLAN), told=overdue_told(*weeks), memory=back)

        assert said(made) == {"hrd": [(OVERDUE[0], "escalated")]}


class TestWhoMayBeWrittenTo:
    @pytest.mark.parametrize("status", ["ลา", "ลาออก"])
    def test_mail_for_someone_away_goes_to_the_contact(self, status):
        made = reminded(rows(staff=staff(somchai={"status": status}), **NO_PLAN))

        assert said(made) == {"hrd": [OVERDUE], "wichai": [OVERDUE]}
        assert made.digests[0].items[0].instead_of == "นายสมชาย ใจดี"
        assert reasons(made) == [("somchai", "left", OVERDUE[0])]

    @pytest.mark.parametrize(
        ("address", "reason", "detail"),
        [
            ("somchai@gmail.com", "outside-domain", ""),
            ("somchai@agency.go.th.evil.com", "outside-domain", ""),
            ("a@agency.go.th, b@evil.com", "no-address", "นายสมชาย ใจดี"),
            ('"a@agency.go.th" <b@evil.com>', "no-address", "นายสมชาย ใจดี"),
            (None, "no-address", "นายสมชาย ใจดี"),
        ],
    )
    def test_nobody_else_is_ever_mailed(self, address, reason, detail):
        made = reminded(rows(staff=staff(somchai={"email": address}), **NO_PLAN))

        assert [one for one in said(made) if one not in {"wichai", "hrd"}] == []
        assert [
            (one.reason, one.detail) for one in made.left_out if one.item.identity[5:] == OVERDUE[0]
        ] == [(reason, detail)]

    def test_without_allowed_domains_nobody_is(self):
        nobody = replace(SETTINGS, agency=replace(SETTINGS.agency, allowed_domains=()))

        made = reminded(rows(**NO_PLAN), settings=nobody)

        assert made.digests == ()
        assert {one.reason for one in made.left_out} == {"outside-domain"}

    def test_no_recipients_means_nobody(self):
        nobody = settings(step=replace(SETTINGS.reminders.step, to=(), copy=()))

        made = reminded(rows(**NO_PLAN), settings=nobody)

        assert (made.digests, made.left_out) == ((), ())

    def test_a_community_without_a_coordinator_is_the_contacts(self):
        made = reminded(rows(communities=[community(coordinator="ใครก็ไม่รู้")], **NO_PLAN))

        assert [item.instead_of for item in made.digests[0].items if item.kind == "step"] == [
            "coordinator"
        ]

    def test_one_person_in_two_roles_hears_of_it_once_as_who_has_to_act(self):
        experts = [{"community": "C-001", "person": "60001", "expertise": "พัสดุ"}]

        made = reminded(rows(experts=experts, **NO_PLAN))

        assert [
            (digest.reader.address, [(item.copy, item.role) for item in digest.items])
            for digest in made.digests
        ] == [(SOMCHAI, [(False, "coordinator")])]


class TestWhenMailWaits:
    def test_whom_the_cap_keeps_everything_from_is_answered_for_though_others_were_told(self):
        due = dt.date(2026, 10, 31)
        before = [
            Told(SOMCHAI, due, f"main/{OVERDUE[0]}", "due", person="60001"),
            Told("wichai@agency.go.th", due, f"main/{OVERDUE[0]}", "due", copy=True),
        ]
        tabs = rows(communities=[community(coordinator="60003")], **NO_PLAN)

        made = reminded(
            tabs,
            dt.date(2026, 12, 14),
            told=before,
            mails={"mana@agency.go.th": 99},
            memory=RegistryHistory(
                first_day=dt.date(2026, 10, 1),
                steps={("C-001", 4): StepDays("overdue", due, None)},
            ),
        )

        assert said(made)["hrd"] == [(OVERDUE[0], "escalated")]

    def test_the_hr_group_hears_again_of_what_reminders_after_its_own_mail_did_not_help(self):
        """First nobody could be reached; then the coordinator could, three times."""
        weeks = [MONDAY - dt.timedelta(days=7 * n) for n in (4, 3, 2, 1)]
        first = Told(HR, weeks[0], f"main/{OVERDUE[0]}", "escalated")
        reminders = overdue_told(*weeks[1:])

        made = reminded(rows(**NO_PLAN), told=[first, *reminders])
        again = reminded(rows(**NO_PLAN), TUESDAY, told=[first, *reminders, *after(made)])

        assert said(made)["hrd"] == [(OVERDUE[0], "escalated")]
        assert "hrd" not in said(again)

    def test_no_copy_goes_alone_though_the_last_one_went_with_its_reminder(self):
        last_week = overdue_told(MONDAY - dt.timedelta(days=7))

        made = reminded(rows(**NO_PLAN), told=last_week, mails={SOMCHAI: 99})

        assert said(made) == {}
        assert reasons(made) == [
            ("somchai", "capped", OVERDUE[0]),
            ("wichai", "original-waits", OVERDUE[0]),
        ]

    @pytest.mark.parametrize(("limit", "mailed"), [(1, ["session"]), (2, ["session", "step"])])
    def test_the_invitations_of_a_day_count_as_one_mail_beside_its_digest(self, limit, mailed):
        sessions = [session(), session("2", topic="การเบิกจ่าย")]

        made = reminded(rows(sessions=sessions, **NO_PLAN), settings=settings(per_month=limit))

        mine = [mail for mail in made.mails if mail.reader.address == SOMCHAI]
        assert sorted({item.kind for mail in mine for item in mail.items}) == mailed
        assert sum(mail in made.sessions for mail in mine) == len(sessions)

    @pytest.mark.parametrize(
        ("due", "waits"), [(dt.date(2026, 11, 25), True), (dt.date(2026, 11, 26), False)]
    )
    def test_what_can_wait_two_working_days_goes_along_with_a_mail_that_goes_anyway(
        self, due, waits
    ):
        tabs = on(due, sessions=[session(planned_on="31/11/2569")])
        announced = Told(SOMCHAI, dt.date(2026, 11, 19), f"main/step/C-001/4/{due}", "soon")

        made = reminded(tabs, told=[announced])
        then = reminded(tabs, due, told=[announced, *after(made)])

        assert ("somchai" in said(made)) is not waits
        assert [one.detail for one in made.left_out if one.reason == "goes-along"] == (
            [due.isoformat()] if waits else []
        )
        kinds = {item.kind for one in then.digests for item in one.items if not item.copy}
        assert kinds == ({"step", "data"} if waits else {"step"})

    def test_on_a_holiday_of_the_agency(self):
        closed = [{"date": "23/11/2569", "name": "วันสถาปนา"}]

        made = reminded(rows(holidays=closed, **NO_PLAN))

        assert made.digests == ()
        assert {one.reason for one in made.left_out} == {"not-a-working-day"}

    def test_while_a_person_must_confirm_something(self):
        held = RegistryHistory(first_day=dt.date(2026, 10, 1), held="tab-shrunk members ABC234")

        made = reminded(rows(**NO_PLAN), memory=held)

        assert made.skips == (
            Skip(DigestKey(SOMCHAI, MONDAY), "held", "tab-shrunk members ABC234"),
            Skip(DigestKey("wichai@agency.go.th", MONDAY), "held", "tab-shrunk members ABC234"),
        )

    def test_when_the_month_is_full_but_never_for_the_hr_group(self):
        mails = {SOMCHAI: 6, HR: 20}
        tabs = rows(staff=staff(pranee={"email": "pranee"}), **NO_PLAN)

        made = reminded(tabs, mails=mails)

        assert list(said(made)) == ["hrd"]
        assert reasons(made) == [
            ("somchai", "capped", OVERDUE[0]),
            ("wichai", "original-waits", OVERDUE[0]),
        ]

    def test_while_a_tab_it_needs_cannot_be_read(self):
        tabs = rows(**NO_PLAN)
        broken = {**tabs, "staff": [{"staff_id": "60001"}]}
        view = check(broken)
        assert view.context.usable("staff")
        del broken["staff"]

        made = reminded(broken)

        assert {one.reason for one in made.left_out} == {"quarantined"}
        assert [item.about.rule for item in made.digests[0].items] == ["tab-missing"]
        assert list(said(made)) == ["hrd"]


def test_one_digest_covers_several_registries():
    one, other = check(rows(**NO_PLAN)), check(rows(**NO_PLAN), registry="branch")
    memory = MailHistory(registries={"main": one.memory, "branch": other.memory})

    made = plan_reminders([one, other], memory, MONDAY)

    assert [
        (digest.reader.address, digest.registries, len(digest.items)) for digest in made.digests
    ] == [
        (SOMCHAI, ("branch", "main"), 2),
        ("wichai@agency.go.th", ("branch", "main"), 2),
    ]


def test_a_whole_digest():
    (digest, _) = reminded(rows(**NO_PLAN)).digests

    assert digest == Digest(
        Reader(SOMCHAI, "นายสมชาย ใจดี"),
        MONDAY,
        (
            Item(
                "step",
                "overdue",
                "main",
                f"main/{OVERDUE[0]}",
                "C-001",
                "กลุ่มที่ 1",
                digest.items[0].about,
                due=dt.date(2026, 10, 31),
                attempt=1,
                person="60001",
                coordinator="นายสมชาย ใจดี",
            ),
        ),
    )
    assert digest.key == DigestKey(SOMCHAI, MONDAY)


class TestWhoeverWaitsForASession:
    TABS = rows(sessions=[session()])

    def announced(self):
        made = reminded(self.TABS)
        return after(made), versions_after(made)

    def test_who_missed_a_cancellation_hears_of_it_the_next_day(self):
        told, known = self.announced()
        gone = rows(sessions=[])
        first = reminded(gone, TUESDAY, told=told, sessions=known)
        told += tuple(one for one in after(first) if one.address == SOMCHAI)

        made = reminded(
            gone, TUESDAY + dt.timedelta(days=1), told=told, sessions=versions_after(first, known)
        )

        assert sorted(said(made)) == ["mana", "suda", "wichai"]

    def test_a_deleted_one_is_off_though_another_goes_on_with_its_topic(self):
        both = [session(), session("2", planned_on="20/12/2569")]
        before = reminded(rows(sessions=both))

        made = reminded(
            rows(sessions=both[1:]),
            TUESDAY,
            told=after(before),
            sessions=versions_after(before),
        )

        assert sorted(said(made)) == ["mana", "somchai", "suda", "wichai"]
        assert {mail.item.version for mail in made.sessions} == {"cancelled"}

    def test_whoever_stands_in_hears_of_it_once(self):
        told, known = self.announced()
        away = rows(sessions=[], staff=staff(suda={"status": "ลา"}))
        first = reminded(away, TUESDAY, told=told, sessions=known)
        assert sorted(said(first)) == ["hrd", "mana", "somchai", "wichai"]

        again = reminded(
            away,
            TUESDAY + dt.timedelta(days=1),
            told=told + after(first),
            sessions=versions_after(first, known),
        )

        assert said(again) == {}

    @pytest.mark.parametrize(
        ("known", "now"),
        [("30/11/2569", "10/12/2569"), ("3/12/2569", "30/11/2569"), ("30/11/2569", None)],
        ids=["put off", "brought forward", "deleted"],
    )
    def test_what_changes_at_a_weekend_for_the_monday_after_it_does_not_wait_for_monday(
        self, known, now
    ):
        before = reminded(rows(sessions=[session(planned_on=known)]), dt.date(2026, 11, 30))
        changed = rows(sessions=[session(planned_on=now)] if now else [])

        made = reminded(changed, SATURDAY, told=after(before), sessions=versions_after(before))

        assert sorted(said(made)) == ["mana", "somchai", "suda", "wichai"]

    def test_what_changes_at_a_weekend_for_a_later_day_waits_for_monday(self):
        before = reminded(rows(sessions=[session(planned_on="3/12/2569")]), dt.date(2026, 11, 30))
        moved = rows(sessions=[session(planned_on="8/12/2569")])

        made = reminded(moved, SATURDAY, told=after(before), sessions=versions_after(before))

        assert said(made) == {}
        assert {one.reason for one in made.left_out} == {"not-a-working-day"}

    def test_a_change_takes_no_digest_of_its_day_away(self):
        told, known = self.announced()

        made = reminded(
            rows(sessions=[], **NO_PLAN),
            TUESDAY,
            told=told,
            sessions=known,
            settings=settings(per_month=1),
        )

        kinds = [
            one.kind for mail in made.mails for one in mail.items if mail.reader.address == SOMCHAI
        ]
        assert sorted(kinds) == ["session", "step"]

    def test_a_full_month_keeps_no_change_back(self):
        told, known = self.announced()
        full = {f"{name}@agency.go.th": 99 for name in ("mana", "somchai", "suda", "wichai")}

        made = reminded(rows(sessions=[]), TUESDAY, told=told, sessions=known, mails=full)

        assert sorted(said(made)) == ["mana", "somchai", "suda", "wichai"]
