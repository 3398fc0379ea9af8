"""One connection for many letters: what one letter met must not touch the next."""

import datetime as dt
import threading
import time

import pytest

from sheets_sync.mail.delivery import Envelope, Verdict
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.mailers.server import MailServer

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


def letter(number):
    name = f"{number:032x}"
    content = f"Message-ID: <{name}.letter@x.th>\r\n\r\nเรียน {number}\r\n".encode()
    return Envelope("c@x.th", "a@x.th", f"<{name}.letter@x.th>", NOW, content, name)


@pytest.fixture(params=[False, True], ids=["one by one", "pipelined"])
def server(request):
    with MailServer(pipelining=request.param) as server:
        yield server


@pytest.fixture
def send(server):
    mailer = SmtpMailer(Server("127.0.0.1", server.port, "none", seconds=5), lambda: NOW)
    yield lambda number, before_dot=lambda: True: mailer.send(letter(number), before_dot)
    mailer.close()


def stored(server):
    return [each.content for each in server.stored]


def test_letter_after_a_refused_one_arrives_word_for_word(server, send):
    server.fail("rcpt", "550 5.1.1 no such user")

    outcomes = [send(1).verdict, send(2).verdict, send(3).verdict]

    assert outcomes == [Verdict.REFUSED, Verdict.ACCEPTED, Verdict.ACCEPTED]
    assert stored(server) == [letter(2).content, letter(3).content]


def test_server_that_does_not_forget_the_refused_one_is_called_anew(server, send):
    server.fail("data", "451 4.3.0 busy")
    server.fail("rset", "421 4.4.2 enough")

    outcomes = [send(1).verdict, send(2).verdict]

    assert outcomes == [Verdict.DEFERRED, Verdict.ACCEPTED]
    assert (stored(server), server.connections) == ([letter(2).content], 2)


def test_nothing_more_is_said_to_a_server_that_keeps_the_refused_one(server, send):
    server.fail("data", "451 4.3.0 busy")
    server.fail("rset", "502 5.5.1 not here")

    outcomes = [send(1).verdict, send(2).verdict]

    # Where all was said in one packet the connection has ended already.
    second = Verdict.ACCEPTED if server.pipelining else Verdict.CHANNEL
    assert outcomes == [Verdict.DEFERRED, second]


@pytest.mark.parametrize("phase", ["rcpt", "data", "dot"])
def test_server_that_closes_later_than_at_the_beginning_is_left_alone(server, send, phase):
    server.fail(phase, None, "421 4.3.2 shutting down")

    outcomes = [send(1).verdict, send(2).verdict]

    assert outcomes == [Verdict.ACCEPTED, Verdict.CHANNEL]
    assert (stored(server), server.connections) == ([letter(1).content], 1)


@pytest.mark.parametrize(
    "said",
    [
        "421 4.7.0 too many messages on this connection",
        "452 4.5.3 Maximum number of messages per session reached",
        "421 4.4.2 Connection limit of messages exceeded",
        "450 4.7.1 ส่งได้ไม่เกิน 10 ฉบับต่อการเชื่อมต่อ",
    ],
)
@pytest.mark.parametrize("phase", ["mail", "rcpt", "data"])
def test_server_that_takes_no_more_on_one_connection_is_called_anew(server, send, phase, said):
    server.fail(phase, None, said)

    outcomes = [send(1).verdict, send(2).verdict]

    assert outcomes == [Verdict.ACCEPTED, Verdict.ACCEPTED]
    assert (stored(server), server.connections) == ([letter(1).content, letter(2).content], 2)


def test_server_that_says_so_of_a_fresh_connection_is_left_alone(server, send):
    said = "421 4.7.0 too many messages on this connection"
    server.fail("rcpt", None, said, said)

    outcomes = [send(1).verdict, send(2).verdict]

    assert (outcomes, server.connections) == ([Verdict.ACCEPTED, Verdict.CHANNEL], 2)


def test_trouble_of_our_own_in_the_middle_of_a_letter_ends_the_connection(server, send):
    def trouble():
        raise RuntimeError("the ledger is gone")

    with pytest.raises(RuntimeError, match="the ledger is gone"):
        send(1, trouble)

    deadline = time.monotonic() + 4  # less than the mailer waits for any answer
    while server.receiving:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert send(2).verdict is Verdict.ACCEPTED
    assert stored(server) == [letter(2).content]


@pytest.mark.parametrize("pipelined", [False, True])
def test_letters_of_several_connections_do_not_wait_for_each_others_answers(pipelined):
    everybody_asked = threading.Barrier(3)

    def answer(_recipient):
        everybody_asked.wait(timeout=5)

    with MailServer(pipelining=pipelined, refuse=answer) as server:
        mailer = SmtpMailer(Server("127.0.0.1", server.port, "none"), lambda: NOW, at_once=3)
        outcomes = mailer.send_together([letter(n) for n in range(3)], lambda ready: ready)
        mailer.close()

    assert [one.verdict for one in outcomes] == [Verdict.ACCEPTED] * 3
    assert sorted(stored(server)) == [letter(n).content for n in range(3)]
