"""One look at one registry: each slot once, what a dead worker began goes on, stops are heeded."""

import datetime as dt
from argparse import Namespace

import pytest
import sqlalchemy as sa

from jobs.cli.command_table import untyped
from jobs.cli.context import JobContext
from jobs.serving.fleet.registry_pass import LOOK_AGAIN, SOON, pass_registry
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.ledger_records import EVERY, RunState
from sheets_sync.wiring.ledger import open_ledger
from tests.fixtures.fleet import fleet
from tests.fixtures.postgres import postgres

__all__ = ["fleet", "postgres"]
pytestmark = pytest.mark.xdist_group("fleet")
MOST_ASKED, FEWEST_ASKED = 80, 30
"""A thousand registries ask a thousand times as often."""


@pytest.fixture
def look(fleet):
    """Look at `r0` as a worker does."""
    fleet.fill(1)

    def pass_once(may_go_on=lambda: True):
        typed = {**untyped("run"), "config": str(fleet.config), "lang": "en", "registry": "r0"}
        context = JobContext("serve", Namespace(**typed), Sentences("en"))
        return pass_registry(context, may_go_on), context

    return pass_once


@pytest.fixture
def asked():
    """Every statement that goes to a database from here on."""
    statements = []

    def hear(_connection, _cursor, statement, *_):
        statements.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", hear)
    yield statements
    sa.event.remove(sa.Engine, "before_cursor_execute", hear)


def runs(context):
    with open_ledger(context.settings) as ledger:
        checks = ledger.runs.slots("r0", "check").values()
        return [*checks, *ledger.runs.slots(EVERY, "remind").values()]


def test_what_is_due_is_done_once_and_the_next_look_is_known(look, fleet):
    done, context = look()
    again, _ = look()

    assert (done.trouble, done.summary["sent_today"], done.summary["waiting"]) == ("", 1, 0)
    assert again.summary == done.summary
    assert dt.timedelta(0) < done.look_at - context.now < LOOK_AGAIN + SOON
    assert fleet.letters() == {"r0": 1}
    assert [run.state for run in runs(context)] == [RunState.DONE] * 2


def test_run_of_a_worker_that_is_no_more_is_taken_over_at_once(look):
    _, context = look(lambda: False)
    with open_ledger(context.settings) as ledger:
        now, slot = context.now, context.now.strftime("%Y-%m-%dT00:00")
        left = ledger.runs.claim(
            "r0", "check", slot, worker="dead:1", lease=dt.timedelta(minutes=30), now=now
        )

    look()

    (check, remind) = runs(context)
    assert (check.slot, check.state, check.token) == (left.slot, RunState.DONE, left.token + 1)
    assert remind.state is RunState.DONE
    with open_ledger(context.settings) as ledger:  # and the dead one could write no more
        assert not ledger.runs.finish(left, summary="{}", now=context.now)


def test_who_lost_the_registry_begins_nothing_and_leaves_it_due(look, fleet):
    done, context = look(lambda: False)

    assert runs(context) == []
    assert fleet.letters() == {}
    assert done.look_at - context.now < SOON


def test_workbook_that_is_not_there_is_a_trouble_with_a_name_that_rests(look, fleet):
    (fleet.folder / "books" / "r0.xlsx").unlink()

    done, context = look()

    assert done.trouble == "file-missing"
    assert SOON < done.look_at - context.now < LOOK_AGAIN + SOON


def test_look_costs_few_questions_and_one_at_which_nothing_is_due_still_fewer(look, fleet, asked):
    look()
    fleet.tell("DELETE FROM \"registry r0\".runs WHERE job = 'check'")
    asked.clear()
    look()
    checked = len(asked)
    asked.clear()
    look()

    assert (checked <= MOST_ASKED, len(asked) <= FEWEST_ASKED) == (True, True), (checked, asked)
