"""Passwords and keys that systemd hands to the service alone (`LoadCredential`)."""

import os
from pathlib import Path

PREFIX = "credential:"
"""Begins the name of such a file in the config file."""
_GIVEN = "CREDENTIALS_DIRECTORY"


def credentials_folder() -> Path:
    """Where they are for this process; where none were handed over, the place is a name only."""
    return Path(os.environ.get(_GIVEN, "/run/credentials/cop-steward.service"))


def is_credential(path: Path) -> bool:
    """Whether it is one of them."""
    return path.parent == credentials_folder()


def is_withheld(path: Path) -> bool:
    """Whether the service would get it, and this process, called by a person, does not."""
    return _GIVEN not in os.environ and is_credential(path)
