"""Files written whole or not at all."""

import os
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Put a file in place at once, on the disk for good; its folder is made where it is missing.

    Raises:
        OSError: the folder cannot be written; what was there before is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
