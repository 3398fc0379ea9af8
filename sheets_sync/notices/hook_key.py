"""The key that a webhook is signed with, as the settings name it."""

import os
from collections.abc import Mapping

from sheets_sync.errors import SetupError
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.notices.hook_signature import LEAST, key_of
from sheets_sync.regular_files import OpenToOthersError, read_private
from sheets_sync.service_credentials import is_withheld
from sheets_sync.settings.model import HookSettings


def hook_key(hooks: HookSettings, environment: Mapping[str, str] = os.environ) -> bytes:
    """The key that signs.

    Raises:
        SetupError: it cannot be read, others can read it, or it is too short.
    """
    path = hooks.secret_file
    if path is None:
        secret = environment.get(hooks.secret_env or "", "")
        if not secret:
            raise SetupError("variable-missing", variable=hooks.secret_env, name="hooks.secret_env")
    else:
        try:
            secret = read_private(path).decode()
        except OpenToOthersError as error:
            raise SetupError("hook-secret-open-to-others", path=path) from error
        except (OSError, UnicodeDecodeError) as error:
            if is_withheld(path):
                raise SetupError("credential-withheld", name=path.name) from error
            reason = why_file_failed(error)
            raise SetupError("hook-secret-unreadable", path=path, reason=reason) from error
    key = key_of(secret)
    if key is None:
        raise SetupError("hook-secret-short", least=LEAST)
    return key
