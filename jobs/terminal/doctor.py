"""How an observation looks: one line and its way out on a terminal, one object as JSON."""

from collections.abc import Iterator
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.terminal.lines import show_lines
from jobs.terminal.paths import short
from sheets_sync.diagnostics import Diagnostic, State

_SIGNS: dict[State, str] = {"good": "✓", "note": "•", "bad": "✗"}
_INDENT = "  "
_PROBE = "probe."
"""Begins the names of what was tried out at Google."""


def show_heading(context: JobContext, registry: str) -> None:
    """Which workbook follows, where there are several."""
    if registry and len(context.registries) > 1:
        context.console.line(f"{context.sentences.called(registry)}:")


def awaited(context: JobContext, registry: str, seen: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """What is seen of a workbook, or in a trial of Google; it is shown that more is to come."""
    if context.json:
        return seen
    name = "doctor.looking" if registry else "doctor.trying"
    return context.console.awaited(context.sentences(name, registry=registry), seen)


def show(context: JobContext, seen: Diagnostic, registry: str = "") -> None:
    """One observation, of a workbook or of none."""
    text, way_out = _words(context, seen)
    if context.json:
        found = {
            "check": seen.name,
            "registry": registry or None,
            "state": seen.state,
            "text": text,
            "hint": way_out or None,
        }
        context.console.json(found)
        return
    urgent = seen.state == "bad"
    show_lines(context.console, f"{_SIGNS[seen.state]} ", text, urgent=urgent)
    if way_out:
        show_lines(context.console, f"{_INDENT}→ ", way_out, urgent=urgent)


def show_end(context: JobContext, wrong: int, noted: int) -> None:
    """Whether all is well, and how much there is to know of beside it."""
    name = "doctor.end.well_but" if noted else "doctor.end.well"
    if wrong:
        name = "doctor.end.wrong"
    context.console.line(context.sentences(name, count=wrong or noted))


def show_probe_end(context: JobContext, differing: int, *, tried: bool) -> None:
    """Whether Google does what we take it to do, as far as that could be tried."""
    name = "doctor.end.as_assumed" if tried else "doctor.end.untried"
    if differing:
        name = "doctor.end.differs"
    context.console.line(context.sentences(name, count=differing))


def _words(context: JobContext, seen: Diagnostic) -> tuple[str, str]:
    """What it says, and the way out where it says one."""
    say = context.sentences
    facts = {key: short(one) if isinstance(one, Path) else one for key, one in seen.facts.items()}
    if seen.error:
        name = f"errors.{seen.error}"
        return say(f"{name}.problem", **facts), say(f"{name}.hint", **facts)
    experiment = seen.name.removeprefix(_PROBE)
    if experiment != seen.name:
        assumed = say(f"doctor.assumed.{experiment}")
        return say(f"doctor.probe.{seen.state}", assumed=assumed, **facts), ""
    name = f"doctor.{seen.name}"
    text = say(f"{name}.{seen.state}", **facts)
    has_hint = seen.state == "bad" and f"{name}.hint" in say
    return text, say(f"{name}.hint", **facts) if has_hint else ""
