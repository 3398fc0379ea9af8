"""What the caps leave, letter by letter."""

from dataclasses import replace

import pytest

from sheets_sync.delivery.send_quota import Allowance
from sheets_sync.mail.delivery import Outcome, Verdict


def left_after(office, *verdicts, **caps):
    """Whether another letter may go after these."""
    delivery = office.delivery()
    caps = {"per_run": None, "per_day": None, **caps}
    allowance = Allowance(replace(delivery, policy=replace(delivery.policy, **caps)))
    for verdict in verdicts:
        allowance.note(None if verdict is None else Outcome(verdict, "reply"))
    return not allowance.used_up


@pytest.mark.parametrize("cap", ["per_run", "per_day"])
@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.UNKNOWN])
def test_letter_that_its_reader_may_have_got_counts_against_the_caps(office, cap, verdict):
    assert left_after(office, verdict, **{cap: 2})
    assert not left_after(office, verdict, verdict, **{cap: 2})


@pytest.mark.parametrize("verdict", [Verdict.DEFERRED, Verdict.REFUSED, Verdict.CHANNEL])
def test_letter_that_surely_did_not_go_leaves_its_place(office, verdict):
    assert left_after(office, *[verdict] * 3, per_run=2, per_day=2)


@pytest.mark.parametrize("verdict", [None, Verdict.FENCED])
def test_letter_that_another_run_took_leaves_what_this_one_sent_counted(office, verdict):
    assert not left_after(office, Verdict.ACCEPTED, verdict, per_run=1)


def test_without_caps_every_letter_may_go(office):
    assert left_after(office, *[Verdict.ACCEPTED] * 500)
