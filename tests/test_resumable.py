"""A long campaign goes on where it stopped."""

import pytest

from tests import resumable
from tests.resumable import Played, digest_of


@pytest.fixture(autouse=True)
def build(tmp_path, monkeypatch):
    monkeypatch.setattr(resumable, "BUILD", tmp_path / "build")


FIRST, SECOND = "0123456789abcdef", "fedcba9876543210"


def played_by(campaign, seeds):
    """The results of all seeds, and which had to be played."""
    asked = []

    def play(missing):
        asked.extend(missing)
        return ({"doubled": seed * 2} for seed in missing)

    return [row["doubled"] for row in campaign.all_of(seeds, play)], asked


def test_what_was_played_is_not_played_again():
    assert played_by(Played("any", of=FIRST), [1, 2]) == ([2, 4], [1, 2])
    assert played_by(Played("any", of=FIRST), [1, 2, 3]) == ([2, 4, 6], [3])
    assert played_by(Played("any", of=FIRST, afresh=True), [3]) == ([6], [3])


def test_stopped_in_the_middle_the_ended_ones_are_kept():
    def stopped(missing):
        yield {"doubled": 2}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Played("any", of=FIRST).all_of([1, 2], stopped)

    assert played_by(Played("any", of=FIRST), [1, 2]) == ([2, 4], [2])


def test_results_of_another_product_are_forgotten(tmp_path):
    assert played_by(Played("any", of=FIRST), [1]) == ([2], [1])
    assert played_by(Played("any", of=FIRST), [1]) == ([2], [])
    assert played_by(Played("any", of=SECOND), [1]) == ([2], [1])
    assert [path.name for path in (tmp_path / "build").iterdir()] == [f"any-{SECOND}.jsonl"]


def test_results_of_a_campaign_whose_name_begins_alike_are_kept():
    assert played_by(Played("any-more", of=FIRST), [1]) == ([2], [1])
    assert played_by(Played("any", of=SECOND), [1]) == ([2], [1])
    assert played_by(Played("any-more", of=FIRST), [1]) == ([2], [])


def test_another_file_of_the_product_is_another_product(tmp_path, monkeypatch):
    monkeypatch.setattr(resumable, "ROOT", tmp_path)
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "a.py").write_text("1")
    first = digest_of()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("1")
    (tmp_path / "jobs" / "a.pyc").write_text("1")

    assert (digest_of() == first, digest_of("docs") == first) == (True, False)
    (tmp_path / "jobs" / "a.py").write_text("2")
    assert digest_of() != first
