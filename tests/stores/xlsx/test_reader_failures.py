import os

import pytest

from sheets_sync.stores.xlsx.reader_failures import panics_unheard

PANIC = b"\nthread '<unnamed>' (7) panicked at lib.rs:717:17:\nout of bounds\n   0: main\n"


@pytest.mark.parametrize(
    ("said", "heard"),
    [(b"", ""), (b"reading\n", "reading\n"), (PANIC, ""), (b"reading\n" + PANIC, "reading\n")],
    ids=["nothing", "words of others", "a panic", "both"],
)
def test_only_what_a_panic_says_is_kept_from_standard_error(capfd, said, heard):
    with panics_unheard():
        os.write(2, said)
    os.write(2, b"done")

    assert capfd.readouterr().err == heard + "done"


def test_where_nobody_listens_nothing_is_kept(capfd):
    listener = os.dup(2)
    os.close(2)
    try:
        with panics_unheard():
            pass
    finally:
        os.dup2(listener, 2)
        os.close(listener)

    assert capfd.readouterr().err == ""
