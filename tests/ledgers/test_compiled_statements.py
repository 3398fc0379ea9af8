"""SQL is put together once a process, and asked of the ledger that is open."""

from sheets_sync.ledgers.compiled_statements import COMPILED_STATEMENTS
from sheets_sync.ledgers.sql_ledger import open_ledger


def test_a_second_ledger_is_asked_with_the_sql_of_the_first(tmp_path):
    kept = []
    for name in ("first", "second"):
        with open_ledger(f"sqlite:///{name}.db", folder=tmp_path) as ledger:
            ledger.remember("who", name)
            assert ledger.recall("who") == name
        kept.append(len(COMPILED_STATEMENTS))

    assert kept[0] == kept[1]
    assert kept[0] > 0


def test_it_never_grows_without_end(tmp_path):
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        ledger.mark()
    key, compiled = next(iter(COMPILED_STATEMENTS.items()))
    kind = type(COMPILED_STATEMENTS)()

    for number in range(2500):
        kind[_Dialect(), number] = compiled

    assert key
    assert len(kind) <= 1000


class _Dialect:
    name, driver, server_version_info = "sqlite", "pysqlite", None
