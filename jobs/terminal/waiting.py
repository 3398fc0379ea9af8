"""What a store has to say while it works, such as that Google lets us wait."""

from collections.abc import Callable

from jobs.terminal.console import Console
from sheets_sync.observations import Observation
from sheets_sync.words.sentences import Sentences


def tells_beside(console: Console, say: Sentences) -> Callable[[Observation], None]:
    """Says it beside the result, in a line of its own."""

    def tell(seen: Observation) -> None:
        console.note(say(f"doctor.{seen.name}.{seen.state}", **seen.facts))

    return tell
