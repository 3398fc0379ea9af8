"""A file's bytes, or by name what hinders reading it."""

import os
from pathlib import Path

from sheets_sync.errors import SetupError, StewardError
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.regular_files import FileTooLargeError, NotRegularError, read_regular
from sheets_sync.service_credentials import is_withheld


def bytes_of(
    path: Path, failure: type[StewardError] = SetupError, most: int | None = None
) -> bytes:
    """What is in a regular file, of at most so many bytes.

    Raises:
        SetupError: it is not there, is none, or may not be read.
        TooLargeError: it is larger.
        StewardError: a `failure` where the disk or the network failed, which may be over soon.
    """
    try:
        return read_regular(path, most)
    except FileTooLargeError:
        raise
    except (FileNotFoundError, NotADirectoryError) as error:
        if is_withheld(path):
            raise SetupError("credential-withheld", name=path.name) from error
        raise SetupError("file-missing", path=path) from error
    except NotRegularError as error:
        raise SetupError("file-not-regular", path=path) from error
    except IsADirectoryError as error:
        raise SetupError("file-is-folder", path=path) from error
    except PermissionError as error:
        # Windows says so of a folder. `Path.is_dir` fails where its folder is closed, too.
        name = "file-is-folder" if os.path.isdir(path) else "file-not-readable"  # noqa: PTH112
        raise SetupError(name, path=path) from error
    except OSError as error:
        raise failure("file-read-failed", path=path, reason=why_file_failed(error)) from error
