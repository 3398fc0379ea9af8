"""The mistakes are real ones: each is another program, and each stands where it says."""

import ast

from tests.mutation.campaign import ROOT, all_mutants, sampled
from tests.mutation.mutants import mutants
from tests.mutation.reach import Reach

MODULE = '''
def may(count, most, known):
    """ครบ"""; return count < most and not known
'''


def test_every_operator_number_and_truth_is_wrong_once(tmp_path):
    (tmp_path / "module.py").write_text(MODULE + "LIMIT = 3\nLIVE = True\n", encoding="utf-8")

    assert sorted((one.right, one.wrong) for one in mutants(tmp_path, "module.py")) == [
        ("3", "(4)"),
        ("True", "(False)"),
        ("count < most", "(count <= most)"),
        ("count < most and not known", "(count < most or not known)"),
        ("not known", "(known)"),
    ]


def test_how_values_and_results_are_kept_is_no_mistake(tmp_path):
    source = """
@lru_cache(maxsize=64)
def known(x):
    return x
@dataclass(frozen=True, slots=True)
class Known:
    many: int = field(default=2, init=False)
"""
    (tmp_path / "module.py").write_text(source, encoding="utf-8")

    assert [(one.right, one.wrong) for one in mutants(tmp_path, "module.py")] == [("2", "(3)")]


def test_every_step_and_row_of_a_table_is_left_out_once(tmp_path):
    source = "KNOWN = (a, b)\ndef add(x):\n    logs.note(x)\n    kept.append(x)\n"
    (tmp_path / "module.py").write_text(source, encoding="utf-8")

    found = list(mutants(tmp_path, "module.py"))

    assert [(one.right, one.wrong) for one in found] == [
        ("KNOWN = (a, b)", "KNOWN = (b,)"),
        ("KNOWN = (a, b)", "KNOWN = (a,)"),
        ("kept.append(x)", "(None)"),
    ]
    assert "def add(x):\n    logs.note(x)\n    (None)\n" in found[2].source(source)


def test_every_mistake_of_the_campaign_is_another_program_of_ours():
    for one in sampled(1, 100, "delivery/"):
        right = (ROOT / one.file).read_text(encoding="utf-8")
        wrong = one.source(right)
        assert ast.dump(ast.parse(wrong)) != ast.dump(ast.parse(right)), one.name


def test_the_same_seed_gives_the_same_sample():
    assert sampled(7, 20, "planning/") == sampled(7, 20, "planning/")
    assert len(all_mutants("delivery/")) > 200


def test_a_mistake_is_shown_to_the_tests_that_run_its_line_the_quickest_first():
    slow, quick, slowest = "tests/test_a.py::test_one", "tests/test_a.py::T::test_two", "slowest"
    lines = {7: [slow, quick], 9: [slowest]}
    reach = Reach({"sheets_sync/one.py": lines}, {slow: 4, quick: 2, slowest: 90})

    assert reach.of("sheets_sync/one.py", range(6, 8)) == [quick, slow]
    assert reach.of("sheets_sync/one.py", range(1, 6)) == []
    assert reach.of("sheets_sync/one.py", range(6, 8), most=5) == [quick]
    assert reach.of("sheets_sync/one.py") == [quick, slow]
    assert reach.of("sheets_sync/one.py", [9]) == [slowest]
    assert reach.of("sheets_sync/other.py") == []


def test_a_mistake_is_named_in_a_line(tmp_path):
    source = "TABLE = (\n    Row(a, words=_any('x', 'y')),\n    Row(b),\n)\n__all__ = ['a', 'b']\n"
    (tmp_path / "module.py").write_text(source, encoding="utf-8")

    assert [one.name for one in mutants(tmp_path, "module.py")] == [
        "module.py:1:0 TABLE without Row(a, words=_any('x', 'y'))",
        "module.py:1:0 TABLE without Row(b)",
    ]
