"""Every letter once: planned, claimed, handed over, accepted, or the reason why not."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.backfill import insert_adopted, known_starts
from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.letter_ids import among
from sheets_sync.ledgers.moves_at_once import Move
from sheets_sync.ledgers.moves_together import claim_all, move_all
from sheets_sync.ledgers.new_letters import insert_planned, known_ids
from sheets_sync.ledgers.row_mapping import as_event, as_letter, skip_of
from sheets_sync.ledgers.tables import events, letters, skips
from sheets_sync.ledgers.transitions import (
    move,
    said,
    sentence,
    stands,
)
from sheets_sync.ledgers.uncertain import ID_LENGTH, Doubts
from sheets_sync.mail.delivery import (
    CHANNEL,
    DOUBTFUL,
    FILES,
    OPEN,
    SENT,
    LetterState,
    Outcome,
)
from sheets_sync.mail.ledger_records import (
    Claim,
    Letter,
    LetterEvent,
    PastOutcome,
    SentEvidence,
)
from sheets_sync.mail.message import LetterKey, Message, key_text


class SqlLetters(Doubts):
    """The letters of one ledger; `secret` hides their recipients in ids."""

    def __init__(self, database: Database, secret: bytes) -> None:
        super().__init__(database)
        self._secret = secret
        self._ids: dict[LetterKey, str] = {}

    def identify(self, key: LetterKey) -> str:
        """Stand for a key without naming the recipient; the same in every run."""
        known = self._ids.get(key)
        if known is None:
            text = key_text(key).encode("utf-8", "surrogatepass")
            known = hmac.new(self._secret, text, hashlib.sha256).hexdigest()[:ID_LENGTH]
            if len(self._ids) >= _IDS:
                self._ids.clear()
            self._ids[key] = known
        return known

    def plan(
        self, messages: Iterable[Message], *, domain: str, run: str, now: dt.datetime
    ) -> frozenset[LetterKey]:
        """Reserve the letters nobody reserved yet; the keys that are new."""
        rows = {
            self.identify(message.key): (message.key, message) for message in reversed([*messages])
        }
        with self._database.writing(alone=True) as connection:
            known = known_ids(connection, rows)
            new = {id_: pair for id_, pair in rows.items() if id_ not in known}
            if new:
                insert_planned(connection, new, domain=domain, run=run, now=now)
        return frozenset(key for key, _ in new.values())

    def find(self, keys: Collection[LetterKey]) -> dict[LetterKey, Letter]:
        """What is known of these letters."""
        ids = {key: self.identify(key) for key in keys}
        with self._database.reading() as connection:
            rows = connection.execute(
                sa.select(letters).where(among(connection, set(ids.values())))
            )
            found = {row.id: as_letter(row) for row in rows}
        return {key: found[id_] for key, id_ in ids.items() if id_ in found}

    def known(self, starts: Collection[str]) -> frozenset[str]:
        """Which of these ids, or starts of ids, all equally long, the ledger has."""
        with self._database.reading() as connection:
            return known_starts(connection, starts)

    def adopt(self, evidence: Mapping[SentEvidence, LetterKey], *, now: dt.datetime) -> int:
        """Write letters down as sent that left without this ledger; how many were new."""
        if not evidence:
            return 0
        found = {self.identify(key): (key, one) for one, key in evidence.items()}
        with self._database.writing(alone=True) as connection:
            return insert_adopted(connection, found, now=now)

    def get(self, start_of_id: str) -> Letter | None:
        """Find the one letter whose id starts so; nothing where none or several do."""
        with self._database.reading() as connection:
            row = self._get(connection, start_of_id)
        return None if row is None else as_letter(row)

    def standing(
        self,
        *,
        states: Collection[LetterState] = (),
        recipient: str | None = None,
        since: dt.datetime | None = None,
    ) -> list[Letter]:
        """Letters by state, reader and planning time, oldest first."""
        query = sa.select(letters).order_by(letters.c.planned_at, letters.c.id)
        if states:
            query = query.where(letters.c.state.in_(states))
        if recipient is not None:
            query = query.where(letters.c.recipient == recipient)
        if since is not None:
            query = query.where(letters.c.planned_at >= since)
        with self._database.reading() as connection:
            return [as_letter(row) for row in connection.execute(query)]

    def claim(
        self,
        keys: Collection[LetterKey],
        *,
        worker: str,
        run: str,
        lease: dt.timedelta,
        now: dt.datetime,
        taken: Mapping[Claim, Outcome] = MappingProxyType({}),
    ) -> dict[LetterKey, Claim]:
        """Take the letters that are due; not those that are not, or that another has.

        In the same step those are accepted that the server has `taken` before. Where it fails,
        nobody knows whether that counted: they are to be accepted again.
        """
        ids = {self.identify(key): key for key in keys}
        accepted = _accepting(taken, now) if taken else None
        # A claim may be undone only together with whoever holds it.
        with self._database.writing_once(lasting=not self._database.dies_with_us) as connection:
            claims = claim_all(
                connection, ids, worker=worker, run=run, lease=lease, now=now, beside=accepted
            )
        return {key: claims[id_] for id_, key in ids.items() if id_ in claims}

    def hand(self, digests: Mapping[Claim, str], *, now: dt.datetime) -> frozenset[Claim]:
        """Write down that the dots go out next, with the SHA-256 of each letter.

        Answers those that may go: of the others another worker took over. A letter may go again
        under the same token, lighter, where the server has refused it as too large.
        """
        return self._step_all(
            Move(
                {claim: {"body_sha256": digest} for claim, digest in digests.items()},
                {"handing_at": now, "looks": 0},
                LetterState.HANDING,
                since=frozenset({LetterState.CLAIMED, LetterState.HANDING}),
                now=now,
            )
        )

    def accept(self, outcomes: Mapping[Claim, Outcome], *, now: dt.datetime) -> frozenset[Claim]:
        """Record that the server took them; those that were in these hands.

        It lasts from the next lasting change on, which is the handing over of the next letters or
        the end of the run. Where it is undone before, they are in doubt again, as if the replies
        had been lost: never sent twice, never forgotten.
        """
        return self._step_all(_accepting(outcomes, now))

    def handed(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these letters the ledger has handed over, or may have."""
        with self._database.reading() as connection:
            gone = sa.and_(among(connection, ids), letters.c.handing_at.is_not(None))
            rows = connection.execute(sa.select(letters.c.id).where(gone))
            return frozenset(row.id for row in rows)

    def defer(
        self, claim: Claim, outcome: Outcome, *, until: dt.datetime, now: dt.datetime
    ) -> bool:
        """Record that it was proven not sent and is to be tried again."""
        return self._step(
            claim,
            LetterState.DEFERRED,
            since=_IN_HAND,
            now=now,
            outcome=outcome,
            next_at=until,
            how="",
        )

    def refuse(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Record that it was proven not sent and is not to be tried again."""
        return self._step(
            claim, LetterState.REFUSED, since=_IN_HAND, now=now, outcome=outcome, how=""
        )

    def doubt(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Record that nobody can tell whether it was sent."""
        return self._step(
            claim, LetterState.UNCERTAIN, since={LetterState.HANDING}, now=now, outcome=outcome
        )

    def release(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Give it back, due again at once: the channel failed, not the letter."""
        return self._step(
            claim,
            LetterState.DEFERRED,
            since=_IN_HAND,
            now=now,
            outcome=outcome,
            next_at=now,
            attempt=claim.attempt - 1,
            how=CHANNEL,
        )

    def reconsider(self, ids: Collection[str], *, now: dt.datetime) -> frozenset[str]:
        """Reopen letters that were not sent because of the channel; those that it moved."""
        with self._database.writing() as connection:
            rows = [self._get(connection, each) for each in ids]
            return frozenset(
                row.id
                for row in rows
                if row is not None
                and move(
                    connection,
                    row.id,
                    LetterState.DEFERRED,
                    since={LetterState.REFUSED, LetterState.DEFERRED},
                    token=row.token,
                    now=now,
                    detail=CHANNEL,
                    values={"next_at": now, "attempt": 0, "how": CHANNEL},
                )
            )

    def send_files(self, ids: Collection[str], *, now: dt.datetime) -> int:
        """Take letters that were only made as files for planned: nobody has got them; how many."""
        with self._database.writing() as connection:
            made = sa.and_(among(connection, ids), letters.c.server == FILES)
            rows = connection.execute(sa.select(letters.c.id, letters.c.token).where(made)).all()
            return sum(
                move(
                    connection,
                    row.id,
                    LetterState.PLANNED,
                    since={LetterState.ACCEPTED, LetterState.FLAGGED},
                    token=row.token,
                    now=now,
                    detail=FILES,
                    fence=True,
                    values={"server": "", "attempt": 0, "how": "", "handing_at": None},
                )
                for row in rows
            )

    def outcomes(self, *, limit: int) -> list[PastOutcome]:
        """What came of the letters that were handed over last, the newest last."""
        query = (
            sa.select(events.c.letter, letters.c.recipient, events.c.state, events.c.detail)
            .join(letters, letters.c.id == events.c.letter)
            .where(events.c.state.in_(_OUTCOMES))
            .order_by(events.c.id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [
                PastOutcome(row.letter, row.recipient, LetterState(row.state), row.detail)
                for row in reversed(connection.execute(query).all())
            ]

    def suppress(self, key: LetterKey, *, reason: str, now: dt.datetime) -> bool:
        """Stop a letter that is not on its way yet."""
        return self._give_up(key, LetterState.SUPPRESSED, reason, now)

    def supersede(self, key: LetterKey, *, reason: str, now: dt.datetime) -> bool:
        """Give up a letter that nobody needs any more and that is not on its way yet."""
        return self._give_up(key, LetterState.SUPERSEDED, reason, now)

    def _give_up(self, key: LetterKey, to: LetterState, reason: str, now: dt.datetime) -> bool:
        with self._database.writing() as connection:
            row = self._get(connection, self.identify(key))
            if row is None:
                return False
            # Whoever claimed it so long ago is gone, or is fenced off before its dot.
            lost = {LetterState.CLAIMED} if row.lease_until and row.lease_until <= now else set()
            return move(
                connection,
                row.id,
                to,
                since={LetterState.PLANNED, LetterState.DEFERRED} | lost,
                token=row.token,
                now=now,
                detail=reason,
                fence=True,
                values={"reason": reason},
            )

    def expire(self, *, now: dt.datetime) -> int:
        """Give up open letters whose time has passed, each with that as its reason; how many."""
        query = sa.select(letters).where(
            letters.c.expires_at <= now,
            letters.c.state.in_(OPEN),
            sa.or_(letters.c.state != LetterState.CLAIMED, letters.c.lease_until <= now),
        )
        with self._database.writing() as connection:
            gone = [
                row
                for row in connection.execute(query).all()
                if move(
                    connection,
                    row.id,
                    LetterState.SUPERSEDED,
                    since=OPEN,
                    token=row.token,
                    now=now,
                    values={"settled_at": now},
                )
            ]
            if gone:
                connection.execute(
                    skips.insert(), [skip_of(row, "superseded", now) for row in gone]
                )
        return len(gone)

    def flag(self, ids: Collection[str], *, now: dt.datetime) -> int:
        """Mark accepted letters as written down in the sheet; how many were new."""
        accepted = {LetterState.ACCEPTED}
        with self._database.writing() as connection:
            rows = [self._get(connection, each) for each in ids]
            return sum(
                move(
                    connection,
                    row.id,
                    LetterState.FLAGGED,
                    since=accepted,
                    token=row.token,
                    now=now,
                    values={"flagged_at": now},
                )
                for row in rows
                if row is not None
            )

    def count_sent(
        self, *, since: dt.datetime, recipient: str | None = None, with_files: bool = True
    ) -> int:
        """How many letters went out, or may have, since then; made as files, too, or not."""
        query = sa.select(sa.func.count()).where(
            letters.c.handing_at >= since, letters.c.state.in_(SENT | DOUBTFUL)
        )
        if recipient is not None:
            query = query.where(letters.c.recipient == recipient)
        if not with_files:
            query = query.where(letters.c.server != FILES)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def events(self, letter_id: str) -> Sequence[LetterEvent]:
        """The whole life of one letter."""
        query = sa.select(events).where(events.c.letter == letter_id).order_by(events.c.id)
        with self._database.reading() as connection:
            return [as_event(row) for row in connection.execute(query)]

    def _step_all(self, moved: Move) -> frozenset[Claim]:
        """Move some letters, all or none; those that stand there by these hands."""
        if not moved.each:
            return frozenset()
        return self._database.persist_once(partial(move_all, moved=moved), lasting=moved.lasting)

    def _step(
        self,
        claim: Claim,
        to: LetterState,
        *,
        since: Collection[LetterState],
        now: dt.datetime,
        outcome: Outcome,
        **values: object,
    ) -> bool:
        wanted = {**said(outcome), **values}

        def step(connection: Connection) -> bool:
            return move(
                connection,
                claim.id,
                to,
                since=since,
                token=claim.token,
                now=now,
                detail=sentence(outcome),
                run=claim.run,
                worker=claim.worker,
                values=wanted,
            ) or stands(connection, claim.id, to, claim.token)

        return self._database.persist(step)


def _accepting(outcomes: Mapping[Claim, Outcome], now: dt.datetime) -> Move:
    return Move(
        {claim: said(outcome) for claim, outcome in outcomes.items()},
        {"accepted_at": now, "next_at": None, "how": "reply"},
        LetterState.ACCEPTED,
        since=DOUBTFUL,
        now=now,
        lasting=False,
        details={claim: sentence(outcome) for claim, outcome in outcomes.items()},
    )


_IDS = 100_000
"""So many letters' ids are kept at hand."""
_OUTCOMES = (
    LetterState.ACCEPTED,
    LetterState.REFUSED,
    LetterState.DEFERRED,
    LetterState.UNCERTAIN,
)
_IN_HAND = frozenset({LetterState.CLAIMED, LetterState.HANDING})
