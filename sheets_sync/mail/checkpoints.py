"""Named moments in the life of a mail, where a test may stop the process."""

from collections.abc import Callable
from typing import TypeAlias

Checkpoint: TypeAlias = Callable[[str], None]
"""Called with the name of the moment; in production it does nothing."""


def pass_by(_moment: str, /) -> None:
    """Go on: what production does at every moment."""
