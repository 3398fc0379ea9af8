"""Guards against a ledger that forgot: letters that left, shown where it cannot lose them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from sheets_sync.effects.desk import Desk
from sheets_sync.effects.holding import EVERY, STRANGE, told
from sheets_sync.effects.marking import RESTORED
from sheets_sync.mail.message import DigestKey, Message, message_id
from sheets_sync.ports import Ledger
from sheets_sync.records import Hold, Trace
from sheets_sync.settings import Settings

NEWEST = 200
"""So many of the newest are asked for first: what a ledger lacks is the newest."""
FEW = 10
"""So many letters are looked for before the first of a run is sent."""
_LATE = 4
"""A letter may have been settled some days after the one it was written for."""


def heed(
    traces: Sequence[Trace], registry: str, ledger: Ledger, settings: Settings, *, now: dt.datetime
) -> None:
    """Hold where letters have left, the newest first, that the ledger knows nothing of.

    They count as sent from now on, so that nobody gets one twice. A letter that only this
    ledger could have named proves that an old copy was put in its place, and holds all mail;
    any other may as well be of a copied workbook, and holds that of the one registry.
    """
    unknown = _unknown(traces[:NEWEST], ledger) and _unknown(traces, ledger)
    ours = {trace: key for trace in unknown if (key := _named_by(trace, ledger)) is not None}
    rest = [trace for trace in unknown if trace not in ours]
    theirs = [*_of_strangers(rest, registry, ledger, settings)]
    if ours:
        _open(EVERY, RESTORED, [*ours], ledger, now)
    if theirs:
        _open(registry, STRANGE, theirs, ledger, now)
    found = ours | {trace: DigestKey(trace.address, trace.day) for trace in theirs}
    ledger.letters.adopt(found, now=now)


def heed_mail(messages: Iterable[Message], desk: Desk) -> None:
    """Hold where a letter that is about to be written for the first time has arrived already.

    The oracle is asked about a few of them, and about all only where one of these is there.
    Raises `MailError` when it cannot tell.
    """
    new = _new(messages, desk)
    if not new or desk.oracle is None or not desk.oracle.seen([*new][:FEW]):
        return
    arrived = desk.oracle.seen([*new])
    now, zone = desk.clock(), desk.terms.letterhead.zone
    # What another run has planned and sent meanwhile, the ledger knows by now.
    found = {
        Trace(
            id=desk.ledger.letters.identify(message.key),
            address=message.to.address,
            at=now.astimezone(zone),
            name=message.to.name,
            subject=message.subject,
            registries=message.registries,
        ): message.key
        for identity, message in _new(new.values(), desk).items()
        if identity in arrived
    }
    if found:
        _open(EVERY, RESTORED, [*found], desk.ledger, now)
        desk.ledger.letters.adopt(found, now=now)


def _new(messages: Iterable[Message], desk: Desk) -> dict[str, Message]:
    """By Message-ID, the letters that the ledger has never heard of."""
    letters, domain = desk.ledger.letters, desk.terms.letterhead.domain
    some = {message.key: message for message in messages}
    known = letters.find([*some])
    return {
        message_id(letters.identify(key), domain): message
        for key, message in some.items()
        if key not in known
    }


def _unknown(traces: Sequence[Trace], ledger: Ledger) -> list[Trace]:
    known = ledger.letters.known({trace.id for trace in traces})
    return [trace for trace in traces if trace.id not in known]


def _named_by(trace: Trace, ledger: Ledger) -> DigestKey | None:
    """The letter's key, where this very ledger gave it its name."""
    for late in range(_LATE):
        key = DigestKey(trace.address, trace.day - dt.timedelta(days=late))
        if ledger.letters.identify(key).startswith(trace.id):
            return key
    return None


def _of_strangers(
    traces: Sequence[Trace], registry: str, ledger: Ledger, settings: Settings
) -> Iterator[Trace]:
    """Letters to people of this agency that no person has been asked about yet."""
    settled = [
        dt.datetime.fromisoformat(told(hold)["newest"])
        for hold in ledger.holds.standing(registry)
        if hold.kind == STRANGE and hold.confirmed_at is not None
    ]
    since = max(settled, default=None)
    for trace in traces:
        inside = trace.address.rpartition("@")[2].lower() in settings.agency.allowed_domains
        if inside and (since is None or trace.at > since):
            yield trace


def _open(
    registry: str, kind: str, traces: Sequence[Trace], ledger: Ledger, now: dt.datetime
) -> Hold:
    """One event until somebody has looked, however many more letters come to light."""
    waiting = (hold for hold in ledger.holds.waiting(registry) if hold.kind == kind)
    hold = next(waiting, None)
    if hold is not None:
        return hold
    newest = max(trace.at for trace in traces)
    return ledger.holds.open(registry, kind, "", {"newest": newest.isoformat()}, now=now)
