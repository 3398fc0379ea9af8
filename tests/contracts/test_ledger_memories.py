"""What every ledger promises about runs, findings, steps, holds, addresses and the rest."""

import datetime as dt
from dataclasses import replace

from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.ledger_records import (
    AddressChange,
    FindingDays,
    FrozenReport,
    Pause,
    RunState,
    Seen,
    StepDays,
    TabRead,
)
from sheets_sync.mail.message import DigestKey

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
LEASE = dt.timedelta(minutes=30)
MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 11, day) for day in (23, 24, 25))
DATE_FINDING = Seen("f1", "date-unreadable", "sessions")
KEY_FINDING = Seen("f2", "key-missing", "staff")


def start(ledger, now=NOW, worker="w1"):
    return ledger.runs.claim("main", "remind", "2026-11-23", worker=worker, lease=LEASE, now=now)


def test_run_starts_once(ledger, another):
    run = start(ledger)

    assert (run.id, run.state) == ("main/remind/2026-11-23", RunState.RUNNING)
    assert start(another, worker="w2") is None
    assert ledger.runs.finish(run, summary='{"sent": 3}', now=NOW + MINUTE)
    assert start(another, now=NOW + 10 * LEASE) is None
    assert [each.summary for each in another.runs.newest()] == ['{"sent": 3}']


def test_run_of_a_dead_worker_is_taken_over_and_the_worker_told(ledger, another):
    first = start(ledger)
    second = start(another, now=NOW + LEASE, worker="w2")

    assert second.token == first.token + 1
    assert not ledger.runs.renew(first, lease=LEASE, now=NOW + LEASE)
    assert not ledger.runs.finish(first, summary="", now=NOW + LEASE)
    assert another.runs.finish(second, summary="", now=NOW + LEASE)


def test_renewed_run_is_not_taken_over(ledger, another):
    run = start(ledger)

    assert ledger.runs.renew(run, lease=LEASE, now=NOW + 20 * MINUTE)
    assert start(another, now=NOW + LEASE) is None


def test_runs_of_all_jobs_of_a_registry_are_told_from_a_moment_on(ledger):
    for registry, job, minutes in (("main", "check", 0), ("main", "remind", 5), ("b", "check", 5)):
        began = NOW + minutes * MINUTE
        ledger.runs.claim(registry, job, "s", worker="w1", lease=LEASE, now=began)

    def told(since):
        return {run.id for run in ledger.runs.begun_since("main", since)}

    assert told(NOW) == {"main/check/s", "main/remind/s"}
    assert told(NOW + MINUTE) == {"main/remind/s"}
    assert told(NOW + 6 * MINUTE) == set()


def test_failed_run_may_start_again(ledger):
    run = start(ledger)
    ledger.runs.finish(run, failed=True, summary="no network", now=NOW)

    assert ledger.runs.slots("main", "remind")["2026-11-23"].state is RunState.FAILED
    assert start(ledger).token == 2


def test_every_registry_job_and_slot_runs_by_itself(ledger):
    claims = [
        ledger.runs.claim(registry, job, slot, worker="w", lease=LEASE, now=NOW)
        for registry in ("a", "b")
        for job in ("check", "remind")
        for slot in ("1", "2")
    ]

    assert None not in claims
    assert set(ledger.runs.slots("a", "check")) == {"1", "2"}


def test_skips_tell_who_got_no_letter_and_why(ledger):
    key = DigestKey("somchai@agency.go.th", MONDAY)
    ledger.runs.skip([Skip(key, "held", "ticked")], run="r1", registry="main", now=NOW)
    ledger.runs.skip([], run="r2", now=NOW)

    (skip,) = ledger.runs.skips(run="r1")
    assert (skip.registry, skip.kind, skip.recipient, skip.reason, skip.detail) == (
        "main",
        "digest",
        "somchai@agency.go.th",
        "held",
        "ticked",
    )
    assert skip.letter == ledger.letters.identify(key)
    assert ledger.runs.skips(since=NOW + MINUTE) == []


