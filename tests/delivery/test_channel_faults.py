"""Whose fault a refusal is, at the server: one reader's, the account's, or everybody's."""

import datetime as dt
import time
from dataclasses import replace

import pytest

from sheets_sync.delivery.channel_rest import HEARD_SECONDS, ChannelTrial
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.unreachable_addresses import troubled_addresses
from sheets_sync.mail.delivery import DOUBTFUL, LetterState
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.delivery.test_sending import DAY, keys, letters, state, why_not

SENDER_REFUSED = "553 5.7.1 <hrd@agency.go.th>: Sender address rejected: not owned by user cop"
PLANNED, DEFERRED, REFUSED = LetterState.PLANNED, LetterState.DEFERRED, LetterState.REFUSED


def test_refused_sender_rests_the_channel_after_the_first_and_closes_no_letter(
    smtp_delivery, server, clock
):
    some = letters(3)
    server.fail("rcpt", SENDER_REFUSED)

    first = deliver(some, smtp_delivery)
    clock.forward(hours=2)
    second = deliver(some, smtp_delivery)

    assert (first.deferred, why_not(first)) == (keys(some[:1]), {"channel-paused": 2})
    assert set(second.sent) == set(keys(some))
    assert troubled_addresses(smtp_delivery.ledger, now=clock.now) == {}


def test_trouble_of_one_reader_stops_no_other(smtp_delivery, server):
    some = letters(3)
    server.fail("rcpt", None, "450 4.2.1 receiving mail too quickly", None)

    receipt = deliver(some, smtp_delivery)

    assert (receipt.sent, receipt.deferred) == (keys([some[0], some[2]]), keys(some[1:2]))


@pytest.mark.parametrize("charset", ["utf-8", "tis-620"])
def test_server_that_answers_in_thai_is_understood_in_either_charset(
    smtp_delivery, server, charset
):
    some = letters(2)
    server.charset = charset
    server.fail("rcpt", "452 กล่องจดหมายของผู้รับเต็ม", "550 ไม่อนุญาตให้ส่งต่ออีเมล")

    receipt = deliver(some, smtp_delivery)

    found = smtp_delivery.ledger.letters.find([message.key for message in some])
    assert [(one.state, one.reply, one.how) for one in found.values()] == [
        (DEFERRED, "กล่องจดหมายของผู้รับเต็ม", ""),
        (DEFERRED, "ไม่อนุญาตให้ส่งต่ออีเมล", "channel"),
    ]
    assert set(receipt.deferred) == set(keys(some))


def test_same_refusal_for_the_first_readers_is_the_channels_without_knowing_the_code(
    smtp_delivery, server, clock
):
    some = letters(5)
    server.fail("rcpt", *["550 Xyzzy"] * 3)

    first = deliver(some, smtp_delivery)
    clock.forward(hours=2)
    second = deliver(some, smtp_delivery)

    assert (len(first.deferred), first.refused) == (3, ())
    assert why_not(first) == {"channel-paused": 2}
    assert set(second.sent) == set(keys(some))
    assert troubled_addresses(smtp_delivery.ledger, now=clock.now) == {}


def test_readers_refused_alike_are_tried_after_all_others(smtp_delivery, server, clock):
    some = letters(5)
    gone = {"p0@agency.go.th", "p1@agency.go.th", "p2@agency.go.th"}
    server.refuse = lambda recipient: "550 Xyzzy" if recipient in gone else None

    deliver(some, smtp_delivery)
    clock.forward(hours=2)
    second = deliver(some, smtp_delivery)

    assert second.sent == keys(some[3:])
    assert [state(smtp_delivery, letter) for letter in some[:3]] == [REFUSED] * 3


def test_three_readers_whose_mailbox_is_gone_do_not_stop_the_fourth(smtp_delivery, server):
    some = letters(4)
    server.fail("rcpt", *["550 5.1.1 User unknown"] * 3, None)

    receipt = deliver(some, smtp_delivery)

    assert (receipt.refused, receipt.sent) == (keys(some[:3]), keys(some[3:]))


def test_two_refusals_of_an_address_are_enough(smtp_delivery, server, clock):
    for day in range(3):
        (letter,) = letters(1)
        dated = replace(letter, key=replace(letter.key, day=DAY + dt.timedelta(days=day)))
        server.fail("rcpt", "550 5.1.1 User unknown")
        receipt = deliver([dated], smtp_delivery)
        clock.forward(days=1)

    assert why_not(receipt) == {"address-bounces": 1}
    (trouble,) = troubled_addresses(smtp_delivery.ledger, now=clock.now).values()
    assert (trouble.why, trouble.times, trouble.unreachable) == ("refused", 2, True)
    assert trouble.reply == "550 5.1.1 User unknown"


