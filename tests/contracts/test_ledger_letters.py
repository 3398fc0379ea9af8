"""What every ledger promises about letters."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.mail.delivery import FILES, LetterState, Outcome, Verdict
from sheets_sync.mail.ledger_records import SentEvidence
from sheets_sync.mail.message import DigestKey, InvitationKey, Message, Recipient, ReportKey

pytestmark = pytest.mark.long

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
LEASE = dt.timedelta(minutes=20)
KEY = DigestKey("somchai@agency.go.th", NOW.date())
LETTER = Message(
    key=KEY,
    to=Recipient("somchai@agency.go.th", "สมชาย ใจดี"),
    language="th",
    subject="งานค้างของท่าน",
    plain="เรียน",
    html="<p>เรียน</p>",
    registries=("main", "second"),
    items=3,
)
SUDAS = replace(LETTER, key=DigestKey("suda@agency.go.th", NOW.date()))
DONE = Outcome(Verdict.ACCEPTED, "reply", 250, "2.0.0", "queued as Q1", "mx", "Q1")
BUSY = Outcome(Verdict.DEFERRED, "rcpt", 450, "4.7.1", "greylisted", "mx")
NO = Outcome(Verdict.REFUSED, "rcpt", 550, "5.1.1", "unknown user", "mx")
LOST = Outcome(Verdict.UNKNOWN, "dot", text="connection closed", server="mx")


def plan(ledger, *letters, now=NOW):
    return ledger.letters.plan(letters, domain="agency.go.th", run="r1", now=now)


def claim(ledger, key=KEY, now=NOW, worker="w1"):
    return ledger.letters.claim([key], worker=worker, run="r1", lease=LEASE, now=now).get(key)


def state(ledger, key=KEY):
    return ledger.letters.find([key])[key].state


@pytest.fixture
def planned(ledger):
    plan(ledger, LETTER)
    return ledger


@pytest.fixture
def in_hand(planned):
    """A letter whose dot may have been sent."""
    held = claim(planned)
    planned.letters.hand({held: "00"}, now=NOW)
    return planned, held


def test_key_is_reserved_once(ledger, another):
    assert plan(ledger, LETTER, LETTER) == {KEY}
    assert plan(ledger, LETTER) == frozenset()
    assert plan(another, LETTER) == frozenset()
    assert len(ledger.letters.standing()) == 1


def test_words_and_attempt_are_no_part_of_the_key(planned):
    assert plan(planned, replace(LETTER, subject="อื่น", items=9)) == frozenset()


def test_recipient_counts_once_in_any_case(planned):
    shouted = DigestKey("SOMCHAI@agency.go.th", NOW.date())

    assert plan(planned, replace(LETTER, key=shouted)) == frozenset()


@pytest.mark.parametrize(
    "other",
    [
        DigestKey("suda@agency.go.th", NOW.date()),
        DigestKey("somchai@agency.go.th", dt.date(2026, 11, 24)),
        InvitationKey("main/S-1", "somchai@agency.go.th", 0),
        ReportKey("somchai@agency.go.th", "2026-10", "main/hr"),
    ],
)
def test_other_keys_are_other_letters(planned, other):
    assert plan(planned, replace(LETTER, key=other)) == {other}


def test_letter_is_remembered_without_its_words(planned):
    letter = planned.letters.find([KEY])[KEY]

    assert (letter.kind, letter.slot, letter.recipient, letter.name, letter.registries) == (
        "digest",
        "2026-11-23",
        "somchai@agency.go.th",
        "สมชาย ใจดี",
        ("main", "second"),
    )
    assert letter.message_id == f"<{letter.id}.letter@agency.go.th>"
    assert "somchai" not in letter.message_id
    assert (letter.planned_at, letter.state, letter.items) == (NOW, LetterState.PLANNED, 3)


def test_ten_thousand_letters_are_planned_at_once(ledger):
    letters = [
        replace(LETTER, key=DigestKey(f"p{n}@agency.go.th", NOW.date())) for n in range(10_000)
    ]

    assert len(plan(ledger, *letters)) == 10_000
    assert len(ledger.letters.find([letter.key for letter in letters])) == 10_000


def test_straight_way_to_the_sheet(in_hand):
    ledger, held = in_hand

    assert ledger.letters.accept({held: DONE}, now=NOW + MINUTE)
    assert ledger.letters.flag([ledger.letters.identify(KEY)], now=NOW + 2 * MINUTE) == 1
    assert ledger.letters.flag([ledger.letters.identify(KEY)], now=NOW + 3 * MINUTE) == 0
    letter = ledger.letters.find([KEY])[KEY]
    assert (letter.state, letter.how, letter.queue_id, letter.code) == (
        LetterState.FLAGGED,
        "reply",
        "Q1",
        250,
    )
    assert [event.state for event in ledger.letters.events(letter.id)] == [
        LetterState.CLAIMED,
        LetterState.HANDING,
        LetterState.ACCEPTED,
        LetterState.FLAGGED,
    ]


def test_what_the_server_took_is_accepted_with_the_next_claim(in_hand, another):
    ledger, held = in_hand
    plan(ledger, SUDAS)
    wanted = {"worker": "w1", "run": "r1", "lease": LEASE, "now": NOW + MINUTE}

    claimed = ledger.letters.claim([SUDAS.key], **wanted, taken={held: DONE})

    known = another.letters.find([KEY, SUDAS.key])
    assert (known[KEY].state, known[KEY].queue_id, known[KEY].accepted_at) == (
        LetterState.ACCEPTED,
        "Q1",
        NOW + MINUTE,
    )
    assert (known[SUDAS.key].state, known[SUDAS.key].how, known[SUDAS.key].accepted_at) == (
        LetterState.CLAIMED,
        "",
        None,
    )
    assert [(event.state, event.detail) for event in another.letters.events(held.id)][-1] == (
        LetterState.ACCEPTED,
        "reply 250 2.0.0 queued as Q1",
    )
    # Whoever does not know whether that counted accepts once more.
    assert ledger.letters.accept({held: DONE}, now=NOW + MINUTE) == {held}
    assert len(another.letters.events(held.id)) == 3
    assert set(claimed) == {SUDAS.key}


def test_what_another_has_taken_over_is_not_accepted_with_the_next_claim(planned, another):
    plan(planned, SUDAS)
    first = claim(planned)
    second = claim(another, now=NOW + LEASE, worker="w2")
    another.letters.hand({second: "00"}, now=NOW + LEASE)
    wanted = {"worker": "w1", "run": "r1", "lease": LEASE, "now": NOW + LEASE}

    claimed = planned.letters.claim([SUDAS.key], **wanted, taken={first: DONE})

    assert (set(claimed), state(planned)) == ({SUDAS.key}, LetterState.HANDING)


def test_second_worker_cannot_claim(planned, another):
    assert claim(planned) is not None
    assert claim(another, worker="w2") is None


def test_lease_that_ran_out_is_taken_over_and_the_first_worker_is_fenced(planned, another):
    first = claim(planned)
    second = claim(another, now=NOW + LEASE, worker="w2")

    assert (first.token, second.token, second.attempt) == (1, 2, 2)
    assert not planned.letters.hand({first: "00"}, now=NOW + LEASE)
    assert another.letters.hand({second: "00"}, now=NOW + LEASE)
    assert not planned.letters.accept({first: DONE}, now=NOW + LEASE)
    assert state(planned) is LetterState.HANDING


def test_letter_in_hand_is_never_claimed_again(in_hand):
    ledger, _ = in_hand

    assert claim(ledger, now=NOW + 10 * LEASE) is None


def test_same_step_written_twice_counts_once(in_hand):
    ledger, held = in_hand

    assert ledger.letters.hand({held: "00"}, now=NOW)
    assert ledger.letters.accept({held: DONE}, now=NOW)
    assert ledger.letters.accept({held: DONE}, now=NOW)
    assert len(ledger.letters.events(held.id)) == 3


def test_deferred_letter_waits_for_its_time(planned):
    held = claim(planned)
    planned.letters.defer(held, BUSY, until=NOW + 5 * MINUTE, now=NOW)

    assert state(planned) is LetterState.DEFERRED
    assert claim(planned, now=NOW + 4 * MINUTE) is None
    assert claim(planned, now=NOW + 5 * MINUTE).attempt == 2


def test_released_letter_has_no_attempt_burnt(planned):
    planned.letters.release(claim(planned), BUSY, now=NOW)

    assert claim(planned).attempt == 1


def test_refused_letter_stays_refused_until_a_person_asks(planned):
    planned.letters.refuse(claim(planned), NO, now=NOW)
    letter = planned.letters.find([KEY])[KEY]

    assert (letter.state, letter.enhanced) == (LetterState.REFUSED, "5.1.1")
    assert claim(planned, now=NOW + LEASE) is None
    again = planned.letters.resolve(
        letter.id[:8], "send-again", operator="nid", reason="mended", now=NOW
    )
    assert (again.state, again.operator, again.reason) == (LetterState.PLANNED, "nid", "mended")
    assert claim(planned) is not None


def test_letter_that_a_person_sends_again_has_all_its_attempts(planned):
    held = claim(planned)
    planned.letters.refuse(held, NO, now=NOW)

    planned.letters.resolve(held.id, "send-again", operator="nid", reason="", now=NOW)

    assert claim(planned).attempt == 1


def test_doubt_is_looked_at_after_it_settled(in_hand):
    ledger, held = in_hand
    ledger.letters.doubt(held, LOST, now=NOW)

    early = ledger.letters.doubtful(settled_before=NOW - MINUTE, now=NOW)
    late = ledger.letters.doubtful(settled_before=NOW, now=NOW)
    assert ([], [held.id]) == (early, [letter.id for letter in late])


def test_oracle_that_found_it_ends_the_doubt(in_hand):
    ledger, _ = in_hand
    (letter,) = ledger.letters.doubtful(settled_before=NOW, now=NOW)

    assert ledger.letters.settle(letter, arrived=True, now=NOW)
    assert not ledger.letters.settle(letter, arrived=False, now=NOW)
    assert state(ledger) is LetterState.ACCEPTED


def test_oracle_that_did_not_find_it_fences_the_worker_that_had_it(in_hand):
    ledger, held = in_hand
    (letter,) = ledger.letters.doubtful(settled_before=NOW, now=NOW)

    assert ledger.letters.settle(letter, arrived=False, now=NOW)
    assert not ledger.letters.accept({held: DONE}, now=NOW)
    assert claim(ledger).token == held.token + 2


def test_worker_that_got_its_reply_late_may_still_say_so(in_hand):
    ledger, held = in_hand
    (letter,) = ledger.letters.doubtful(settled_before=NOW, now=NOW)
    ledger.letters.look_again(letter, at=NOW + LEASE, why="not found yet", now=NOW)

    assert state(ledger) is LetterState.UNCERTAIN
    assert ledger.letters.doubtful(settled_before=NOW, now=NOW + MINUTE) == []
    assert ledger.letters.accept({held: DONE}, now=NOW)
    assert state(ledger) is LetterState.ACCEPTED


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ("sent", LetterState.ACCEPTED),
        ("send-again", LetterState.PLANNED),
        ("drop", LetterState.SUPPRESSED),
    ],
)
def test_person_settles_a_doubt(in_hand, answer, after):
    ledger, held = in_hand
    ledger.letters.doubt(held, LOST, now=NOW)

    settled = ledger.letters.resolve(
        held.id[:8].upper(), answer, operator="nid", reason="asked him", now=NOW
    )

    assert (settled.state, settled.operator, settled.reason) == (after, "nid", "asked him")
    assert not ledger.letters.accept({held: DONE}, now=NOW)


def test_person_cannot_settle_what_is_not_in_doubt(in_hand):
    ledger, held = in_hand
    ledger.letters.accept({held: DONE}, now=NOW)

    for answer in ("sent", "send-again", "drop"):
        assert ledger.letters.resolve(held.id, answer, operator="n", reason="", now=NOW) is None
    assert ledger.letters.resolve("0000ffff", "drop", operator="n", reason="", now=NOW) is None
    assert ledger.letters.get(held.id[:5]) is None


def test_stopped_letter_is_not_sent(planned):
    assert planned.letters.suppress(KEY, reason="stop ticked", now=NOW)
    assert state(planned) is LetterState.SUPPRESSED
    assert claim(planned) is None


def test_letter_that_nobody_needs_any_more_is_superseded(planned):
    assert planned.letters.supersede(KEY, reason="settled", now=NOW)
    assert state(planned) is LetterState.SUPERSEDED
    assert claim(planned) is None


def test_letter_on_its_way_cannot_be_stopped(in_hand):
    ledger, _ = in_hand

    assert not ledger.letters.suppress(KEY, reason="too late", now=NOW)
    assert not ledger.letters.supersede(KEY, reason="too late", now=NOW)


def test_letter_whose_day_is_over_is_superseded(ledger):
    tomorrow = NOW + dt.timedelta(days=1)
    plan(ledger, replace(LETTER, expires_at=tomorrow))

    assert ledger.letters.expire(now=NOW) == 0
    assert claim(ledger, now=tomorrow) is None
    assert ledger.letters.expire(now=tomorrow) == 1
    assert state(ledger) is LetterState.SUPERSEDED


def test_letter_that_a_worker_has_does_not_expire_under_it(ledger):
    plan(ledger, replace(LETTER, expires_at=NOW + MINUTE))
    held = claim(ledger)

    assert ledger.letters.expire(now=NOW + MINUTE) == 0
    assert ledger.letters.hand({held: "00"}, now=NOW + MINUTE)


def test_letter_of_a_worker_that_is_gone_expires(ledger):
    plan(ledger, replace(LETTER, expires_at=NOW + MINUTE))
    claim(ledger)

    assert ledger.letters.expire(now=NOW + LEASE) == 1
    assert state(ledger) is LetterState.SUPERSEDED


def test_letter_in_doubt_never_expires(ledger):
    plan(ledger, replace(LETTER, expires_at=NOW + MINUTE))
    ledger.letters.hand({claim(ledger): "00"}, now=NOW)

    assert ledger.letters.expire(now=NOW + LEASE) == 0


def test_bounce_finds_its_letter(in_hand):
    ledger, held = in_hand
    ledger.letters.accept({held: DONE}, now=NOW)
    message_id = f"<{held.id}.letter@agency.go.th>"

    returned = ledger.letters.bounce(message_id, code="5.1.1", text="unknown", now=NOW)

    assert (returned.state, returned.enhanced) == (LetterState.BOUNCED, "5.1.1")
    assert ledger.letters.bounce(message_id, code="5.1.1", text="unknown", now=NOW) is None
    assert ledger.letters.bounce("<other@x>", code="5.1.1", text="", now=NOW) is None


def test_a_day_on_which_a_letter_was_taken_and_has_not_come_back(in_hand):
    ledger, held = in_hand
    assert ledger.letters.days_taken(since=NOW) == frozenset()

    ledger.letters.accept({held: DONE}, now=NOW)
    assert ledger.letters.days_taken(since=NOW) == {NOW.date()}
    assert ledger.letters.days_taken(since=NOW + dt.timedelta(days=1)) == frozenset()

    message_id = ledger.letters.find([KEY])[KEY].message_id
    ledger.letters.bounce(message_id, code="4.4.1", text="refused", now=NOW)
    assert ledger.letters.days_taken(since=NOW) == frozenset()


def test_sent_and_doubtful_letters_count_against_the_cap(in_hand):
    ledger, _ = in_hand
    plan(ledger, replace(LETTER, key=DigestKey("b@agency.go.th", NOW.date())))

    assert ledger.letters.count_sent(since=NOW) == 1
    assert ledger.letters.count_sent(since=NOW, recipient="somchai@agency.go.th") == 1
    assert ledger.letters.count_sent(since=NOW + MINUTE) == 0


def test_letters_made_as_files_count_where_they_are_asked_for(in_hand):
    ledger, mine = in_hand
    made = Outcome(Verdict.ACCEPTED, "reply", server=FILES)
    ledger.letters.accept({mine: made}, now=NOW)

    assert ledger.letters.count_sent(since=NOW) == 1
    assert ledger.letters.count_sent(since=NOW, with_files=False) == 0


def test_erased_person_is_gone_and_still_not_mailed_twice(in_hand):
    ledger, held = in_hand
    ledger.letters.accept({held: DONE}, now=NOW)

    assert ledger.erase("somchai@agency.go.th", now=NOW) == 1
    letter = ledger.letters.find([KEY])[KEY]
    assert (letter.recipient, letter.name, letter.subject) == (None, None, None)
    assert plan(ledger, LETTER) == frozenset()
    assert claim(ledger) is None


@pytest.mark.parametrize("unfit", ["\0", "\ud800", "ก\0\udfffข"])
def test_text_that_no_database_keeps_does_not_stop_the_planning(ledger, unfit):
    bad = replace(
        LETTER,
        key=InvitationKey(f"main/{unfit}", f"{unfit}@agency.go.th", 0),
        to=Recipient(f"{unfit}@agency.go.th", unfit),
        subject=unfit,
    )

    assert plan(ledger, bad, LETTER) == {bad.key, KEY}
    assert plan(ledger, bad) == frozenset()
    assert ledger.letters.find([bad.key])[bad.key].state is LetterState.PLANNED


def test_letter_in_doubt_is_given_to_nobody(in_hand):
    ledger, held = in_hand
    assert claim(ledger, now=NOW + 2 * LEASE) is None

    ledger.letters.doubt(held, LOST, now=NOW)

    assert claim(ledger, now=NOW + 2 * LEASE) is None
    assert state(ledger) is LetterState.UNCERTAIN


def test_letter_whose_holder_is_gone_can_be_stopped(planned):
    held = claim(planned)
    assert not planned.letters.suppress(KEY, reason="stop ticked", now=NOW)

    assert planned.letters.suppress(KEY, reason="stop ticked", now=NOW + LEASE)

    assert not planned.letters.hand({held: "00"}, now=NOW + LEASE)
    assert state(planned) is LetterState.SUPPRESSED


def test_ids_are_known_whole_or_by_their_start(planned):
    id_ = planned.letters.identify(KEY)
    strange = [f"{number:012x}" for number in range(250)]

    assert planned.letters.known([id_[:12], *strange]) == {id_[:12]}
    assert planned.letters.known([id_]) == {id_}
    assert planned.letters.known([]) == frozenset()


def test_letter_that_left_without_the_ledger_counts_as_sent(ledger):
    one = SentEvidence("0" * 12, KEY.recipient, NOW - MINUTE, "สมชาย", "เรื่อง", ("main",))

    assert ledger.letters.adopt({one: KEY}, now=NOW) == 1
    assert ledger.letters.adopt({one: KEY}, now=NOW) == 0

    (letter,) = ledger.letters.standing()
    assert (letter.id, letter.state, letter.how) == (
        ledger.letters.identify(KEY),
        LetterState.FLAGGED,
        "adopted",
    )
    assert (letter.slot, letter.recipient, letter.accepted_at) == (
        "2026-11-23",
        KEY.recipient,
        NOW - MINUTE,
    )
    assert plan(ledger, LETTER) == frozenset()
    assert claim(ledger) is None
    assert ledger.letters.count_sent(since=NOW - LEASE) == 1
    assert [event.detail for event in ledger.letters.events(letter.id)] == ["adopted"]


def test_letter_that_the_ledger_knows_is_not_taken_down_again(in_hand):
    ledger, _ = in_hand

    assert ledger.letters.adopt({SentEvidence("0" * 12, KEY.recipient, NOW): KEY}, now=NOW) == 0
    assert ledger.letters.adopt({}, now=NOW) == 0
    assert state(ledger) is LetterState.HANDING


def test_letters_in_hand_together_each_keep_what_became_of_them(ledger, another):
    """Three are handed and taken in one step; a fourth has another worker by then."""
    names = ("anan", "boonma", "chai", "dara")
    keys = [DigestKey(f"{name}@agency.go.th", NOW.date()) for name in names]
    plan(ledger, *(replace(LETTER, key=key) for key in keys))
    first = ledger.letters.claim(keys, worker="w1", run="r1", lease=LEASE, now=NOW)
    late = NOW + LEASE
    gone = keys[3]
    other = claim(another, gone, now=late, worker="w2")

    handed = ledger.letters.hand(
        {one: f"{at:02d}" for at, one in enumerate(first.values())}, now=late
    )
    taken = {one: replace(DONE, queue_id=f"Q{at}") for at, one in enumerate(first.values())}
    accepted = ledger.letters.accept(taken, now=late)

    mine = frozenset(first[key] for key in keys[:3])
    assert (handed, accepted) == (mine, mine)
    kept = ledger.letters.find(keys)
    assert [(kept[key].state, kept[key].queue_id) for key in keys] == [
        (LetterState.ACCEPTED, "Q0"),
        (LetterState.ACCEPTED, "Q1"),
        (LetterState.ACCEPTED, "Q2"),
        (LetterState.CLAIMED, ""),
    ]
    lives = [
        [(event.state, event.worker, event.detail) for event in ledger.letters.events(kept[key].id)]
        for key in keys
    ]
    said = "reply 250 2.0.0 queued as Q1"
    straight = [
        (LetterState.CLAIMED, "w1", ""),
        (LetterState.HANDING, "w1", ""),
        (LetterState.ACCEPTED, "w1", said),
    ]
    assert lives == [straight] * 3 + [
        [(LetterState.CLAIMED, "w1", ""), (LetterState.CLAIMED, "w2", "")]
    ]
    assert another.letters.hand({other: "03"}, now=late) == {other}
