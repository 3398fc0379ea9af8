"""What a mail server, or our own side of the line, said: in words a person can use."""

from sheets_sync.records import Letter, Pause
from sheets_sync.words.kept_errors import said_again
from sheets_sync.words.sentences import Sentences


def why_it_rests(pause: Pause, say: Sentences) -> str:
    """At which step the channel failed, and what was said there."""
    phase, _, said = pause.why.partition(" ")
    step = f"jobs.steps_of_mail.{phase}"
    if step not in say:
        return pause.why
    words = said_again(said, say).rstrip(". ")  # a sentence follows it
    return say("jobs.status.channel_failed", step=say(step), said=words or "–")


def said_of(letter: Letter, say: Sentences) -> str:
    """The server's answer, whose text often begins with the enhanced code; empty for none."""
    told = letter.reply.startswith(letter.enhanced)
    enhanced = "" if told else letter.enhanced
    reply = said_again(letter.reply, say).rstrip(". ")
    return " ".join(filter(None, (str(letter.code or ""), enhanced, reply)))
