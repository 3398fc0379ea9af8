"""Where the packaged files are: templates and the catalogues in `config/`."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 — as below
_PACKAGED = os.path.join(_PACKAGE, "_packaged")  # noqa: PTH118
_ROOT = _PACKAGED if os.path.isdir(_PACKAGED) else os.path.dirname(_PACKAGE)  # noqa: PTH112, PTH120


def resource(*parts: str) -> "Path":
    """The path of a packaged file or folder: `resource("config", "registry.toml")`.

    A wheel carries them inside the package; a source tree and an editable install have them
    beside it.
    """
    from pathlib import Path  # slow import

    return Path(resource_name(*parts))


def resource_name(*parts: str) -> str:
    """The same as text, for help that must answer at once: `pathlib` doubles its start."""
    return os.path.join(_ROOT, *parts)  # noqa: PTH118
