"""A spreadsheet of 10⁷ cells, checked over loopback against fetching and building it.

And one of ten tabs, read as programs read it today.

python -m tests.bench.google [--quick] [--cells N]
"""

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

from tests.bench.google_server import Served, serving
from tests.bench.large_registry import AS_OF, CONFIG
from tests.bench.measuring import Figure, Taken, alone, medians, print_figures, print_table

CELLS, QUICK = 10_000_000, 1_000_000
CELLS_A_ROW = 5.53
"""Of the registry that is made."""
REPEATS = 3
ROWS = 500
"""In each of the ten tabs of the small spreadsheet."""
ENDPOINT = "COP_STEWARD_GOOGLE_ENDPOINT"


def floor(served: Served) -> tuple[int, float]:
    """Fetch, decode and build, and do nothing with it; rows, and seconds of this process's own."""
    return _built(served), time.process_time()


def _built(served: Served) -> int:
    import numpy as np
    import orjson
    import pandas as pd
    import requests

    gc.disable()
    body = {
        "dataFilters": [{"gridRange": {"sheetId": sheet}} for sheet in served.sheets],
        "majorDimension": "COLUMNS",
        "valueRenderOption": "UNFORMATTED_VALUE",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }
    reply = requests.post(
        f"{served.url}/v4/spreadsheets/{served.spreadsheet}/values:batchGetByDataFilter",
        params={"prettyPrint": "false"},
        headers={"Authorization": f"Bearer {served.token}"},
        json=body,
        timeout=600,
    )
    frames = []
    for one in orjson.loads(reply.content)["valueRanges"]:
        columns = one["valueRange"].get("values", [])
        height = max(map(len, columns), default=0)
        cells = {}
        for number, column in enumerate(columns):
            cells[number] = np.empty(height, dtype=object)
            cells[number][: len(column)] = column
        frames.append(pd.DataFrame(cells, dtype=object, copy=False))
    return sum(map(len, frames))


def check(folder: Path, url: str) -> tuple[int, float]:
    """The whole command, its output thrown away; exit code, and seconds of this process's own."""
    from jobs.cli.main import main

    os.environ[ENDPOINT] = url
    config = str(folder / "cop-steward.toml")
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = main(["check", "--dry-run", "--today", AS_OF, "--config", config])
    if code:
        raise SystemExit(code)
    return code, time.process_time()


def prepare(folder: Path, served: Served, more: str = "") -> None:
    """The config file and the key."""
    (folder / "key.json").write_text(json.dumps(served.key))
    place = f'store = "google"\nspreadsheet = "{served.spreadsheet}"\ncredentials = "key.json"\n'
    text = CONFIG.replace('store = "xlsx"\npath = "registry.xlsx"\n', place + more)
    (folder / "cop-steward.toml").write_text(text, encoding="utf-8")


def large(cells: int, repeats: int) -> list[Figure]:
    """The whole check of so many cells, over its floor."""
    with (
        serving("registry", round(cells / CELLS_A_ROW)) as served,
        tempfile.TemporaryDirectory() as first,
        tempfile.TemporaryDirectory() as second,
    ):
        changed, unchanged = Path(first), Path(second)
        prepare(changed, served)
        prepare(unchanged, served, "skip_unchanged = true\n")
        alone(partial(check, unchanged, served.url))
        variants: dict[str, Callable[[], object]] = {
            "floor": partial(floor, served),
            "check": partial(check, changed, served.url),
            "check, unchanged": partial(check, unchanged, served.url),
        }
        taken = medians(variants, repeats)
    base = taken["floor"]
    print_table(
        (f"{served.cells:,} cells", "seconds", "own", "MiB", "time/floor", "memory/floor"),
        [
            (name, *_row(one), f"{one.seconds / base.seconds:.2f}", f"{one.peak / base.peak:.2f}")
            for name, one in taken.items()
        ],
    )
    mine = taken["check"]
    memory = Figure("memory of a check over its floor's", mine.peak / base.peak, 2)
    if cells < CELLS:  # the time is that of the imports
        return [memory]
    return [
        Figure("check of a spreadsheet over its floor", mine.seconds / base.seconds, 2.5),
        Figure("the same, in seconds of the client alone", mine.result[1] / base.result[1], 2.5),
        memory,
    ]


