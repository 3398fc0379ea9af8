"""Ends a process when it is asked to: after the letter in hand, or at the second asking now."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from types import FrameType

_ELSEWHERE: ContextVar[Callable[[], bool]] = ContextVar("asked elsewhere", default=lambda: False)


@contextlib.contextmanager
def stopping_when(asked: Callable[[], bool]) -> Iterator[None]:
    """What is worked on in this thread ends after the letter in hand, once somebody asked."""
    before = _ELSEWHERE.set(asked)
    try:
        yield
    finally:
        _ELSEWHERE.reset(before)


@contextlib.contextmanager
def stopping_on_request() -> Iterator[Callable[[], bool]]:
    """Listen for SIGTERM and Ctrl-C; the callable tells whether one came.

    The first asks to stop after the letter in hand; the second stops at once, as a crash
    would, which the ledger bears.
    """
    if threading.current_thread() is not threading.main_thread():
        yield _ELSEWHERE.get()  # signals go to the main thread alone
        return
    asked = False

    def ask(number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise SystemExit(128 + number)
        asked = True

    before = {each: signal.signal(each, ask) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: asked
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