def test_finding_keeps_its_first_day_until_it_is_mended(ledger):
    observe = ledger.findings.observe
    observe("main", [DATE_FINDING, KEY_FINDING], day=MONDAY)

    history = observe("main", [DATE_FINDING], day=TUESDAY)

    still = FindingDays("date-unreadable", MONDAY, MONDAY, TUESDAY, None)
    assert history == {"f1": still}
    mended = FindingDays("key-missing", MONDAY, MONDAY, MONDAY, TUESDAY)
    assert ledger.findings.known("main") == {"f1": still, "f2": mended}
    assert ledger.findings.first_day("main") == MONDAY
    assert ledger.findings.first_day("other") is None


def test_finding_that_comes_back_starts_a_new_spell(ledger):
    observe = ledger.findings.observe
    observe("main", [DATE_FINDING], day=MONDAY)
    observe("main", [], day=TUESDAY)

    history = observe("main", [DATE_FINDING], day=WEDNESDAY)

    assert history == {"f1": FindingDays("date-unreadable", MONDAY, WEDNESDAY, WEDNESDAY, None)}


def test_finding_in_a_tab_that_could_not_be_read_is_not_mended(ledger):
    observe = ledger.findings.observe
    observe("main", [DATE_FINDING, KEY_FINDING], day=MONDAY)

    observe("main", [], day=TUESDAY, blind_tabs=["staff"])

    known = ledger.findings.known("main")
    assert known["f1"].mended_on == TUESDAY
    assert known["f2"] == FindingDays("key-missing", MONDAY, MONDAY, MONDAY, None)


def test_finding_that_is_seen_in_a_tab_that_could_only_partly_be_read_was_seen_last_that_day(
    ledger,
):
    observe = ledger.findings.observe
    observe("main", [KEY_FINDING], day=MONDAY)

    observe("main", [KEY_FINDING], day=TUESDAY, blind_tabs=["staff"])

    assert ledger.findings.known("main") == {
        "f2": FindingDays("key-missing", MONDAY, MONDAY, TUESDAY, None)
    }


def test_findings_of_another_registry_are_left_alone(ledger):
    ledger.findings.observe("main", [DATE_FINDING], day=MONDAY)
    ledger.findings.observe("second", [], day=TUESDAY)

    assert ledger.findings.known("main")["f1"].mended_on is None


def test_many_findings_are_kept(ledger):
    many = [Seen(f"f{n}", "cell-missing", "staff") for n in range(20_000)]
    ledger.findings.observe("main", many, day=MONDAY)

    history = ledger.findings.observe("main", many[:10_000], day=TUESDAY)

    assert len(history) == 10_000
    mended = [d for d in ledger.findings.known("main").values() if d.mended_on == TUESDAY]
    assert len(mended) == 10_000


def test_step_that_was_complete_once_keeps_that_day(ledger):
    observe = ledger.steps.observe
    place = ("C-001", 2)
    observe("main", {place: "in_progress"}, day=MONDAY)
    observe("main", {place: "complete"}, day=TUESDAY)

    history = observe("main", {place: "in_progress", ("C-001", 3): "complete"}, day=WEDNESDAY)

    assert history == ledger.steps.known("main")
    assert history == {
        place: StepDays("in_progress", WEDNESDAY, TUESDAY),
        ("C-001", 3): StepDays("complete", WEDNESDAY, WEDNESDAY),
    }


def test_how_often_the_day_of_a_step_was_put_off_is_remembered(ledger):
    place, first, second = ("C-001", 2), dt.date(2026, 12, 1), dt.date(2026, 12, 15)

    def observed(due):
        history = ledger.steps.observe(
            "main", {place: "in_progress"}, day=MONDAY, due={place: due} if due else {}
        )
        return history[place].due, history[place].pushed

    assert [observed(due) for due in (None, first, first, second, None, first, second)] == [
        (None, 0),
        (first, 0),  # it became known, and was not put off
        (first, 0),
        (second, 1),
        (second, 1),  # nobody knows it now: the last one stays
        (first, 1),  # brought forward
        (second, 2),
    ]


def test_last_good_read_is_replaced_tab_by_tab(ledger):
    ledger.reads.record("main", {"staff": 150, "sessions": 40}, now=NOW)
    ledger.reads.record("main", {"staff": 151}, now=NOW + MINUTE)
    ledger.reads.record("main", {}, now=NOW + MINUTE)

    assert ledger.reads.last_good("main") == {
        "sessions": TabRead(40, NOW),
        "staff": TabRead(151, NOW + MINUTE),
    }


