"""A live look that remembers writes, part for part, what a first look at the same file writes."""

import datetime as dt
import re
import shutil
import zipfile
from random import Random

import pytest

from jobs.serving.live.flag_renewal import FlagRenewal, Remembered
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.a1 import address
from sheets_sync.registry.recollection import Recollection
from sheets_sync.settings import load
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
