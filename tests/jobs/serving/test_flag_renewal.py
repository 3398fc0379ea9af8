"""A live look that remembers writes, part for part, what a first look at the same file writes."""

import datetime as dt
import re
import shutil
import zipfile
from random import Random

import openpyxl
import pytest

from jobs.serving.live.flag_renewal import FlagRenewal, Remembered
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.a1 import address
from sheets_sync.registry.recollection import Recollection
from sheets_sync.settings import load
from sheets_sync.stores.xlsx.package import open_package
from sheets_sync.wiring.registry_schema import read_registry_schema
from sheets_sync.wiring.stores import open_store
from tests.bench.large_registry import make_communities, registry_schema
from tests.fixtures.typed_cell import type_into

THAI = Sentences("th")
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
TYPED = (
    "", "60003", "60999", "31/11/2569", "5 พ.ย. 2569", "C-00001", "C-00001-2", "มาา", "ใช่", "ผ่าน",
    "ไม่ใช่อีเมล", "12", "เลื่อน", "x" * 300,
)  # fmt: skip
PLACES = {
    "staff": ("staff_id", "full_name", "email", "status"),
    "communities": ("community_id", "name", "coordinator", "starts_on"),
    "members": ("community", "person", "joined_on"),
    "sessions": ("session_id", "community", "held_on", "speakers"),
    "attendance": ("session", "person", "attended"),
    "evaluations": ("community", "person", "result"),
    "followups": ("community", "person", "applied"),
}
"""Columns whose cells are all filled."""
ROWS = {"communities": 2, "sessions": 8}
"""Where there are not twenty."""


@pytest.fixture
def folder(tmp_path):
    """Two communities of twenty people, with all the tabs of ours."""
    path = make_communities(2, tmp_path, members=20, meetings=4)
    looker(path).store.provision(
        read_registry_schema(load(tmp_path / "cop-steward.toml")), THAI, time_zone="Asia/Bangkok"
    )
    return path


def looker(path):
    settings = load(path.parent / "cop-steward.toml")
    schema = read_registry_schema(settings)
    store = open_store(settings.registries[0], settings, new_memory=Recollection)
    return FlagRenewal("main", store, schema, settings, lambda _: THAI)


def look(renewal, minute):
    return renewal.renew(Remembered(), NOON + dt.timedelta(minutes=minute))


def parts(path):
    """By name; the workbook's names for ranges in no order, for they have none."""
    with zipfile.ZipFile(path) as file:
        found = {name: file.read(name) for name in file.namelist()}
    book = found.pop("xl/workbook.xml")
    names = re.findall(rb"<definedName .*?</definedName>", book)
    return {**found, "names": sorted(names), "book": re.sub(rb"<definedName.*Names>", b"", book)}


def edit(path, dice):
    """One cell of staff's, in a tab and row taken by chance."""
    tab = registry_schema().tabs[dice.choice([*PLACES])]
    column = 1 + [*tab.columns].index(dice.choice(PLACES[tab.name]))
    row = dice.randint(2, 1 + ROWS.get(tab.name, 20))
    type_into(path, tab.words.th, address(row, column), dice.choice(TYPED))


@pytest.mark.parametrize("seed", range(2))
def test_after_every_edit_the_file_that_a_first_look_would_write(folder, tmp_path, seed):
    dice, again = Random(seed), looker(folder)  # noqa: S311
    look(again, 0)
    (tmp_path / "first").mkdir()
    beside = tmp_path / "first" / folder.name
    shutil.copy(tmp_path / "cop-steward.toml", beside.parent)
    for minute in range(1, 6):
        for _ in range(dice.randint(1, 2)):
            edit(folder, dice)
        shutil.copy(folder, beside)

        written = look(again, minute), look(looker(beside), minute)

        assert [one is None for one in written] in ([True, True], [False, False])
        assert parts(folder) == parts(beside)


def flags(path):
    """By tab, what a program that does not calculate shows beside the rows."""
    book = openpyxl.load_workbook(path, data_only=True)
    heading = registry_schema().status_column.th
    found = {}
    for sheet in book.worksheets:
        at = [cell.column for cell in sheet[1] if cell.value == heading]
        if at:
            column = [*sheet.iter_rows(2, min_col=at[0], max_col=at[0], values_only=True)]
            found[sheet.title] = [text for (text,) in column if text]
    return found


def test_flags_that_a_program_without_a_calculator_saved_blank_are_written_again_once(folder):
    renewal = looker(folder)
    look(renewal, 0)
    shown = flags(folder)
    openpyxl.load_workbook(folder).save(folder)
    blank = flags(folder)

    written = look(renewal, 1)

    assert ({*map(len, blank.values())}, written.left) == ({0}, ())
    assert any(shown.values())
    assert flags(folder) == shown
    assert look(renewal, 2) is None


def share_with_the_next_column(path, sheet):
    """What stands in the last column of a row becomes a formula of two columns."""
    part = next(one.part for one in open_package(path).sheets if one.title == sheet)
    with zipfile.ZipFile(path) as file:
        content = {name: file.read(name) for name in file.namelist()}
    last = re.compile(rb'(<c r="([A-Z]+)3"[^>]*>)<f>.*?</f>')
    content[part] = last.sub(rb'\1<f t="shared" ref="\g<2>3:Z3" si="9">A3</f>', content[part])
    with zipfile.ZipFile(path, "w") as file:
        for name, data in content.items():
            file.writestr(name, data)


def test_flags_that_cannot_be_put_back_are_tried_once(folder):
    """A formula of ours became one with that of the next column, and both were saved blank."""
    renewal = looker(folder)
    look(renewal, 0)
    sheet = registry_schema().tabs["staff"].words.th
    openpyxl.load_workbook(folder).save(folder)
    share_with_the_next_column(folder, sheet)

    first, second = look(renewal, 1), look(renewal, 2)

    assert [(one.what, one.reason) for one in first.left] == [(sheet, "column-doubtful")]
    assert second is None
