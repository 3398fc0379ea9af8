"""A look at the ledger asks each question once, and sees what is written through it."""

import datetime as dt

import pytest

from sheets_sync.delivery.one_look import one_look
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import LetterState

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        yield ledger


def codes(ledger, registry="main"):
    return [hold.kind for hold in ledger.holds.waiting(registry)]


def test_answer_stays_while_others_write_and_the_next_look_knows_better(ledger):
    look = one_look(ledger)
    assert codes(look) == []
    ledger.holds.open("main", "read-failed", "", {}, now=NOW)

    assert codes(look) == []
    assert codes(look, "other") == []
    assert codes(one_look(ledger)) == ["read-failed"]


def test_what_is_written_through_it_is_seen(ledger):
    look = one_look(ledger)
    assert (codes(look), look.recall("note"), look.erasures()) == ([], "", {})
    look.holds.open("main", "read-failed", "", {}, now=NOW)
    assert codes(look) == ["read-failed"]

    look.remember("note", "kept")
    look.erase("somchai@agency.go.th", now=NOW)
    assert look.recall("note") == "kept"
    assert look.erased(["somchai@agency.go.th"]) == {"somchai@agency.go.th"}


def test_who_changes_an_answer_changes_no_later_one(ledger):
    look = one_look(ledger)
    look.holds.waiting("main").append("mine")
    look.findings.known("main")["mine"] = "mine"

    assert (look.holds.waiting("main"), look.findings.known("main")) == ([], {})


def test_order_of_states_and_of_words_makes_no_new_question(ledger):
    look = one_look(ledger)
    some = {LetterState.PLANNED, LetterState.DEFERRED}
    assert look.letters.standing(states=some, since=NOW) == []
    assert look.letters.standing(since=NOW, states=frozenset(some)) == []

    assert len(look._answers) == 1
