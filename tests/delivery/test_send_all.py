"""When a channel rests after letters whose fate nobody knows."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.deliver import deliver
from sheets_sync.mail.delivery import Outcome, Verdict
from tests.delivery.test_deliver import NOW, a_letter, delivery

__all__ = ["delivery"]

PEOPLE = ("anong", "boonmee", "chai", "dao", "ek", "fah")


class Channel:
    """Goes through a list of verdicts, then takes every letter."""

    name = "smtp"

    def __init__(self, *verdicts):
        self._verdicts = list(verdicts)
        self.sent = []

    def send(self, envelope, before_dot):
        assert before_dot()
        self.sent.append(envelope.name)
        verdict = self._verdicts.pop(0) if self._verdicts else Verdict.ACCEPTED
        return Outcome(verdict, "dot" if verdict is Verdict.UNKNOWN else "reply")

    def close(self):
        pass


@pytest.mark.parametrize(
    ("verdicts", "handed_over"),
    [
        ([Verdict.UNKNOWN] * 3, 3),  # the third in a row is one too many
        ([Verdict.UNKNOWN] * 2, len(PEOPLE)),
        ([Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.ACCEPTED] * 2, len(PEOPLE)),
    ],
)
def test_three_letters_in_doubt_in_a_row_let_the_channel_rest(delivery, verdicts, handed_over):
    channel = Channel(*verdicts)
    deliver([a_letter(name) for name in PEOPLE], replace(delivery, mailer=channel, oracle=None))

    assert len(channel.sent) == handed_over


def test_a_letter_is_tried_as_often_as_the_policy_says_and_then_refused(delivery):
    channel = Channel(*[Verdict.DEFERRED] * 9)
    policy = replace(delivery.policy, attempts=2)
    for hours in range(4):
        now = NOW + dt.timedelta(hours=hours)
        deliver(
            [a_letter("anong")],
            replace(
                delivery, mailer=channel, oracle=None, policy=policy, clock=lambda now=now: now
            ),
        )

    assert len(channel.sent) == 2
