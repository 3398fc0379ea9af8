"""Guards against a ledger that forgot: letters that left, shown where it cannot lose them."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.delivery.holds import STRANGE, event_facts
from sheets_sync.delivery.ledger_guard import RESTORED
from sheets_sync.mail.delivery import OPEN
from sheets_sync.mail.ledger_records import EVERY, SentEvidence
from sheets_sync.mail.message import DigestKey, Message, message_id
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings

NEWEST = 200
"""So many of the newest are asked for first: what a ledger lacks is the newest."""
FEW = 10
"""So many letters are looked for before the first of a run is sent."""
_LATE = 4
"""A letter may have been settled some days after the one it was written for."""


def hold_if_unknown_evidence(
    evidence: Sequence[SentEvidence],
    registry: str,
    ledger: Ledger,
    settings: Settings,
    *,
    now: dt.datetime,
) -> None:
    """Hold where letters have left, the newest first, that the ledger knows nothing of.

    They count as sent from now on, so that nobody gets one twice. A letter that only this
    ledger could have named proves that an old copy was put in its place, and holds all mail;
    any other may as well be of a copied workbook, and holds that of the one registry.
    """
    unknown = _unknown(evidence[:NEWEST], ledger) and _unknown(evidence, ledger)
    ours = {one: key for one in unknown if (key := _named_by(one, ledger)) is not None}
    rest = [one for one in unknown if one not in ours]
    theirs = [*_of_strangers(rest, registry, ledger, settings)]
    if ours:
        _open(EVERY, RESTORED, max(one.at for one in ours), ledger, now)
    if theirs:
        _open(registry, STRANGE, max(one.at for one in theirs), ledger, now)
    found = ours | {one: DigestKey(one.address, one.day) for one in theirs}
    ledger.letters.adopt(found, now=now)


def hold_if_sent_letters_wait(gone: Collection[str], ledger: Ledger, *, now: dt.datetime) -> None:
    """Hold all mail where letters that the ledger would still send have left.

    `gone` are starts of ids, all equally long, of letters that surely were sent. No letter ever
    waits again after that, so the ledger is an old copy.
    """
    length = min(map(len, gone), default=0)
    waiting = ledger.letters.standing(states=OPEN) if gone else []
    there = [letter for letter in waiting if letter.id[:length] in gone]
    if there:
        _open(EVERY, RESTORED, now, ledger, now)
    for letter in there:
        ledger.letters.settle(letter, arrived=True, now=now)


def hold_if_unknown(messages: Iterable[Message], delivery: DeliveryContext) -> None:
    """Hold where a letter that is about to go for the first time has arrived already.

    The oracle is asked about a few of them, and about all only where one of these is there. One
    that was handed over before, and then believed lost, has only arrived late: that is no event.
    Raises `MailError` when it cannot tell.
    """
    unsent = _unsent(messages, delivery)
    if not unsent or delivery.oracle is None or not delivery.oracle.seen([*unsent][:FEW]):
        return
    arrived = delivery.oracle.seen([*unsent])
    now, zone = delivery.clock(), delivery.policy.letterhead.zone
    # What another run has sent meanwhile, the ledger knows by now.
    unsent = _unsent(unsent.values(), delivery)
    there = [message for identity, message in unsent.items() if identity in arrived]
    known = delivery.ledger.letters.find([message.key for message in there])
    strange = {
        SentEvidence(
            id=delivery.ledger.letters.identify(message.key),
            address=message.to.address,
            at=now.astimezone(zone),
            name=message.to.name,
            subject=message.subject,
            registries=message.registries,
        ): message.key
        for message in there
        if message.key not in known
    }
    if strange or any(letter.handing_at is None for letter in known.values()):
        _open(EVERY, RESTORED, now, delivery.ledger, now)
    delivery.ledger.letters.adopt(strange, now=now)
    for letter in known.values():
        delivery.ledger.letters.settle(letter, arrived=True, now=now)


def _unsent(messages: Iterable[Message], delivery: DeliveryContext) -> dict[str, Message]:
    """By Message-ID, the letters that the ledger has not sent, or has never heard of.

    Whoever sends one again knows better than any folder; and what stands in the list of departed
    letters counts as sent already.
    """
    letters, domain = delivery.ledger.letters, delivery.policy.letterhead.domain
    some = {message.key: message for message in messages}
    known = letters.find([*some])
    forgotten = [key for key in some if key not in known or known[key].handing_at is None]
    listed = frozenset() if delivery.sent_log is None else delivery.sent_log.departed(forgotten)
    return {
        message_id(letters.identify(key), domain): message
        for key, message in some.items()
        if key not in listed
        and (key not in known or (known[key].state in OPEN and not known[key].operator))
    }


def _unknown(evidence: Sequence[SentEvidence], ledger: Ledger) -> list[SentEvidence]:
    known = ledger.letters.known({one.id for one in evidence})
    return [one for one in evidence if one.id not in known]


def _named_by(one: SentEvidence, ledger: Ledger) -> DigestKey | None:
    """The letter's key, where this very ledger gave it its name."""
    for late in range(_LATE):
        key = DigestKey(one.address, one.day - dt.timedelta(days=late))
        if ledger.letters.identify(key).startswith(one.id):
            return key
    return None


def _of_strangers(
    evidence: Sequence[SentEvidence], registry: str, ledger: Ledger, settings: Settings
) -> Iterator[SentEvidence]:
    """Letters to people of this agency that no person has been asked about yet."""
    settled = [
        dt.datetime.fromisoformat(event_facts(hold)["newest"])
        for hold in ledger.holds.standing(registry)
        if hold.kind == STRANGE and hold.confirmed_at is not None
    ]
    since = max(settled, default=None)
    for one in evidence:
        inside = one.address.rpartition("@")[2].lower() in settings.agency.allowed_domains
        if inside and (since is None or one.at > since):
            yield one


def _open(registry: str, kind: str, newest: dt.datetime, ledger: Ledger, now: dt.datetime) -> None:
    """One event until somebody has looked, however many more letters come to light."""
    if not any(hold.kind == kind for hold in ledger.holds.waiting(registry)):
        ledger.holds.open(registry, kind, "", {"newest": newest.isoformat()}, now=now)
