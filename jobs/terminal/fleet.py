"""The registries of a fleet, shown to whoever asks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from jobs.cli.context import JobContext
from sheets_sync.fleet.fleet_state import FleetState
from sheets_sync.fleet.registries import Imported
from sheets_sync.fleet.registry_entry import COLUMNS, KeptRegistry

MANY = 60
"""Registries that a list shows whole; of more, those in trouble come first."""


def registry_as_json(one: KeptRegistry) -> dict[str, Any]:
    """One registry of `registries.schema.json`."""
    return {
        **asdict(one.entry),
        "domains": one.entry.domains.split(),
        "state": one.state,
        "since": one.state_since.isoformat(),
        "next": one.look_at.isoformat(),
        "passed": None if one.passed_at is None else one.passed_at.isoformat(),
        "tries": one.tries,
        "trouble": one.trouble or None,
        "summary": one.summary,
    }


def show_registries(context: JobContext, found: Sequence[KeptRegistry]) -> None:
    """A line for each, those in trouble first where there are many, and how many there are."""
    say = context.sentences
    if len(found) > MANY:
        found = sorted(found, key=lambda one: (one.state == "active", not one.trouble, one.id))
    rows = [
        (
            one.id,
            one.entry.name or "–",
            say(f"fleet.states.{one.state}"),
            _moment(context, one.passed_at),
            _moment(context, one.look_at) if one.state == "active" else "–",
            one.trouble or "–",
        )
        for one in found[:MANY]
    ]
    if rows:
        context.console.table(say("fleet.columns").split("|"), rows)
    if len(found) > MANY:
        context.console.line(say("fleet.more", count=len(found) - MANY))
    context.console.line(say("fleet.registries", count=len(found)))


def show_registry(context: JobContext, one: KeptRegistry) -> None:
    """Everything that is kept of one registry."""
    say = context.sentences
    typed = asdict(one.entry)
    lines = [(say(f"fleet.cells.{column}"), typed[column] or "–") for column in COLUMNS]
    lines += [
        (say("fleet.cells.state"), say(f"fleet.states.{one.state}")),
        (say("fleet.cells.passed"), _moment(context, one.passed_at)),
        (say("fleet.cells.next"), _moment(context, one.look_at)),
        (say("fleet.cells.trouble"), one.trouble or "–"),
    ]
    for name, value in lines:
        context.console.line(say("fleet.line", name=name, value=value))


def show_imported(context: JobContext, done: Imported) -> None:
    """What became of the rows of a table."""
    told = "would_import" if context.dry_run else "imported"
    facts = {"added": len(done.added), "changed": len(done.changed), "same": done.same}
    context.console.line(context.sentences(f"fleet.{told}", **facts))


def show_fleet(context: JobContext, state: FleetState) -> None:
    """How all registries together are doing."""
    if context.json:
        context.console.json(_fleet_as_json(state))
        return
    say, console = context.sentences, context.console
    counts = {name: state.states.get(name, 0) for name in ("active", "paused", "aside")}
    console.line(say("fleet.status.registries", **counts))
    console.line(say("fleet.status.workers", count=state.workers))
    console.line(say("fleet.status.due", count=state.due))
    console.line(say("fleet.status.checked", at=_moment(context, state.oldest_check)))
    console.line(say("fleet.status.mail", **state.sums))
    for (account, quota), count in sorted(state.used.items()):
        told = say(f"fleet.status.{quota}s")
        facts = {"account": account, "quota": told, "count": count, "most": state.of_account}
        console.line(say("fleet.status.google", **facts))
    for name, (count, first) in state.troubled.items():
        console.line(say("fleet.status.trouble", name=name, count=count, first=first))
    if not state.workers:
        console.line(say("fleet.status.no_worker"))
    for registry in state.aside:
        console.line(say("fleet.status.aside", registry=registry, id=registry))
    if state.late:
        console.line(say("fleet.status.late", count=len(state.late), first=state.late[0]))
    for name, pause in state.rests.items():
        facts = {"name": name, "why": pause.why, "at": _moment(context, pause.until)}
        console.line(say("fleet.status.rest", **facts))
    if state.healthy:
        console.line(say("fleet.status.well"))


def _fleet_as_json(state: FleetState) -> dict[str, Any]:
    """The object of `fleet-status.schema.json`."""
    return {
        "fleet": {name: state.states.get(name, 0) for name in ("active", "paused", "aside")},
        "healthy": state.healthy,
        "workers": state.workers,
        "due": state.due,
        "late": [*state.late],
        "set_aside": [*state.aside],
        "troubles": {name: count for name, (count, _) in state.troubled.items()},
        "checked": None if state.oldest_check is None else state.oldest_check.isoformat(),
        "mail": state.sums,
        "google": [
            {"account": account, "quota": quota, "last_minute": count, "most": state.of_account}
            for (account, quota), count in sorted(state.used.items())
        ],
        "resting": {name: pause.until.isoformat() for name, pause in state.rests.items()},
    }


def _moment(context: JobContext, at: dt.datetime | None) -> str:
    zone = context.settings.timezone
    return "–" if at is None else context.sentences("fleet.moment", at=at.astimezone(zone))