def _row(one: Taken) -> tuple[str, ...]:
    return f"{one.seconds:.2f}", f"{one.result[1]:.2f}", f"{one.peak // 1024:,}"


def ours(served: Served, state: Path) -> Taken:
    """All tabs as the product reads them."""
    from sheets_sync.stores.google.store import GoogleStore

    key = state / "key.json"
    key.write_text(json.dumps(served.key))
    store = GoogleStore(served.spreadsheet, key, state=state, endpoint=served.url)
    return _timed(lambda: sum(tab.height for tab in store.read().tabs))


def gspread_loop(served: Served) -> Taken:
    """What most programs do: one tab after the other, by its title."""
    from tests.google.clients import gspread_client

    client = gspread_client(served.url, served.key)
    titles = [f"แท็บ {tab}" for tab in range(10)]

    def read() -> int:
        book = client.open_by_key(served.spreadsheet)
        return sum(len(book.worksheet(title).get_all_values()) for title in titles)

    return _timed(read)


def gspread_records(served: Served) -> Taken:
    """`get_all_records` of every worksheet."""
    from tests.google.clients import gspread_client

    client = gspread_client(served.url, served.key)
    return _timed(
        lambda: sum(
            len(sheet.get_all_records())
            for sheet in client.open_by_key(served.spreadsheet).worksheets()
        )
    )


def gspread_dataframe(served: Served) -> Taken:
    """A pandas table of every worksheet, by gspread-dataframe."""
    from gspread_dataframe import get_as_dataframe

    from tests.google.clients import gspread_client

    client = gspread_client(served.url, served.key)
    return _timed(
        lambda: sum(
            len(get_as_dataframe(sheet, evaluate_formulas=True))
            for sheet in client.open_by_key(served.spreadsheet).worksheets()
        )
    )


def pygsheets(served: Served) -> Taken:
    """A pandas table of every worksheet, by pygsheets."""
    from tests.google.clients import pygsheets_client

    client = pygsheets_client(served.url, served.key)
    return _timed(
        lambda: sum(
            len(sheet.get_as_df()) for sheet in client.open_by_key(served.spreadsheet).worksheets()
        )
    )


def _timed(read: Callable[[], int]) -> Taken:
    """What reading took once the program had started."""
    begun = time.perf_counter()
    rows = read()
    return Taken(time.perf_counter() - begun, 0, rows)


def small(repeats: int) -> list[Figure]:
    """Ten tabs, beside the ways of today: requests and time."""
    with serving("ten_tabs", ROWS) as served, tempfile.TemporaryDirectory() as folder:
        alone(partial(ours, served, Path(folder)))  # a run of the same day came before
        ways: dict[str, Callable[[], Taken]] = {
            "cop-steward": partial(ours, served, Path(folder)),
            "gspread, tab by tab": partial(gspread_loop, served),
            "gspread, get_all_records": partial(gspread_records, served),
            "gspread-dataframe": partial(gspread_dataframe, served),
            "pygsheets": partial(pygsheets, served),
        }
        asked = {}
        for name, way in ways.items():
            served.requests()
            alone(way)
            asked[name] = served.requests()
        taken = medians(ways, repeats)
    mine = taken["cop-steward"].seconds
    print_table(
        (f"10 tabs, {ROWS} rows", "requests", "seconds", "over ours"),
        [
            (name, asked[name], f"{one.seconds:.3f}", f"{one.seconds / mine:.1f}")
            for name, one in taken.items()
        ],
    )
    best = min(one.seconds for name, one in taken.items() if name != "cop-steward")
    return [
        Figure("requests for ten tabs", asked["cop-steward"], 1),
        Figure("reading ten tabs over the fastest of the others", mine / best, 1),
    ]


def main() -> int:
    """Print both tables, then the figures with their aims."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.google")
    parser.add_argument("--quick", action="store_true", help="10⁶ cells, once each")
    parser.add_argument("--cells", type=int, default=0, help="so many instead")
    asked = parser.parse_args()
    repeats = 1 if asked.quick else REPEATS
    figures = small(repeats)
    figures += large(asked.cells or (QUICK if asked.quick else CELLS), repeats)
    print_figures(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
