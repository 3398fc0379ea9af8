"""SQL that this process has made before, kept for every ledger that it opens after.

SQLAlchemy keeps it by engine, and an engine ends with its job: `serve` would put the same queries
together anew for every job of every registry, which takes longer than SQLite takes to answer them.
"""

from typing import Any

_AT_MOST = 1000
"""Statements; the ledger has some two hundred."""


class _CompiledStatements(dict[Any, Any]):
    """By what is asked of which kind of database; SQLAlchemy's own key names one engine's."""

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 — SQLAlchemy's own
        return super().get(_of_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:  # noqa: ANN401 — SQLAlchemy's own
        if len(self) >= _AT_MOST:
            self.clear()
        super().__setitem__(_of_kind(key), compiled)


def _of_kind(key: Any) -> tuple[object, ...]:  # noqa: ANN401 — SQLAlchemy's own
    dialect, *asked = key
    version = getattr(dialect, "server_version_info", None)
    return (dialect.name, dialect.driver, version, *asked)


COMPILED_STATEMENTS = _CompiledStatements()
"""Give it to an engine as its `compiled_cache`."""
