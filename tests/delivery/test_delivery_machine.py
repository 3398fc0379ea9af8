"""Any order of edits, ticks, runs, crashes, server faults and clock steps.

No letter is lost or arrives twice, and whatever did not go has a reason that is true.
"""

import datetime as dt
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.errors import MailError
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import DOUBTFUL, OPEN, SENT, LetterState, Skip
from sheets_sync.mail.message import DigestKey, Message, Recipient
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.crash.victim import FIRST_POINTS, LOOK_POINTS
from tests.fixtures.properties import examples
from tests.mailers.faults import HEAD, Archive
from tests.mailers.server import DROP, GARBAGE, STORE_DROP, MailServer

START = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
PEOPLE = st.sampled_from(["a", "b", "c", "d"])
TEMPORARY = {
    "connect": ("421 4.3.2 later", DROP, GARBAGE),
    "mail": ("451 4.3.0 busy", "550 5.4.5 daily limit", DROP),
    "rcpt": ("450 4.7.1 greylisted", "450 4.2.1 too fast", DROP),
    "data": ("451 4.3.0 busy", DROP),
    "dot": ("451 4.3.0 disk full", "421 4.3.2 bye", DROP, STORE_DROP, GARBAGE),
}
FAULTS = st.sampled_from([(phase, fault) for phase in TEMPORARY for fault in TEMPORARY[phase]])
REFUSED = ("rcpt", "550 5.1.1 unknown")
POLICY = DeliveryPolicy(HEAD)
UNFINISHED = {"after-data", "half-body", "after-body", "before-handing"}
FROZEN_POINTS = st.sampled_from(
    [each for each in (*FIRST_POINTS[:-3], *LOOK_POINTS) if each != "after-handing"]
)


class Away:
    """An oracle that cannot be asked."""

    patience = ()

    def seen(self, message_ids):
        raise MailError("imap-failed", step="connect", host="x", failure="OSError")


class CrashError(BaseException):
    """The process dies here."""