def hold(ledger, rows=60, now=NOW):
    return ledger.holds.open("main", "tab-shrunk", "staff", {"rows": rows}, now=now)


def test_same_event_has_one_code_that_a_person_can_type(ledger, another):
    opened = hold(ledger)

    assert hold(another, now=NOW + MINUTE) == opened
    assert len(opened.code) == 6
    assert not set(opened.code) & set("01OIL")
    typed = f" {opened.code[:3].lower()}-{opened.code[3:].lower()} "
    confirmed = ledger.holds.confirm(typed, by="nid", now=NOW + MINUTE)
    assert confirmed == replace(opened, confirmed_at=NOW + MINUTE, confirmed_by="nid")
    assert ledger.holds.confirm(opened.code, by="nid", now=NOW) is None
    assert hold(ledger) == confirmed
    assert ledger.holds.waiting() == []


def test_next_event_needs_its_own_code(ledger):
    first = hold(ledger)
    ledger.holds.confirm(first.code, by="nid", now=NOW)

    second = hold(ledger, rows=30)

    assert second.code != first.code
    assert ledger.holds.waiting("main") == [second]
    assert ledger.holds.waiting("other") == []


def test_hold_that_was_confirmed_stands_until_its_cause_is_gone(ledger):
    assert ledger.holds.last_yes() is None
    opened = hold(ledger)
    assert ledger.holds.standing("main") == [opened]

    confirmed = ledger.holds.confirm(opened.code, by="nid", now=NOW + MINUTE)

    assert ledger.holds.standing("main") == [confirmed]
    assert ledger.holds.standing("other") == []
    assert ledger.holds.last_yes() == NOW + MINUTE
    ledger.holds.close("main", "tab-shrunk", "staff", now=NOW + MINUTE)
    assert ledger.holds.standing("main") == []


def test_hold_whose_cause_is_gone_is_over_and_the_same_again_is_a_new_event(ledger):
    first = hold(ledger)
    ledger.holds.close("main", "tab-shrunk", "staff", now=NOW)

    assert ledger.holds.waiting() == []
    assert ledger.holds.confirm(first.code, by="nid", now=NOW) is None
    assert hold(ledger).code != first.code


def test_changed_address_is_noticed_until_it_is_trusted(ledger):
    observe = ledger.people.observe
    assert observe("main", {"S-1": "a@x.th", "S-2": "b@x.th"}, now=NOW) == []

    later = NOW + MINUTE
    change = AddressChange("S-1", "a@x.th", "evil@y.th", later)
    assert observe("main", {"S-1": "evil@y.th", "S-2": "b@x.th"}, now=later) == [change]
    assert observe("main", {"S-1": "evil@y.th"}, now=later + MINUTE) == [change]
    ledger.people.trust("main", "S-1", "evil@y.th", now=later)
    assert observe("main", {"S-1": "evil@y.th"}, now=later) == []


def test_known_addresses_are_the_trusted_one_and_the_one_last_seen(ledger):
    later = NOW + MINUTE
    ledger.people.observe("main", {"S-1": "a@x.th", "S-2": "b@x.th"}, now=NOW)
    ledger.people.observe("main", {"S-1": "new@x.th", "S-2": "b@x.th"}, now=later)

    assert ledger.people.known("main") == {
        "S-1": AddressChange("S-1", "a@x.th", "new@x.th", later),
        "S-2": AddressChange("S-2", "b@x.th", "b@x.th", NOW),
    }
    assert ledger.people.known("other") == {}


def test_address_that_was_changed_back_is_forgotten(ledger):
    observe = ledger.people.observe
    observe("main", {"S-1": "a@x.th"}, now=NOW)
    observe("main", {"S-1": "b@x.th"}, now=NOW)

    assert observe("main", {"S-1": "a@x.th"}, now=NOW) == []
    assert observe("main", {"S-1": "b@x.th"}, now=NOW + MINUTE) == [
        AddressChange("S-1", "a@x.th", "b@x.th", NOW + MINUTE)
    ]


