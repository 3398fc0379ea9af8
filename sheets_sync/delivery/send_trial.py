"""Sends letters that nobody keeps: to see whether mail of this set-up arrives, and how it looks."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.delivery.delivery_context import DeliveryPolicy
from sheets_sync.delivery.letterhead_check import require_sender
from sheets_sync.diagnostics import Diagnostic, bad, good
from sheets_sync.i18n.kept_errors import to_be_said
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.letters import LetterContext
from sheets_sync.letters.trial import trial_letters
from sheets_sync.mail.delivery import Envelope, Outcome, Verdict
from sheets_sync.mail.email_address import one_address
from sheets_sync.mail.message import message_id
from sheets_sync.mail.mime import compose
from sheets_sync.mail.refusals import judge, mending
from sheets_sync.ports import Mailer

_SEEN_BY_DOCTOR = frozenset({"connect", "hello", "tls", "login"})
"""Steps that `doctor` takes as well, without a letter."""


def send_trial(
    typed: str,
    mailer: Mailer,
    context: LetterContext,
    policy: DeliveryPolicy,
    *,
    now: dt.datetime,
) -> Iterator[Diagnostic]:
    """Send both letters to one address that may be mailed; what became of each.

    Raises:
        SetupError: no sender is set.
    """
    require_sender(policy.letterhead)
    to = one_address(typed)
    if to is None:
        yield bad("trial-address", typed=typed)
        return
    domains = policy.allowed_domains
    if domains is not None and to.rpartition("@")[2] not in domains:
        yield bad("trial-domain", typed=to, domains=tuple(sorted(domains)))
        return
    try:
        for number, letter in enumerate(trial_letters(context, to, now), start=1):
            name = f"trial-{now:%Y%m%d%H%M%S}-{number}"
            identity = message_id(name, policy.letterhead.domain)
            content = compose(letter, letterhead=policy.letterhead, message_id=identity, date=now)
            sender = policy.letterhead.envelope_sender
            envelope = Envelope(sender, to, identity, now, content, name)
            outcome = mailer.send(envelope, lambda: True)
            facts = {"subject": letter.subject, "to": to, "said": _said(outcome)}
            if outcome.verdict is Verdict.ACCEPTED:
                yield good("trial-mail", **facts)
            elif outcome.code and outcome.phase not in _SEEN_BY_DOCTOR:
                yield bad("trial-refused", **facts, way=_way_out(outcome, context.sentences))
            else:
                yield bad("trial-mail", **facts)
    finally:
        mailer.close()


def _way_out(outcome: Outcome, say: Sentences) -> LazySentence:
    """What a server's no is about: a setting, this very reader, or something else over there."""
    refusal = judge(outcome.phase, outcome.code, outcome.enhanced, outcome.text)
    cause = f"jobs.mail_causes.{refusal.cause}"
    if cause in say:
        return LazySentence(cause, settings=mending(refusal.cause) or ("mail",))
    whose = "reader" if outcome.phase == "rcpt" else "other"
    return LazySentence(f"doctor.trial-why.{whose}")


def _said(outcome: Outcome) -> LazySentence | str:
    """The server's answer in one line, with its codes where it does not begin with them.

    Where there was no answer, what went wrong on our side of the line.
    """
    words = to_be_said(outcome.text)
    if isinstance(words, LazySentence):
        return words
    codes = (str(outcome.code or ""), outcome.enhanced)
    parts = (*(one for one in codes if one and not words.startswith(one)), words)
    return " ".join(filter(None, parts)) or "–"
