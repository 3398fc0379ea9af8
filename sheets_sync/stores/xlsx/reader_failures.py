"""What the reader of workbooks fails with, all of one kind, and said by nobody but us.

It is written in Rust. Where it meets what its authors did not think of it panics: that is no
`Exception`, has no name to import, and has told standard error of it before anybody can catch it.
Cron would mail those lines to somebody who can do nothing about them.
"""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from python_calamine import CalamineError

_STANDARD_ERROR = 2
_PANIC = re.compile(rb"\n?thread '[^'\n]*'[^\n]* panicked at ")
_MOST = 1 << 16
_one_at_a_time = threading.Lock()


@contextmanager
def failures_alike() -> Iterator[None]:
    """Whatever the reader fails with as its own error."""
    try:
        yield
    except OverflowError as error:
        raise CalamineError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise CalamineError(str(error)) from error


@contextmanager
def panics_unheard() -> Iterator[None]:
    """Keep from standard error what a panic says there; what others say meanwhile is passed on.

    It is the whole process's: for work alone during which no other thread of Python's can go on.
    """
    if not hasattr(os, "set_blocking"):  # Windows, where no cron listens
        yield
        return
    with _one_at_a_time:
        try:
            listener = os.dup(_STANDARD_ERROR)
        except OSError:  # nobody listens
            yield
            return
        hear, say = os.pipe()
        os.set_blocking(hear, False)
        os.set_blocking(say, False)
        os.dup2(say, _STANDARD_ERROR)
        os.close(say)
        said = b""
        try:
            yield
        finally:
            os.dup2(listener, _STANDARD_ERROR)
            with suppress(BlockingIOError):  # nothing was said
                said = _PANIC.split(os.read(hear, _MOST))[0]
            if said:
                os.write(listener, said)
            os.close(hear)
            os.close(listener)