def test_what_is_kept_of_reports_can_be_rewritten_all_or_the_old_ones(ledger):
    ledger.reports.freeze("main", "2026-09", "hr", "old, of a person", now=NOW)
    ledger.reports.freeze("other", "2026-10", "hr", "new, of a person", now=NOW + LEASE)

    def forget(text):
        return text.replace(", of a person", "")

    assert ledger.reports.rewrite(forget, frozen_before=NOW + LEASE) == 1
    assert ledger.reports.frozen("main", "2026-09", "hr").compiled == "old"
    assert ledger.reports.frozen("other", "2026-10", "hr").compiled == "new, of a person"
    assert (ledger.reports.rewrite(forget), ledger.reports.rewrite(forget)) == (1, 0)


def test_month_is_frozen_once_and_sent_once(ledger):
    assert ledger.reports.freeze("main", "2026-10", "hr", '{"n": 1}', now=NOW)
    assert not ledger.reports.freeze("main", "2026-10", "hr", '{"n": 2}', now=NOW)
    assert list(ledger.reports.all_frozen("main")) == [("2026-10", "hr")]
    assert ledger.reports.all_frozen("north") == {}
    ledger.reports.sent("main", "2026-10", "hr", now=NOW + MINUTE)
    ledger.reports.sent("main", "2026-10", "hr", now=NOW + LEASE)

    assert ledger.reports.frozen("main", "2026-10", "hr") == FrozenReport(
        '{"n": 1}', NOW, NOW + MINUTE
    )
    assert ledger.reports.frozen("main", "2026-10", "manager") is None


def test_a_month_that_nobody_got_can_be_kept_anew(ledger):
    for copy in ("manager", "hr"):
        ledger.reports.freeze("main", "2026-10", copy, "tried", now=NOW)
    ledger.reports.thaw("main", "2026-10", "hr")

    assert ledger.reports.freeze("main", "2026-10", "hr", "sent", now=NOW + MINUTE)
    assert {copy: one.compiled for (_, copy), one in ledger.reports.all_frozen("main").items()} == {
        "manager": "tried",
        "hr": "sent",
    }


def test_lease_has_one_holder_and_a_newer_token_each_time(ledger, another):
    assert ledger.leases.acquire("serve", holder="a", ttl=LEASE, now=NOW) == 1
    assert another.leases.acquire("serve", holder="b", ttl=LEASE, now=NOW) is None
    assert ledger.leases.renew("serve", 1, ttl=LEASE, now=NOW + 20 * MINUTE)
    assert another.leases.acquire("serve", holder="b", ttl=LEASE, now=NOW + LEASE) is None
    assert another.leases.acquire("serve", holder="b", ttl=LEASE, now=NOW + 2 * LEASE) == 2
    assert not ledger.leases.renew("serve", 1, ttl=LEASE, now=NOW + 2 * LEASE)
    ledger.leases.release("serve", 1, now=NOW + 2 * LEASE)
    assert ledger.leases.acquire("serve", holder="a", ttl=LEASE, now=NOW + 2 * LEASE) is None
    another.leases.release("serve", 2, now=NOW + 2 * LEASE)
    assert ledger.leases.acquire("serve", holder="a", ttl=LEASE, now=NOW + 2 * LEASE) == 3


def test_lease_that_ran_out_cannot_be_renewed(ledger):
    ledger.leases.acquire("serve", holder="a", ttl=LEASE, now=NOW)

    assert not ledger.leases.renew("serve", 1, ttl=LEASE, now=NOW + LEASE)


def test_lease_of_a_holder_that_is_no_more_is_free_and_no_other(ledger, another):
    for name, holder in (("serve", "a"), ("live", "a"), ("fleet", "b")):
        ledger.leases.acquire(name, holder=holder, ttl=LEASE, now=NOW)

    ledger.leases.free("serve", "a", now=NOW)
    ledger.leases.free("fleet", "a", now=NOW)

    names = ("serve", "live", "fleet")
    assert [another.leases.until(one) for one in names] == [NOW, NOW + LEASE, NOW + LEASE]
    assert another.leases.acquire("serve", holder="c", ttl=LEASE, now=NOW) == 2


