"""Where the ledger is, when its address is a secret that only the environment knows."""

from collections.abc import Mapping
from pathlib import Path

from sheets_sync.errors import SetupError
from sheets_sync.settings.model import LedgerSettings


def ledger_url(ledger: LedgerSettings, folder: Path, environment: Mapping[str, str]) -> str:
    """The ledger's URL: the variable's that `url_env` names, else the config file's.

    What the environment says may hold a password; a relative SQLite file starts at `folder`.
    """
    if ledger.url_env is None:
        return ledger.url
    url = environment.get(ledger.url_env, "").strip()
    if not url:
        raise SetupError("variable-missing", variable=ledger.url_env, name="ledger.url_env")
    if url.startswith("sqlite:///"):
        return f"sqlite:///{folder / url.removeprefix('sqlite:///')}"
    return url
