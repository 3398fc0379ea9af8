"""What a connection has cost."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Quota: TypeAlias = Literal["read", "write", "drive"]


@dataclass(slots=True)
class Spent:
    """Requests as they were sent, those that failed included."""

    reads: int = 0
    """Of Sheets; Google allows 60 a minute for one account."""
    writes: int = 0
    """Of Sheets; another 60."""
    drive: int = 0
    tokens: int = 0
    """Exchanges for an access token; they count against nothing."""
    bytes_in: int = 0
    bytes_out: int = 0
    """Of bodies, unpacked."""
    waited: float = 0
    """Seconds between attempts."""

    def count(self, quota: Quota) -> None:
        """Count one request that is about to be sent."""
        match quota:
            case "read":
                self.reads += 1
            case "write":
                self.writes += 1
            case "drive":
                self.drive += 1
