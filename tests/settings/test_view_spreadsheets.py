"""The spreadsheets of single units in the config file: what cannot be meant is refused."""

import pytest

from sheets_sync.settings import load
from tests.settings.test_linked_workbooks import ID, MAIN, config, refused

__all__ = ["config"]

OTHER = "1" + "b" * 43
VIEW = "[[registry.view]]\n"
FINANCE = f"{VIEW}of = 'กองคลัง'\nspreadsheet = 'https://docs.google.com/spreadsheets/d/{ID}/edit'\n"


def test_each_names_its_reader_and_its_spreadsheet(config):
    planning = f"{VIEW}of = '60009'\nspreadsheet = '{OTHER}'\n"

    (registry,) = load(config(MAIN + FINANCE + planning)).registries

    assert [(one.of, one.spreadsheet) for one in registry.view] == [
        ("กองคลัง", ID),
        ("60009", OTHER),
    ]


@pytest.mark.parametrize(
    ("text", "name", "facts"),
    [
        (
            "[registry.view]\nof = 'กองคลัง'\n",
            "inner-table-not-repeated",
            {"line": 4, "name": "view"},
        ),
        (f"{VIEW}of = 'กองคลัง'\n", "view-incomplete", {"line": 4, "name": "spreadsheet"}),
        (f"{VIEW}spreadsheet = '{ID}'\n", "view-incomplete", {"line": 4, "name": "of"}),
        (FINANCE + FINANCE, "view-same", {"line": 9, "first": 6}),
        (
            f"[[registry.elsewhere]]\nspreadsheet = '{ID}'\ntabs = ['staff']\n{FINANCE}",
            "view-same",
            {"line": 9, "first": 5},
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(config, text, name, facts):
    assert refused(config(MAIN + text)) == (name, facts)
