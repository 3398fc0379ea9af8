"""Where the packaged files are: templates and the catalogues in `config/`."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKAGED = _PACKAGE / "_packaged"
_ROOT = _PACKAGED if _PACKAGED.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """The path of a packaged file or folder: `resource("config", "registry.toml")`.

    A wheel carries them inside the package; a source tree and an editable install have them
    beside it.
    """
    return _ROOT.joinpath(*parts)
