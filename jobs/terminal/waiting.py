"""What is said while Google lets us wait."""

from collections.abc import Callable

from jobs.terminal.console import Console
from sheets_sync.observations import Observation
from sheets_sync.words.sentences import Sentences


def tells_waits(console: Console, say: Sentences) -> Callable[[Observation], None]:
    """Says beside the result what is waited for, and how long it is until the next attempt."""

    def tell(seen: Observation) -> None:
        console.note(say(f"doctor.{seen.name}.{seen.state}", **seen.facts))

    return tell
