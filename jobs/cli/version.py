"""Which version of the program this is."""

import tomllib
from importlib import metadata

from sheets_sync.resources import resource

DISTRIBUTION = "cop-steward"


def version() -> str:
    """The installed version; in a source tree that is not installed, the one it declares."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        declared = tomllib.loads(resource("pyproject.toml").read_text(encoding="utf-8"))
        return str(declared["project"]["version"])
