"""What makes the mail of a report unique, before anything has been compiled."""

from typing import Literal, TypeAlias

from sheets_sync.mail.message import ReportKey
from sheets_sync.planning.report.values import Copy

Stage: TypeAlias = Literal["draft", "send"]
"""A draft goes to HR; what is sent goes to every reader."""
DRAFT: Stage = "draft"


def key_of(period: str, copy: Copy, registry: str, stage: Stage, address: str) -> ReportKey:
    """A reader gets a copy of a month once, and a draft once."""
    return ReportKey(address, period, f"{DRAFT if stage == DRAFT else copy}/{registry}")