class Delivery(RuleBasedStateMachine):
    """People have items; each run offers one digest a day to everybody who has some."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.server = MailServer().__enter__()
        self.ledger = open_ledger("sqlite:///ledger.db", folder=self.folder)
        self.now = START
        self.latest = START
        self.items = {"a": 1}
        self.offered = {}
        self.ticks = {}
        self.runs = 0

    @rule(person=PEOPLE, items=st.integers(0, 3))
    def edit(self, person, items):
        self.items[person] = items

    @rule(person=PEOPLE, tick=st.sampled_from(["hold", "stop", None]))
    def staff_tick(self, person, tick):
        """Of the letter of the day; a letter of another day has a row of its own."""
        self.ticks[self._letter(person, 1).key] = tick

    @rule(minutes=st.sampled_from([1, 6, 16, 21, 90, 60 * 24]))
    def time_passes(self, minutes):
        self.now += dt.timedelta(minutes=minutes)
        self.latest = max(self.latest, self.now)

    @rule(minutes=st.sampled_from([1, 30, 600]))
    def clock_is_set_back(self, minutes):
        self.now -= dt.timedelta(minutes=minutes)

    @rule(fault=FAULTS)
    def server_will_fail(self, fault):
        self.server.fail(*fault)

    @rule()
    def server_will_refuse(self):
        self.server.fail(*REFUSED)

    @rule()
    def run(self):
        self._run(lambda moment: None)

    @rule(point=st.sampled_from(FIRST_POINTS[:-3] + LOOK_POINTS), times=st.integers(1, 3))
    def run_that_dies(self, point, times):
        left = [times]

        def die(moment):
            left[0] -= moment == point
            if left[0] == 0:
                left[0] = -1
                raise CrashError

        try:
            self._run(die)
        except CrashError:
            self.ledger.close()
            self.ledger = open_ledger("sqlite:///ledger.db", folder=self.folder)

    @rule(point=FROZEN_POINTS, minutes=st.sampled_from([0, 6, 16, 21, 90]))
    def run_that_freezes_while_another_goes_on(self, point, minutes):
        """At any moment but the one whose dot a real server would no longer take."""
        left = [1]

        def freeze(moment):
            if left and moment == point:
                left.clear()
                self.now += dt.timedelta(minutes=minutes)
                self.latest = max(self.latest, self.now)
                in_hand = point in UNFINISHED
                self._run(lambda moment: None, worker="other", alone=False, in_hand=in_hand)

        self._run(freeze, alone=False)

    @rule(cap=st.sampled_from([1, 2]))
    def run_with_a_cap(self, cap):
        before = len(self.server.stored)
        self._run(lambda moment: None, policy=DeliveryPolicy(HEAD, per_run=cap))
        self._quiet()
        assert len(self.server.stored) - before <= cap

    @rule()
    def run_whose_oracle_is_away(self):
        self._run(lambda moment: None, oracle=Away())

    @precondition(lambda self: self.ledger.letters.standing(states={LetterState.UNCERTAIN}))
    @rule()
    def person_says_it_arrived_where_it_did(self):
        letter = self.ledger.letters.standing(states={LetterState.UNCERTAIN})[0]
        arrived = any(each.message_id == letter.message_id for each in self.server.stored)
        self.ledger.letters.resolve(
            letter.id, "sent" if arrived else "send-again",
            operator="nid", reason="asked", now=self.now,
        )  # fmt: skip

    @invariant()
    def no_letter_arrives_twice(self):
        if hasattr(self, "server"):
            copies = Counter(each.message_id for each in self.server.stored)
            assert not [letter for letter, count in copies.items() if count > 1]

    def teardown(self):
        if not hasattr(self, "server"):
            return
        try:
            self._heal()
            self._nothing_is_missing()
        finally:
            self.ledger.close()
            self.server.__exit__()
            shutil.rmtree(self.folder)

    def _heal(self):
        """Mend the server, and run often enough for every rest and doubt to end."""
        self.server.faults.clear()
        self.ticks.clear()
        self.now = self.latest
        for _ in range(3):
            self.now += dt.timedelta(hours=26)
            self._run(lambda moment: None, self.offered.values())

    def _nothing_is_missing(self):
        copies = Counter(each.message_id for each in self.server.stored)
        for letter in self.ledger.letters.find([*self.offered]).values():
            if letter.state in SENT:
                assert copies[letter.message_id] == 1
            else:
                assert letter.state in {LetterState.REFUSED, LetterState.SUPPRESSED}
                assert copies[letter.message_id] == 0
        assert not self.ledger.letters.standing(states=DOUBTFUL)

    def _run(
        self,
        checkpoint,
        letters=None,
        *,
        worker="w",
        alone=True,
        in_hand=0,
        policy=POLICY,
        oracle=None,
    ):
        self._quiet(in_hand)
        self.runs += 1
        if letters is None:
            letters = [self._letter(name, n) for name, n in self.items.items() if n]
        self.offered |= {letter.key: letter for letter in letters}
        account = Server("127.0.0.1", self.server.port, "none", seconds=2, data_seconds=2)
        delivery = DeliveryContext(
            self.ledger,
            SmtpMailer(account, lambda: self.now, checkpoint, name="smtp"),
            policy,
            lambda: self.now,
            f"r{self.runs}",
            worker,
            oracle or Archive(self.server),
            checkpoint,
            objection=self._objection,
        )
        before = Counter(each.message_id for each in self.server.stored)
        receipt = deliver([*letters], delivery)
        said = [*receipt.sent, *receipt.deferred, *receipt.refused, *receipt.uncertain]
        said += [skip.key for skip in receipt.skipped]
        assert Counter(said) == Counter(letter.key for letter in letters)
        if alone:
            self._reasons_are_true(receipt.skipped, before)

    def _objection(self, message):
        match self.ticks.get(message.key):
            case "hold":
                return Skip(message.key, "held")
            case "stop":
                letters = self.ledger.letters
                stopped = letters.suppress(message.key, reason="ticked", now=self.now)
                return Skip(message.key, "suppressed" if stopped else "claimed-elsewhere")
        return None

    def _reasons_are_true(self, skips, before):
        """Everything that was left out is where its reason says, and nothing of it went."""
        self._quiet()
        after = Counter(each.message_id for each in self.server.stored)
        states = self.ledger.letters.find([skip.key for skip in skips])
        pause = self.ledger.channels.last("smtp")
        for skip in skips:
            letter = states[skip.key]
            assert after[letter.message_id] == before[letter.message_id]
            true = {
                "already-sent": letter.state in SENT,
                "uncertain": letter.state in DOUBTFUL,
                "deferred": letter.state is LetterState.DEFERRED and letter.next_at > self.now,
                "refused": letter.state is LetterState.REFUSED,
                "suppressed": letter.state is LetterState.SUPPRESSED,
                "held": self.ticks.get(skip.key) == "hold",
                "channel-paused": pause is not None and pause.until > self.now,
                "claimed-elsewhere": letter.state is LetterState.CLAIMED,
                "capped": letter.state in OPEN,
            }
            assert true[skip.reason], (skip.reason, letter.state)

    def _letter(self, name, items):
        address = f"{name}@agency.go.th"
        return Message(
            key=DigestKey(address, self.now.date()),
            to=Recipient(address),
            language="th",
            subject=f"งานค้าง {items} รายการ",
            plain="เรียน",
            html="<p>เรียน</p>",
            items=items,
        )

    def _quiet(self, left=0):
        """Until the server has dealt with everything but what is still in a client's hand."""
        while self.server.receiving > left:
            time.sleep(0.001)


DeliveryTest = Delivery.TestCase
DeliveryTest.settings = settings(
    max_examples=examples(15), stateful_step_count=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
