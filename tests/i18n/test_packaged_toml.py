"""Our own TOML files are kept parsed, and never as they were."""

import marshal
import os
import subprocess
import sys
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import pytest

from sheets_sync.i18n.packaged_toml import packaged_toml

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sentences(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text('[a]\nb = "คำ"\nc = ["x", 1]\n', encoding="utf-8")
    return path


def test_it_says_what_the_file_says(sentences):
    assert packaged_toml(str(sentences)) == {"a": {"b": "คำ", "c": ["x", 1]}}


def test_what_is_kept_is_made_anew_when_the_file_changes(sentences):
    once = "from sheets_sync.i18n.packaged_toml import packaged_toml as read; import sys\n"
    said = "print(read(sys.argv[1])['a'], 'tomllib' in sys.modules)"

    def read():
        return subprocess.run(
            [sys.executable, "-c", once + said, sentences],
            env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()

    first, second = read(), read()
    sentences.write_text('[a]\nb = "another word"\n', encoding="utf-8")

    assert (first, second, read()) == (
        "{'b': 'คำ', 'c': ['x', 1]} True",
        "{'b': 'คำ', 'c': ['x', 1]} False",
        "{'b': 'another word'} True",
    )


@pytest.mark.skipif(os.name != "posix", reason="rights of folders")
def test_where_nothing_can_be_kept_the_file_is_read(sentences):
    (sentences.parent / "__pycache__").write_text("in the way")

    assert packaged_toml(str(sentences))["a"]["b"] == "คำ"


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        packaged_toml(str(tmp_path / "words.toml"))


@pytest.mark.parametrize("left", [0, 20])
def test_what_was_kept_on_a_full_disk_and_is_cut_short_is_read_anew(sentences, left):
    kept = Path(cache_from_source(str(sentences)))
    kept.parent.mkdir()
    whole = _kept(sentences)
    kept.write_bytes(whole[: 16 + left])

    assert packaged_toml(str(sentences)) == {"a": {"b": "คำ", "c": ["x", 1]}}
    assert not kept.exists()


def _kept(sentences):
    """The bytes that are kept of the file: a head of 16, then what Python marshals."""
    about = sentences.stat()
    text = compile("{'a': {'b': 'คำ', 'c': ['x', 1]}}", str(sentences), "eval")
    numbers = (0, int(about.st_mtime), about.st_size)
    head = MAGIC_NUMBER + b"".join(number.to_bytes(4, "little") for number in numbers)
    return head + marshal.dumps(text)
