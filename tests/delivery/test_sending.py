"""Many letters through a mail server: caps, pauses, doubts, objections, stops."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from sheets_sync.delivery.deliver import deliver
from sheets_sync.errors import MailError, SetupError
from sheets_sync.mail.delivery import LetterState, Receipt, Skip
from sheets_sync.mail.message import DigestKey, Message, Recipient
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.mailers.server import DROP, STORE_DROP

DAY = dt.date(2026, 11, 23)


def letters(count):
    return [
        Message(
            key=DigestKey(f"p{n}@agency.go.th", DAY),
            to=Recipient(f"p{n}@agency.go.th"),
            language="th",
            subject="งานค้าง",
            plain="เรียน",
            html="<p>เรียน</p>",
        )
        for n in range(count)
    ]


def keys(some):
    return tuple(letter.key for letter in some)


def state(delivery, letter):
    return delivery.ledger.letters.find([letter.key])[letter.key].state


def why_not(receipt):
    return Counter(skip.reason for skip in receipt.skipped)


def test_all_letters_go_over_one_connection(smtp_delivery, server):
    receipt = deliver(letters(30), smtp_delivery)

    assert receipt == Receipt(sent=keys(letters(30)))
    assert server.connections == 1
    assert [len(each.recipients) for each in server.stored] == [1] * 30


def test_connection_that_the_server_closed_meanwhile_is_opened_again(smtp_delivery, server):
    one, two, three = letters(3)
    server.fail("mail", None, DROP, None, "421 4.3.2 enough for one connection")

    receipt = deliver([one, two, three], smtp_delivery)

    assert receipt == Receipt(sent=keys([one, two, three]))
    assert server.connections == 3


def test_cap_of_a_run_leaves_the_rest_for_the_next(smtp_delivery, server):
    capped = replace(smtp_delivery, policy=replace(smtp_delivery.policy, per_run=3))

    first = deliver(letters(5), capped)
    second = deliver(letters(5), capped)

    assert (len(first.sent), why_not(first)) == (3, {"capped": 2})
    assert (len(second.sent), why_not(second)) == (2, {"already-sent": 3})


def test_cap_of_a_day_counts_over_all_runs(smtp_delivery, clock):
    capped = replace(smtp_delivery, policy=replace(smtp_delivery.policy, per_day=3))

    deliver(letters(2), capped)
    second = deliver(letters(5), capped)
    clock.forward(days=1)
    third = deliver(letters(5), capped)

    assert (len(second.sent), why_not(second)) == (1, {"already-sent": 2, "capped": 2})
    assert len(third.sent) == 2


def test_cap_of_a_day_counts_what_another_run_sends_meanwhile(smtp_delivery, server, clock):
    capped = replace(smtp_delivery, policy=replace(smtp_delivery.policy, per_day=3, per_run=4))
    other = replace(capped, mailer=SmtpMailer(capped.mailer.server, clock), worker="w2")
    others = []

    def objection(message):
        if message == letters(6)[1]:
            others.append(deliver(letters(6)[:3], other))

    receipt = deliver(letters(6), replace(capped, objection=objection))

    assert len(server.stored) == 3
    assert (len(receipt.sent), why_not(receipt)) == (1, {"already-sent": 1, "capped": 4})
    # What the first run has in hand it records with its next claim.
    assert (len(others[0].sent), why_not(others[0])) == (2, {"uncertain": 1})


def test_daily_limit_of_the_server_stops_the_channel_and_burns_no_letter(
    smtp_delivery, server, clock
):
    server.fail("mail", None, "550 5.4.5 daily sending limit exceeded")

    first = deliver(letters(5), smtp_delivery)
    while_it_rests = deliver(letters(5), smtp_delivery)
    clock.forward(hours=1)
    afterwards = deliver(letters(5), smtp_delivery)

    assert (len(first.sent), len(first.deferred), why_not(first)) == (1, 1, {"channel-paused": 3})
    assert why_not(while_it_rests) == {"already-sent": 1, "channel-paused": 4}
    assert len(afterwards.sent) == 4
    attempts = smtp_delivery.ledger.letters.find(keys(letters(5))).values()
    assert [letter.attempt for letter in attempts] == [1] * 5


def test_channel_that_fails_again_rests_twice_as_long(smtp_delivery, server, clock):
    pauses = []
    for _ in range(3):
        server.fail("connect", "421 4.3.2 later")
        deliver(letters(1), smtp_delivery)
        pause = smtp_delivery.ledger.channels.last("smtp")
        pauses.append((pause.until - clock.now) / dt.timedelta(minutes=1))
        clock.now = pause.until
    assert pauses == [5, 10, 20]

    deliver(letters(1), smtp_delivery)

    assert smtp_delivery.ledger.channels.last("smtp") is None


def test_channel_rests_no_longer_than_a_day_however_often_it_failed(smtp_delivery, server, clock):
    for _ in range(11):
        server.fail("connect", "421 4.3.2 later")
        deliver(letters(1), smtp_delivery)
        pause, failed_at = smtp_delivery.ledger.channels.last("smtp"), clock.now
        clock.now = pause.until

    assert (pause.times, pause.until - failed_at) == (11, dt.timedelta(hours=24))


def test_server_that_loses_one_letter_after_the_other_gets_no_more_of_them(smtp_delivery, server):
    server.fail("dot", DROP, None, *[DROP] * 20)

    first = deliver(letters(12), smtp_delivery)
    at_once = deliver(letters(12), smtp_delivery)

    assert (len(first.sent), len(first.uncertain)) == (1, 4)
    assert (why_not(first), at_once.sent) == ({"channel-paused": 7}, ())
    assert smtp_delivery.ledger.channels.last("smtp").why == 'dot {"error": "smtp-hung-up"}'


def test_refused_address_does_not_stop_the_others(smtp_delivery, server):
    one, two, three = letters(3)
    server.fail("rcpt", None, "550 5.1.1 no such user")

    receipt = deliver([one, two, three], smtp_delivery)

    assert receipt == Receipt(sent=keys([one, three]), refused=keys([two]))


def test_deferred_letter_rests_longer_each_time_and_is_given_up(smtp_delivery, server, clock):
    (letter,) = letters(1)
    rests = []
    for _ in range(8):
        server.fail("rcpt", "451 4.3.0 try again")
        assert deliver([letter], smtp_delivery).deferred == (letter.key,)
        next_at = smtp_delivery.ledger.letters.find([letter.key])[letter.key].next_at
        rests.append((next_at - clock.now) / dt.timedelta(minutes=1))
        assert why_not(deliver([letter], smtp_delivery)) == {"deferred": 1}
        clock.now = next_at

    assert rests == [5, 10, 20, 40, 80, 160, 240, 240]
    assert deliver([letter], smtp_delivery).refused == (letter.key,)
    assert server.stored == []


def test_letter_that_was_given_up_goes_when_a_person_sends_it_again(smtp_delivery, server, clock):
    (one,) = letters(1)
    server.fail("rcpt", *["451 4.3.0 busy"] * smtp_delivery.policy.attempts)
    for _ in range(smtp_delivery.policy.attempts + 1):
        deliver([one], smtp_delivery)
        clock.forward(hours=5)
    assert state(smtp_delivery, one) is LetterState.REFUSED

    smtp_delivery.ledger.letters.resolve(
        smtp_delivery.ledger.letters.identify(one.key),
        "send-again",
        operator="nid",
        reason="mended",
        now=clock(),
    )

    assert deliver([one], smtp_delivery) == Receipt(sent=keys([one]))


def test_two_spellings_of_an_address_are_one_letter(smtp_delivery, server):
    (one,) = letters(1)
    other = replace(one, key=DigestKey("P0@agency.go.th", DAY), to=Recipient("P0@agency.go.th"))

    receipt = deliver([one, other], smtp_delivery)

    assert (receipt.sent, why_not(receipt)) == (keys([one]), {"already-sent": 1})
    assert len(server.stored) == 1


def test_doubt_is_settled_by_the_oracle_once_it_has_settled(smtp_delivery, server, clock):
    one, two = letters(2)
    server.fail("dot", STORE_DROP, DROP)

    first = deliver([one, two], smtp_delivery)
    too_early = deliver([one, two], smtp_delivery)
    clock.forward(minutes=15)
    later = deliver([one, two], smtp_delivery)

    assert first == Receipt(uncertain=keys([one, two]))
    assert why_not(too_early) == {"uncertain": 2}
    assert later == Receipt(
        sent=(two.key,),
        skipped=(
            Skip(one.key, "already-sent", smtp_delivery.ledger.letters.identify(one.key)[:8]),
        ),
        reconciled=2,
    )
    assert len(server.stored) == 2


def test_oracle_is_asked_several_times_before_not_found_is_believed(smtp_delivery, server, clock):
    (letter,) = letters(1)
    asked = []

    class Slow:
        patience = (dt.timedelta(minutes=15), dt.timedelta(hours=1), dt.timedelta(hours=24))

        def seen(self, message_ids):
            asked.append(clock.now)
            return frozenset()

    delivery = replace(smtp_delivery, oracle=Slow())
    server.fail("dot", DROP)
    start = clock.now
    deliver([letter], delivery)
    for _ in range(26 * 4):
        clock.forward(minutes=15)
        deliver([letter], delivery)

    looks = [(moment - start) / dt.timedelta(minutes=1) for moment in asked]
    assert looks == [15, 60, 1440]
    assert len(server.stored) == 1


def test_oracle_out_of_reach_settles_nothing(smtp_delivery, server, clock):
    (letter,) = letters(1)

    class Gone:
        patience = (dt.timedelta(0),)

        def seen(self, message_ids):
            raise MailError("imap-failed", step="connect")

    server.fail("dot", DROP)
    deliver([letter], smtp_delivery)
    clock.forward(hours=30)

    deliver([letter], replace(smtp_delivery, oracle=Gone()))

    assert state(smtp_delivery, letter) is LetterState.UNCERTAIN
    clock.forward(minutes=15)
    assert deliver([letter], smtp_delivery).sent == (letter.key,)


def test_without_an_oracle_a_doubt_waits_for_a_person(smtp_delivery, server, clock):
    (letter,) = letters(1)
    alone = replace(smtp_delivery, oracle=None)
    server.fail("dot", DROP)
    deliver([letter], alone)
    clock.forward(days=2)
    assert why_not(deliver([letter], alone)) == {"uncertain": 1}
    assert server.stored == []

    id_ = alone.ledger.letters.identify(letter.key)[:8]
    alone.ledger.letters.resolve(
        id_, "send-again", operator="nid", reason="he has not got it", now=clock.now
    )

    assert deliver([letter], alone).sent == (letter.key,)


def test_objection_is_asked_right_before_each_letter(smtp_delivery, server):
    one, two = letters(2)

    def objection(letter):
        return Skip(letter.key, "held", "ticked") if server.stored else None

    receipt = deliver([one, two], replace(smtp_delivery, objection=objection))

    assert receipt == Receipt(sent=(one.key,), skipped=(Skip(two.key, "held", "ticked"),))
    assert state(smtp_delivery, two) is LetterState.PLANNED


def test_stop_finishes_the_letter_in_hand_and_no_other(smtp_delivery, server):
    stopping = replace(smtp_delivery, stopping=lambda: len(server.stored) >= 2)

    receipt = deliver(letters(5), stopping)

    assert (len(receipt.sent), why_not(receipt)) == (2, {"stopped": 3})


def test_letter_taken_over_by_another_worker_is_not_finished(smtp_delivery, server, clock):
    (letter,) = letters(1)
    receipts = []

    def sleep_too_long(moment):
        if moment == "after-body":
            clock.forward(minutes=21)
            account = Server("127.0.0.1", server.port, "none")
            other = replace(smtp_delivery, mailer=SmtpMailer(account, clock), worker="w2")
            receipts.append(deliver([letter], other))

    sleepy = replace(smtp_delivery.mailer, checkpoint=sleep_too_long)
    first = deliver([letter], replace(smtp_delivery, mailer=sleepy))

    assert receipts == [Receipt(sent=(letter.key,))]
    assert first == Receipt(skipped=(Skip(letter.key, "already-sent"),))
    assert len(server.stored) == 1


def test_every_letter_not_sent_is_written_down_with_its_reason(smtp_delivery):
    deliver(letters(1), smtp_delivery)
    deliver(letters(1), replace(smtp_delivery, run="r2"))

    (skip,) = smtp_delivery.ledger.runs.skips()
    assert (skip.run, skip.reason, skip.recipient) == ("r2", "already-sent", "p0@agency.go.th")


def test_letter_whose_time_passed_is_not_sent(smtp_delivery, server, clock):
    late = replace(letters(1)[0], expires_at=clock.now)

    receipt = deliver([late], smtp_delivery)

    assert (why_not(receipt), server.stored) == ({"superseded": 1}, [])


def test_letter_whose_day_ends_while_the_run_goes_on_is_not_sent(smtp_delivery, server, clock):
    midnight = clock.now + dt.timedelta(minutes=1)
    one, two = (replace(each, expires_at=midnight) for each in letters(2))

    def objection(message):
        if message == two:
            clock.now = midnight

    receipt = deliver([one, two], replace(smtp_delivery, objection=objection))

    assert (receipt.sent, receipt.skipped) == (keys([one]), (Skip(two.key, "superseded"),))


def test_address_that_bounced_twice_gets_no_more_letters(smtp_delivery, clock):
    def on(day):
        return replace(letters(1)[0], key=DigestKey("p0@agency.go.th", day))

    for day in (1, 2):
        letter = on(dt.date(2026, 11, day))
        assert deliver([letter], smtp_delivery).sent
        message_id = smtp_delivery.ledger.letters.find([letter.key])[letter.key].message_id
        smtp_delivery.ledger.letters.bounce(message_id, code="5.1.1", text="", now=clock.now)

    assert why_not(deliver([on(DAY)], smtp_delivery)) == {"address-bounces": 1}


def test_letterhead_that_would_spoil_every_letter_is_refused_before_any(smtp_delivery):
    head = replace(smtp_delivery.policy.letterhead, return_path="bounces")
    delivery = replace(smtp_delivery, policy=replace(smtp_delivery.policy, letterhead=head))

    with pytest.raises(SetupError, match="letterhead-unfit"):
        deliver(letters(1), delivery)

    assert smtp_delivery.ledger.letters.standing() == []
