"""What a mail server, or our own side of the line, said: in words a person can use."""

import re

from sheets_sync.i18n.kept_errors import hint_again, said_again
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.delivery import LetterState, Verdict
from sheets_sync.mail.ledger_records import Letter, Pause
from sheets_sync.mail.refusals import SAME_FOR_ALL, judge, mending


def why_it_rests(pause: Pause, say: Sentences) -> str:
    """At which step the channel failed, and what was said there."""
    phase = pause.why.partition(" ")[0]
    step = f"jobs.steps_of_mail.{phase}"
    if step not in say:
        return pause.why
    return say("jobs.status.channel_failed", step=say(step), said=said_there(pause, say) or "–")


def said_there(pause: Pause, say: Sentences) -> str:
    """What was said when the channel failed, as a letter that waits for it has it."""
    words = said_again(pause.why.partition(" ")[2], say)
    return " ".join(words.split()).rstrip(". ")  # a sentence follows it


def cause_of(pause: Pause, say: Sentences) -> str:
    """What to mend, as an error of ours knows it or the server's words tell; empty elsewhere."""
    hint = hint_again(pause.why.partition(" ")[2], say)
    name, settings = channel_cause(pause)
    sentence = f"jobs.mail_causes.{name}"
    if hint or sentence not in say:
        return hint
    return say(sentence, settings=settings or ("mail",))


def channel_cause(pause: Pause) -> tuple[str, tuple[str, ...]]:
    """The name of why the channel rests, and the settings that mend it; empty where unknown."""
    found = _REFUSED.match(pause.why)
    if found is None:
        return "", ()
    phase, code, enhanced, text = found.groups()
    refusal = judge(phase, int(code), enhanced or "", text)
    if refusal.verdict is not Verdict.CHANNEL:
        # One reader's refusal rests no channel: it was that of several in a row.
        return SAME_FOR_ALL, mending(SAME_FOR_ALL)
    return refusal.cause, mending(refusal.cause)


_REFUSED = re.compile(r"(\w+) (\d{3}) ?(\d\.\d{1,3}\.\d{1,3})?(.*)", re.DOTALL)


def said_of(letter: Letter, say: Sentences) -> str:
    """The server's answer in one line, with its codes where it does not begin with them."""
    reply = " ".join(said_again(letter.reply, say).split()).rstrip(". ")
    # The code is that of the handing over, which went well where a letter came back.
    code = "" if letter.state is LetterState.BOUNCED else str(letter.code or "")
    codes = (code, letter.enhanced)
    return " ".join((*(one for one in codes if one and one not in reply), reply)).strip()
