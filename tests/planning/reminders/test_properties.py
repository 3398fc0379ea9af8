"""Laws of the planner: nothing is lost, order does not matter, nobody is flooded."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.planning.reminders.data_errors import qualifies
from sheets_sync.planning.reminders.mail_history import RegistryHistory
from tests.fixtures.properties import examples
from tests.planning.reminders.reminder_registry import (
    HR,
    LONG_AGO,
    MONDAY,
    SETTINGS,
    after,
    check,
    community,
    plan,
    reminded,
    rows,
    session,
    staff,
)

SLOW = settings(max_examples=examples(10), suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(dt.date(2026, 9, 1), dt.date(2027, 2, 28))
PEOPLE = st.sampled_from(["60001", "60002", "60003", "60005", "ไม่มีในรายชื่อ", None])
TYPED_DAYS = st.one_of(DAYS.map(str), st.sampled_from(["31/11/2569", "-", None]))
STATUS = st.sampled_from(["แผน", "จัดแล้ว", "เลื่อน", "ยกเลิก", "อะไร"])
ANY_TEXT = st.text(max_size=12)


@st.composite
def registries(draw):
    """Up to three communities at any stage, with the slips that people make."""
    numbers = range(1, draw(st.integers(1, 3)) + 1)
    return rows(
        staff=staff(
            somchai={"status": draw(st.sampled_from([None, "ลา", "ลาออก"]))},
            mana={"email": draw(st.sampled_from(["mana@gmail.com", "mana", "mana@agency.go.th"]))},
        ),
        communities=[
            community(
                number,
                coordinator=draw(PEOPLE),
                starts_on=draw(TYPED_DAYS),
                areas=draw(st.sampled_from(["8", "99", None])),
                attested_by=draw(st.sampled_from(["60004", None])),
            )
            for number in numbers
        ],
        members=[
            {"community": f"C-{draw(st.sampled_from(numbers)):03d}", "person": draw(PEOPLE)}
            for _ in range(draw(st.integers(0, 4)))
        ],
        plans=[
            plan(number, period_end=draw(TYPED_DAYS), content=draw(st.sampled_from(["x", "-"])))
            for number in numbers
            if draw(st.booleans())
        ],
        sessions=[
            session(
                str(number),
                community=f"C-{draw(st.sampled_from(numbers)):03d}",
                planned_on=draw(TYPED_DAYS),
                held_on=draw(TYPED_DAYS),
                postponed_to=draw(TYPED_DAYS),
                status=draw(STATUS),
            )
            for number in range(draw(st.integers(0, 4)))
        ],
    )


def told_of(made):
    """Everything in a plan, in a digest or left out."""
    return {item.identity for digest in made.mails for item in digest.items} | {
        one.item.identity for one in made.left_out
    }


@SLOW
@given(registries(), DAYS)
def test_every_error_and_every_late_step_is_in_a_digest_or_has_a_reason(tabs, today):
    view = check(tabs, today)

    made = reminded(tabs, today)

    late = {
        f"main/step/{step.community}/{step.number}/{step.due}"
        for step in view.context.progress.steps
        if step.state == "overdue"
    }
    assert late <= told_of(made)
    start = view.days.of_week(today, 1)
    if start is not None and today >= start:
        errors = {
            f"main/finding/{finding.identity('main')}"
            for finding in view.findings
            if qualifies(finding)
        }
        assert errors <= told_of(made)


@SLOW
@given(registries(), DAYS, st.randoms(use_true_random=False))
def test_sorting_the_tabs_changes_no_plan(tabs, today, chance):
    # Of rows with the same key the first one counts, so sorting those does change what is true.
    shuffled = {tab: chance.sample(data, len(data)) for tab, data in tabs.items()}

    assert reminded(shuffled, today) == reminded(tabs, today)


@SLOW
@given(registries(), DAYS)
def test_a_person_gets_one_digest_and_each_thing_once(tabs, today):
    made = reminded(tabs, today)

    assert max(Counter(digest.reader.address for digest in made.digests).values(), default=1) == 1
    for digest in made.digests:
        told = Counter((item.identity, item.stage) for item in digest.items)
        assert max(told.values()) == 1
        assert digest.reader.address.endswith("@agency.go.th")


@SLOW
@given(registries(), st.frozensets(st.integers(0, 45), min_size=1, max_size=45))
def test_days_of_running_never_flood_anybody(tabs, ran):
    """Whatever days the service ran, caps and ladders hold."""
    told, mails, last = (), Counter(), None
    for number in sorted(ran):
        today = MONDAY + dt.timedelta(days=number)
        month = {who: count for (who, of), count in mails.items() if of == today.month}
        made = reminded(tabs, today, told=told, mails=month, last_run=last)
        mails.update((digest.reader.address, today.month) for digest in made.digests)
        told, last = told + after(made), today

    assert {who for (who, _), count in mails.items() if count > 6} <= {HR}
    reminders = Counter(
        (one.address, one.identity) for one in told if one.stage == "overdue" and not one.copy
    )
    assert max(reminders.values(), default=0) <= 3
    for stage in ("soon", "due", "coming", "summary"):
        once = Counter((one.address, one.identity) for one in told if one.stage == stage)
        assert max(once.values(), default=0) <= 1
    # Once when no reminder came through in its time, and once more after three that did.
    escalated = Counter((one.address, one.identity) for one in told if one.stage == "escalated")
    assert max(escalated.values(), default=0) <= 2
    for one in told:
        if one.stage == "escalated":
            earlier = {
                other.day
                for other in told
                if other.identity == one.identity
                and other.stage == "overdue"
                and not other.copy
                # Who stands in for a coordinator that is not there is told of it in due time.
                and other.address != HR
            }
            # After three reminders, or where none came through in the ladder's time.
            assert len({day for day in earlier if day < one.day}) in {0, 3}


@SLOW
@given(registries(), DAYS)
def test_a_quiet_registry_mails_nobody_but_the_hr_group(tabs, today):
    quiet = replace(SETTINGS, reminders=replace(SETTINGS.reminders, quiet_days=14))

    made = reminded(tabs, today, settings=quiet, memory=RegistryHistory(first_day=today))

    assert [digest.reader.address for digest in made.digests] in ([], [HR])


@SLOW
@given(
    st.lists(st.dictionaries(st.sampled_from(["starts_on", "coordinator", "name"]), ANY_TEXT)),
    st.lists(st.dictionaries(st.sampled_from(["planned_on", "number", "place"]), ANY_TEXT)),
    ANY_TEXT,
)
def test_no_text_stops_the_planner(communities, sessions, address):
    tabs = rows(
        staff=staff(somchai={"email": address, "full_name": address}),
        communities=[community(number + 1) | typed for number, typed in enumerate(communities)],
        sessions=[session(str(number)) | typed for number, typed in enumerate(sessions)],
    )

    made = reminded(tabs, memory=LONG_AGO)

    assert all(digest.items for digest in made.digests)
