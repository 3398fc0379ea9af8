"""Carries letters out through the ledger: each key at most once, each skip with its reason."""

from collections.abc import Iterable

from sheets_sync import logs
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.letterhead_check import require_sender
from sheets_sync.delivery.plan_letters import plan_letters
from sheets_sync.delivery.reconcile import reconcile
from sheets_sync.delivery.send_all import send_all
from sheets_sync.delivery.tally import Tally
from sheets_sync.mail.delivery import FILES, Receipt, Skip
from sheets_sync.mail.message import Message


def deliver(
    messages: Iterable[Message], delivery: DeliveryContext, *, reconciled: int | None = None
) -> Receipt:
    """Send what is due of these letters; every one of them is in the receipt once.

    Letters in doubt are settled first, unless the caller has done so: then `reconciled` tells
    how many it settled. What was only made as a file goes out once there is a server to send it.
    """
    letters, known = {message.key: message for message in messages}, delivery.ledger.letters
    if letters:
        require_sender(delivery.policy.letterhead)
    delivery.checkpoint("begin")
    settled = reconcile(delivery) if reconciled is None else reconciled
    if delivery.mailer.name != FILES:
        known.send_files([known.identify(key) for key in letters], now=delivery.clock())
    tally = Tally()
    inside = [letter for letter in letters.values() if _inside(letter, delivery.policy)]
    tally.skipped += (
        Skip(key, "outside-domain")
        for key, letter in letters.items()
        if not _inside(letter, delivery.policy)
    )
    ready = plan_letters(inside, delivery, tally)
    try:
        if ready:
            send_all(ready, delivery, tally)
    finally:
        delivery.mailer.close()
        if delivery.sent_log is not None:
            delivery.sent_log.close()
    delivery.ledger.runs.skip(tally.skipped, run=delivery.run, now=delivery.clock())
    delivery.checkpoint("end")
    logs.note(
        "delivered",
        of=delivery.run,
        channel=delivery.mailer.name,
        sent=len(tally.sent),
        deferred=len(tally.deferred),
        refused=len(tally.refused),
        uncertain=len(tally.uncertain),
        skipped=len(tally.skipped),
    )
    return Receipt(
        sent=tuple(tally.sent),
        deferred=tuple(tally.deferred),
        refused=tuple(tally.refused),
        uncertain=tuple(tally.uncertain),
        skipped=tuple(tally.skipped),
        reconciled=settled,
    )


def _inside(letter: Message, policy: DeliveryPolicy) -> bool:
    domain = letter.to.address.rpartition("@")[2].lower()
    return policy.allowed_domains is None or domain in policy.allowed_domains
