"""What a store has to say while it works, such as that Google lets us wait."""

from collections.abc import Callable

from jobs.cli.console import Console
from sheets_sync.diagnostics import Diagnostic
from sheets_sync.i18n.sentences import Sentences


def tells_beside(console: Console, say: Sentences) -> Callable[[Diagnostic], None]:
    """Says it beside the result, in a line of its own."""

    def tell(seen: Diagnostic) -> None:
        console.note(say(f"doctor.{seen.name}.{seen.state}", **seen.facts))

    return tell
