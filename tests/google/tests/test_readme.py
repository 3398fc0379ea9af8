"""The README shows what works."""

import re
from pathlib import Path

import gspread
import requests

from tests.google.__main__ import _options
from tests.google.formulas.functions import FUNCTIONS
from tests.google.server.faults import KINDS as FAULTS
from tests.google.server.workbook import Workbook
from tests.google.sheets.updates.kinds import KINDS

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_gspread_is_pointed_at_the_server_as_shown(google):
    program = EXAMPLES[0].replace("http://127.0.0.1:43121", google.url)
    names = {"key": google.service_account_info()}
    exec(program, names)  # noqa: S102
    assert isinstance(names["client"], gspread.Client)
    assert names["client"].list_spreadsheet_files() == []
    names["client"].http_client.session.close()


def test_the_example_for_pytest_passes(google):
    names = {}
    exec(EXAMPLES[1].replace("from tests", "# from tests"), names)  # noqa: S102
    names["test_status_is_written"](google)


def test_numbers_kinds_and_options_are_those_of_the_code():
    assert f"**{len(KINDS)} of the 74 kinds" in README
    assert f"about {round(len(FUNCTIONS), -1)} functions" in README
    assert [kind for kind in FAULTS if f"`{kind}`" not in README] == []
    flags = [word for word in vars(_options([])) if f"--{word.replace('_', '-')}" not in README]
    assert flags == []


def test_everything_a_workbook_does_is_listed():
    own = [n for n, f in vars(Workbook).items() if callable(f) and not n.startswith("_")]
    left_out = {"run_steps", "a1", "sheet", "insert_columns", "delete_columns"}
    assert [n for n in own if n not in left_out and f".{n}" not in README] == []


def test_every_control_address_is_listed(google):
    known = requests.get(f"{google.url}/control/", timeout=10).json()["known"]
    names = {each.rpartition("/")[2] for each in known}
    assert [name for name in sorted(names) if f"/control/{name}" not in README] == []
