"""The ledger for a look at which nothing is written: the same question is asked once.

What the tabs say, what is due next, whether a job is silent: each is put together from parts that
know nothing of each other and ask the same. Whoever sends asks the ledger itself, every time.
"""

from collections.abc import Callable, Collection, Hashable
from typing import Any, TypeAlias, cast

from sheets_sync.ports import Ledger

_MEMORIES = frozenset(
    {
        "letters",
        "runs",
        "findings",
        "steps",
        "changes",
        "sessions",
        "reads",
        "holds",
        "people",
        "reports",
        "channels",
        "hooks",
    }
)
_QUESTIONS = frozenset(
    {
        "all_frozen",
        "begun_since",
        "count_sent",
        "done",
        "erasures",
        "first",
        "first_day",
        "going",
        "known",
        "last_good",
        "last_success",
        "last_yes",
        "made_at",
        "recall",
        "skips",
        "slots",
        "standing",
        "troubled",
        "waiting",
    }
)
_HARMLESS = frozenset({"find", "get", "handed", "identify", "pseudonym"})
"""Answered anew each time, and they change nothing."""
_Asked: TypeAlias = tuple[str, str, tuple[Hashable, ...], tuple[tuple[str, Hashable], ...]]
"""Which memory was asked, what, and about what."""


def one_look(ledger: Ledger) -> Ledger:
    """The same ledger, with the answers it gave so far; what is written through it is seen.

    What others write meanwhile it does not see: keep it for no longer than one look.
    """
    return cast("Ledger", _OneLook(ledger, {}))


class _OneLook:
    """A ledger, or one of its memories; all of a look share their answers."""

    def __init__(self, asked: Any, answers: dict[_Asked, Any], name: str = "") -> None:  # noqa: ANN401 — a ledger or a memory
        self._asked = asked
        self._answers = answers
        self._name = name

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — whatever the ledger has
        found = getattr(self._asked, name)
        if name in _MEMORIES:
            return _OneLook(found, self._answers, name)
        if name in _HARMLESS or not callable(found):
            return found
        return self._once(found, name) if name in _QUESTIONS else self._anew(found)

    def erased(self, texts: Collection[str]) -> frozenset[str]:
        """Which of these are of people who were erased: of nobody, where nobody ever was."""
        return self._asked.erased(texts) if self.erasures() else frozenset()

    def _once(self, ask: Callable[..., Any], name: str) -> Callable[..., Any]:
        def asked(*of: object, **by: object) -> Any:  # noqa: ANN401 — the ledger's answer
            named = tuple((one, _hashable(by[one])) for one in sorted(by))
            key = (self._name, name, tuple(map(_hashable, of)), named)
            if key not in self._answers:
                self._answers[key] = ask(*of, **by)
            answer = self._answers[key]
            return answer.copy() if isinstance(answer, (list, dict)) else answer

        return asked

    def _anew(self, write: Callable[..., Any]) -> Callable[..., Any]:
        """Forgets what this memory answered, or everything where it is the ledger that writes."""

        def written(*of: object, **by: object) -> Any:  # noqa: ANN401 — the ledger's answer
            for key in [key for key in self._answers if self._name in {"", key[0]}]:
                del self._answers[key]
            return write(*of, **by)

        return written


def _hashable(value: object) -> Hashable:
    return frozenset(value) if isinstance(value, set) else value
