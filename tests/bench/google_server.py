"""A loopback Google in a process of its own, with spreadsheets of any size."""

import json
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import requests

from tests.bench.large_registry import communities_of, registry_schema, rows_of
from tests.google.google import Google

Tabs = Mapping[str, Sequence[tuple[Any, ...]]]
PATIENCE = 900


@dataclass(frozen=True)
class Served:
    """Where it is, who may ask, and what it holds."""

    url: str
    spreadsheet: str
    key: dict[str, str]
    token: str
    cells: int
    sheets: tuple[int, ...]

    def requests(self) -> int:
        """How many requests of Sheets and Drive came since the last time this was asked."""
        log = requests.get(f"{self.url}/control/log", timeout=60).json()
        requests.delete(f"{self.url}/control/log", timeout=60)
        return sum(entry["api_method"] is not None for entry in log["entries"])


@contextmanager
def serving(tabs: str, size: int) -> Iterator[Served]:
    """The server with a spreadsheet made by `TABS[tabs]` of that size, until the block ends."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(tabs, size, there), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(PATIENCE):
            raise SystemExit("the server does not start")
        yield Served(**json.loads(here.recv()))
    finally:
        here.close()  # which ends the server
        process.join()


def _serve(name: str, size: int, caller: Connection) -> None:
    tabs = TABS[name](size)
    google = Google()
    google.quota.enabled = False
    google.log.keep_bodies_below = 0
    book = google.new_spreadsheet("Large", {title: [] for title in tabs}, locale="th_TH")
    for title, rows in tabs.items():
        book.sheet(title).grid.resize(len(rows), len(rows[0]))
        book.fill(title, rows)
    token = google.identity.issue("robot@loopback.iam.gserviceaccount.com", SCOPES)
    caller.send(
        json.dumps(
            {
                "url": google.url,
                "spreadsheet": book.id,
                "key": google.service_account_info(),
                "token": token.text,
                "cells": sum(len(rows) * len(rows[0]) for rows in tabs.values()),
                "sheets": [sheet.id for sheet in book.model.sheets],
            }
        )
    )
    with google, suppress(EOFError):
        caller.recv()


SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)


def registry(rows: int) -> Tabs:
    """A believable registry of about so many rows."""
    tabs = {}
    for tab in registry_schema().tabs.values():
        heading = tuple(column.words.th for column in tab.columns.values())
        names = list(tab.columns)
        tabs[tab.words.th] = [
            heading,
            *(
                tuple(row.get(name, "") for name in names)
                for row in rows_of(tab.name, communities_of(rows))
            ),
        ]
    return tabs


def ten_tabs(rows: int) -> Tabs:
    """Ten tabs with so many rows of fifteen columns."""
    heading = tuple(f"หัวข้อ {column}" for column in range(15))
    return {
        f"แท็บ {tab}": [
            heading,
            *(
                (f"S-{tab}-{row}", *(f"ข้อความ {row % 37}" for _ in range(12)), row, row / 8)
                for row in range(rows)
            ),
        ]
        for tab in range(10)
    }


TABS = {"registry": registry, "ten_tabs": ten_tabs}