def test_channel_rests_until_then_and_remembers_how_often(ledger):
    until = NOW + MINUTE
    ledger.channels.pause("smtp", until=until, why="421")

    assert ledger.channels.waiting(now=NOW) == {"smtp": Pause(until, "421", 1)}
    assert ledger.channels.waiting(now=until) == {}
    assert ledger.channels.pause("smtp", until=until, why="421") == Pause(until, "421", 2)
    ledger.channels.works("smtp")
    assert ledger.channels.last("smtp") is None


def test_mark_grows_with_every_event(ledger, another):
    before = ledger.mark()
    key = DigestKey("somchai@agency.go.th", MONDAY)
    ledger.runs.skip([Skip(key, "held")], run="r", now=NOW)
    assert ledger.mark() == before

    after = ledger.renew_epoch()

    assert after.epoch != before.epoch
    assert after.events == before.events
    assert another.mark() == after


def test_erased_address_is_found_nowhere(ledger):
    key = DigestKey("somchai@agency.go.th", MONDAY)
    ledger.people.observe("main", {"S-1": key.recipient}, now=NOW)
    ledger.runs.skip([Skip(key, "held")], run="r", now=NOW)

    assert ledger.erase(key.recipient, now=NOW) == 2

    assert [skip.recipient for skip in ledger.runs.skips()] == [None]
    assert ledger.people.observe("main", {"S-1": "new@x.th"}, now=NOW) == []


def test_texts_that_no_database_keeps_are_remembered_all_the_same(ledger):
    unfit = "ก\0\ud800"
    ledger.runs.skip([Skip(DigestKey(unfit, MONDAY), "no-address", unfit)], run="r", now=NOW)
    seen = [Seen(unfit, "text-damaged", "staff")]

    assert len(ledger.runs.skips()) == 1
    assert ledger.findings.observe("main", seen, day=MONDAY).keys() == {unfit}
    assert ledger.findings.observe("main", seen, day=TUESDAY)[unfit].first_seen == MONDAY
    assert ledger.people.observe("main", {unfit: unfit}, now=NOW) == []
    assert ledger.people.observe("main", {unfit: unfit}, now=NOW) == []


class TestSessionVersions:
    def test_numbers_a_version_once_for_everybody_to_whom_it_is_news(self, ledger):
        def number(version, above=-1):
            return ledger.sessions.number("main/session/S-1", version, "{}", above=above, now=NOW)

        assert number("26 November") == 0
        assert number("26 November") == 0
        assert number("10 December", above=0) == 1
        assert number("10 December", above=0) == 1
        assert number("26 November", above=1) == 2

    def test_whoever_is_released_gets_a_number_of_their_own_and_comes_back_above_it(self, ledger):
        def number(version, above=-1):
            return ledger.sessions.number("main/session/S-1", version, "{}", above=above, now=NOW)

        assert number("26 November") == 0
        assert number("released", above=0) == 1
        assert number("26 November") == 0
        assert number("26 November", above=1) == 2
        versions = ledger.sessions.known()["main/session/S-1"]
        assert [(one.sequence, one.version) for one in versions] == [
            (0, "26 November"),
            (1, "released"),
            (2, "26 November"),
        ]

    def test_no_number_falls_after_a_ledger_was_lost(self, ledger):
        ledger.sessions.begin_above(NOW)

        first = ledger.sessions.number("main/session/S-1", "a", "{}", above=-1, now=NOW)

        assert first > 1_000_000
        assert ledger.sessions.number("main/session/S-1", "b", "{}", above=first, now=NOW) > first

    def test_a_ledger_that_was_lost_again_begins_higher(self, ledger):
        def first_after(moment, session):
            ledger.sessions.begin_above(moment)
            return ledger.sessions.number(session, "a", "{}", above=-1, now=moment)

        later = first_after(NOW + 60 * MINUTE, "main/session/S-2")

        assert first_after(NOW + 90 * MINUTE, "main/session/S-3") == later + 30


def test_a_due_day_that_is_put_off_is_counted_and_one_that_is_drawn_near_is_not(ledger):
    place = ("C-001", 4)
    days = (TUESDAY, TUESDAY, WEDNESDAY, TUESDAY, WEDNESDAY)

    for due in days:
        ledger.steps.observe("main", {place: "overdue"}, day=TUESDAY, due={place: due})

    assert ledger.steps.known("main")[place] == StepDays(
        "overdue", TUESDAY, None, WEDNESDAY, pushed=2
    )
