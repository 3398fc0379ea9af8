"""Our own TOML files, parsed once: Python keeps them as it keeps its modules, as byte code.

`tomllib` alone takes half as long as Python itself to start, which is too much for `--help`. What
is kept stands in `__pycache__` beside the file and is made anew when the file changes; where
nothing can be written, the file is parsed each time. What the agency writes is never kept.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from importlib.machinery import SourceFileLoader
from importlib.util import cache_from_source
from typing import Any


def packaged_toml(path: str) -> Mapping[str, Any]:
    """What one of our own files says; `FileNotFoundError` where there is none."""
    loader = _Loader("packaged_toml", path)
    try:
        code = loader.get_code("packaged_toml")
    except (EOFError, ValueError, TypeError):  # it was kept on a full disk, and is cut short
        with suppress(OSError):
            os.unlink(cache_from_source(path))  # noqa: PTH108 — a slow import less
        code = loader.source_to_code(loader.get_data(path), path)
    return eval(code)  # type: ignore[no-any-return,arg-type]  # noqa: S307 — a literal of ours


class _Loader(SourceFileLoader):
    """What `import` does with a file, except that the source is TOML."""

    def source_to_code(self, data: Any, path: Any, *, _optimization: int = -1) -> Any:  # type: ignore[override]  # noqa: ANN401 — as Python has it
        import tomllib  # slow import

        return compile(repr(tomllib.loads(bytes(data).decode())), path, "eval")