def test_letter_larger_than_the_server_takes_is_told_as_such_and_not_sent(smtp_delivery, server):
    server.size = 200

    receipt = deliver(letters(1), smtp_delivery)

    (letter,) = smtp_delivery.ledger.letters.standing()
    assert receipt.refused == keys(letters(1))
    assert (letter.phase, letter.code, letter.enhanced) == ("mail", 552, "5.3.4")
    assert server.stored == []


def workers(smtp_delivery, server, clock, count):
    account = Server("127.0.0.1", server.port, "none", seconds=2, data_seconds=2)
    return [
        replace(smtp_delivery, mailer=SmtpMailer(account, clock, name="smtp"), worker=f"w{number}")
        for number in range(count)
    ]


def test_eight_workers_rest_together_and_one_of_them_tries_afterwards(smtp_delivery, server, clock):
    some = letters(16)
    crew = workers(smtp_delivery, server, clock, 8)
    server.fail("connect", *["454 4.7.0 later"] * 2)

    for number, worker in enumerate(crew):
        deliver(some[number::8], worker)
    assert server.connections == 1

    clock.forward(minutes=6)
    for number, worker in enumerate(crew):
        deliver(some[number::8], worker)
    assert server.connections == 2

    clock.forward(minutes=20)
    for number, worker in enumerate(crew):
        deliver(some[number::8], worker)
    assert len(server.stored) == 16


def test_worker_waits_while_another_tries_the_channel(smtp_delivery, server, clock):
    smtp_delivery.ledger.channels.pause("smtp", until=clock.now, why="login 454")
    smtp_delivery.ledger.leases.acquire(
        "channel/smtp", holder="another", ttl=dt.timedelta(minutes=10), now=clock.now
    )

    receipt = deliver(letters(2), smtp_delivery)

    assert (receipt.sent, why_not(receipt)) == ((), {"channel-paused": 2})
    assert server.connections == 0


def test_what_makes_a_channel_rest_elsewhere_is_heard_within_a_second(smtp_delivery, clock):
    trial = ChannelTrial(smtp_delivery)
    before = trial.is_open
    rested = clock.now + dt.timedelta(minutes=5)
    smtp_delivery.ledger.channels.pause("smtp", until=rested, why="login 454")

    heard = False
    began = time.monotonic()
    while not heard and time.monotonic() - began < 5:
        time.sleep(0.1)
        heard = not trial.is_open

    assert (before, heard, time.monotonic() - began < HEARD_SECONDS + 1) == (True, True, True)


def test_letters_go_over_several_connections_at_once(smtp_delivery, server, clock):
    account = Server("127.0.0.1", server.port, "none", seconds=2, data_seconds=2, letters=10)
    four = replace(smtp_delivery, mailer=SmtpMailer(account, clock, name="smtp", at_once=4))
    server.fail("dot", None, None, "554 5.7.1 spam", None)

    receipt = deliver(letters(50), four)

    assert (len(receipt.sent), len(receipt.refused)) == (49, 1)
    assert len({each.message_id for each in server.stored}) == len(server.stored) == 49
    assert 4 <= server.connections <= 8


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("moment", ["after-claim", "after-body", "after-handing", "after-dot"])
def test_crash_leaves_no_more_letters_in_doubt_than_there_are_connections(
    smtp_delivery, server, clock, moment
):
    account = Server("127.0.0.1", server.port, "none", seconds=2, data_seconds=2)
    seen = []

    def die(passed):
        seen.append(passed)
        if passed == moment and len(server.stored) >= 9:
            raise Killed

    mailer = SmtpMailer(account, clock, die, name="smtp", at_once=4)
    victim = replace(smtp_delivery, mailer=mailer, checkpoint=die)
    with pytest.raises(Killed):
        deliver(letters(30), victim)
    doubtful = smtp_delivery.ledger.letters.standing(states=DOUBTFUL)
    while server.receiving:  # the hour that is skipped is long enough for it to be done
        time.sleep(0.01)
    clock.forward(hours=1)
    deliver(letters(30), smtp_delivery)

    assert len(doubtful) <= 4
    assert len({each.message_id for each in server.stored}) == len(server.stored) == 30
