"""The indicators that the ledger knows: lateness, reminders, data quality, timeliness, leaving."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.mail.ledger_records import FindingDays, StepDays
from sheets_sync.planning.reminders.mail_history import Told
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.frozen import FrozenIndicator, FrozenMonth
from sheets_sync.planning.report.indicators.values import Exclusion, Figure, Why
from sheets_sync.planning.report.memory import NOTHING_KEPT, ReportMemory
from tests.renderings.reports import OCTOBER, PEOPLE, Register, person
from tests.rules.workbooks import found_in

SEP, OCT, NOV = (lambda day, m=m: dt.date(2026, m, day) for m in (9, 10, 11))
NOTHING = Figure()
KEPT = ReportMemory(since=SEP(1))


def indicators(register, memory=KEPT):
    return register.report(memory=memory).indicators


def days(rule, first, since=None, mended=None):
    return FindingDays(rule, first, since or first, first, mended)


def test_without_a_ledger_nothing_is_known_and_nothing_is_zero():
    found = indicators(Register().round("C-1", (1,)), NOTHING_KEPT)

    assert (found[25].figure, found[25].why) == (NOTHING, Why("no_memory"))
    assert found[25].parts == {"contacts_mean": NOTHING, "contacts_max": NOTHING}
    assert (found[27].figure, found[27].why) == (NOTHING, Why("no_memory"))
    assert set(found[26].parts.values()) == {NOTHING}
    assert found[26].why_parts == dict.fromkeys(found[26].parts, Why("no_memory"))
    assert found[26].previous is None


def test_reminders_count_by_what_was_closed_within_seven_days():
    register = Register().round("C-1", (1, 2)).add("experts", community="C-1", person=person(7))
    mended = {"a": days("date-unreadable", SEP(1), mended=OCT(12)),
              "b": days("date-unreadable", SEP(1), mended=OCT(30))}  # fmt: skip
    told = [
        ("main/finding/a", OCT(5), "weekly", False),  # mended on the seventh day
        ("main/finding/b", OCT(5), "weekly", False),  # later
        ("main/finding/c", OCT(5), "weekly", False),  # still there
        ("main/step/C-1/4/2026-10-01", OCT(8), "overdue", False),
        ("main/step/C-1/4/2026-10-01", OCT(8), "overdue", True),  # a copy asks nobody
        ("main/session/S-1", OCT(8), "coming", False),  # an invitation asks for nothing
        ("main/finding/a", SEP(29), "weekly", False),
    ]
    memory = replace(
        KEPT,
        findings=mended,
        steps={("C-1", 4): StepDays("complete", OCT(9), OCT(9))},
        told=tuple(
            Told("x@agency.go.th", day, one, stage, copy=copy) for one, day, stage, copy in told
        ),
        contacts=(
            ("staff1@agency.go.th", OCT(5)),
            ("staff1@agency.go.th", OCT(8)),
            ("staff2@agency.go.th", SEP(8)),
            ("staff9@agency.go.th", OCT(8)),  # of no community
            *((f"staff{PEOPLE}@agency.go.th", OCT(day)) for day in (1, 2, 3)),  # only coordinates
            ("staff7@agency.go.th", OCT(9)),  # an expert, and no member
        ),
    )
    found = indicators(register, memory)[25]

    assert found.figure == Figure(2, 4, 0.5)
    assert found.parts == {"contacts_mean": Figure(2, 2, 1.0), "contacts_max": Figure(2, None, 2)}


def test_errors_of_data_are_opened_and_fixed_and_work_is_not():
    history = {
        "a": days("date-unreadable", OCT(2), mended=OCT(6)),
        "b": days("cell-missing", SEP(2), mended=OCT(12)),
        "c": days("choice-unknown", OCT(20)),
        "d": days("evaluation-missing", OCT(20), mended=OCT(21)),  # work, not data
        "e": days("cell-missing", SEP(2), mended=SEP(12)),
    }
    kept = replace(
        KEPT,
        findings=history,
        edits=((SEP(30), 5), (OCT(1), 2), (OCT(20), 3)),
        edits_since=SEP(30),
    )
    found = indicators(Register().round("C-1", (1,)), kept)[26]

    assert found.parts == {
        "edited": Figure(5, None, 5),
        "opened": Figure(2, None, 2),
        "fixed": Figure(2, None, 2),
        "median_days": Figure(22, None, 22),
    }


def test_an_error_that_came_back_is_opened_again_as_it_is_mended_again():
    history = {
        "a": days("cell-missing", SEP(2), since=OCT(5), mended=OCT(9)),
        "b": days("cell-missing", OCT(2), since=NOV(5)),
    }
    found = indicators(Register().round("C-1", (1,)), replace(KEPT, findings=history))[26]

    assert {name: found.parts[name].n for name in ("opened", "fixed", "median_days")} == {
        "opened": 2, "fixed": 1, "median_days": 4,
    }  # fmt: skip


def test_where_nobody_is_a_member_no_member_got_a_number_of_mails():
    register = Register().round("C-1", (1,), status="เสร็จสิ้น", ends_on=SEP(30))
    memory = replace(KEPT, contacts=(("staff1@agency.go.th", OCT(5)),))

    assert indicators(register, memory)[25].parts == {
        "contacts_mean": Figure(0, 0, None), "contacts_max": NOTHING,
    }  # fmt: skip


def test_changed_records_of_a_month_that_was_kept_in_part_are_not_told():
    kept = replace(KEPT, edits=((OCT(20), 3),), edits_since=OCT(10))

    assert indicators(Register().round("C-1", (1,)), kept)[26].parts["edited"] == Figure()


def test_the_rate_of_the_month_before_is_the_one_that_was_sent():
    kept = FrozenMonth(SEP(30), OCT(7), {26: FrozenIndicator(Figure(9, 10, 0.9))}, {})
    found = indicators(
        Register().round("C-1", (1,)), replace(KEPT, frozen={("2026-09", "hr"): kept})
    )[26]

    assert found.previous == Figure(9, 10, 0.9)


def test_a_report_is_as_timely_as_it_was_first_sent():
    memory = replace(
        KEPT,
        issued={"2026-09": OCT(7), "2026-10": NOV(10)},
        failed_runs=(OCT(3), OCT(4), SEP(3)),
    )
    found = indicators(Register().round("C-1", (1,)), memory)[27]

    assert (found.figure, found.previous) == (Figure(10, 1, 10.0), Figure(7, 1, 7.0))
    assert found.parts == {"failed_runs": Figure(2, None, 2)}
    assert indicators(Register().round("C-1", (1,)))[27].why == Why("not_issued")


def test_a_step_is_on_time_where_the_ledger_saw_it_complete():
    register = Register()
    for name in ("C-1", "C-2", "C-3"):
        register.round(name, (1,), starts_on=OCT(5), attested_on=OCT(20))
    steps = {
        ("C-1", 1): StepDays("complete", OCT(3), OCT(3)),
        ("C-2", 1): StepDays("complete", OCT(9), OCT(9)),
        ("C-3", 1): StepDays("complete", SEP(1), None),
    }
    found = indicators(register, replace(KEPT, steps=steps))[6]

    # Step 1: C-1 on time, C-2 late, C-3 not known; steps 2 and 3 fell due on the 19th.
    assert found.figure == Figure(1, 8, 0.125)
    assert found.exclusions == (Exclusion("completion_unknown", 1),)


def test_what_was_seen_complete_in_time_stays_so_though_it_was_attested_anew():
    register = Register().round("C-1", (1,), starts_on=OCT(1), attested_on=OCT(28))
    steps = {("C-1", 2): StepDays("complete", OCT(9), OCT(9))}

    # Step 1: its day is not known; 2 in time, 3 without an expert; the 31st: 4 without a plan.
    assert indicators(register, replace(KEPT, steps=steps))[6].figure == Figure(1, 3, 1 / 3)


@pytest.mark.parametrize(("others", "in_time"), [((1,), 1), ((), 0)])
def test_whoever_joined_after_a_step_was_due_does_not_make_it_late(others, in_time):
    register = Register().round("C-1", others).plan("C-1", evaluation_due=OCT(10))
    register.member("C-1", 2, joined_on=OCT(12)).evaluation("C-1", 2, OCT(20))
    for number in others:
        register.evaluation("C-1", number, OCT(5))

    assert indicators(register)[6].figure == Figure(in_time, 1, float(in_time))


def test_whoever_left_without_a_day_counts_until_a_check_saw_it():
    register = Register().round("C-1", (1, 2, 3))
    register.tabs["staff"][0]["status"] = "ลาออก"
    context = register.facts()
    findings = found_in(context)
    (left,) = [one for one in findings if one.rule == "person-left"]
    seen = {left.identity("main"): days("person-left", OCT(15))}

    def report(month, memory):
        found = compile_month(context, findings, month, "main", "hr", memory=memory).indicators
        return found[8].figure.n, found[8].parts["left"].n, found[9].figure

    assert report(OCTOBER, KEPT) == (3, 0, Figure(3, 3, 1.0))
    assert report(OCTOBER, replace(KEPT, findings=seen)) == (2, 1, Figure(2, 3, 2 / 3))
    assert report(SEP(1), replace(KEPT, findings=seen)) == (3, 0, Figure(3, 3, 1.0))


def test_the_finding_that_tells_of_an_unrecorded_session_closes_its_reminder():
    session = Finding("session-unrecorded", Severity.ERROR, "sessions", "", key="S-1",
                      column="results")  # fmt: skip
    memory = replace(
        KEPT,
        findings={session.identity("main"): days("session-unrecorded", OCT(1), mended=OCT(9))},
        told=(Told("x@agency.go.th", OCT(5), "main/record/S-1", "overdue"),),
    )

    assert indicators(Register().round("C-1", (1,)), memory)[25].figure == Figure(1, 1, 1.0)
