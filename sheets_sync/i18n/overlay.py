"""The agency's own wording, laid over ours key by key and checked while that is done."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sheets_sync.errors import SetupError
from sheets_sync.lazy_sentence import PLACEHOLDER
from sheets_sync.nearest_word import nearest_of
from sheets_sync.toml_file import TomlFile, read_toml


def laid_over(ours: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """Our sentences with those of the file at `path` in their places."""
    theirs = read_toml(path)
    return _merged(ours, theirs.values, theirs, ())


def _merged(
    ours: Mapping[str, Any], theirs: Mapping[str, Any], file: TomlFile, above: tuple[str, ...]
) -> dict[str, Any]:
    merged = dict(ours)
    for key, sentence in theirs.items():
        keys = (*above, key)
        if key not in ours:
            raise _error("wording-unknown", file, keys, nearest=nearest_of(key, ours))
        if isinstance(ours[key], Mapping) and isinstance(sentence, Mapping):
            merged[key] = _merged(ours[key], sentence, file, keys)
        elif type(ours[key]) is type(sentence):
            _refuse_unknown_placeholders(str(ours[key]), str(sentence), file, keys)
            merged[key] = sentence
        else:
            raise _error("wording-shape", file, keys)
    return merged


def _refuse_unknown_placeholders(
    ours: str, theirs: str, file: TomlFile, keys: tuple[str, ...]
) -> None:
    known = set(PLACEHOLDER.findall(ours))
    unknown = {name: f"{{{name}}}" for name in PLACEHOLDER.findall(theirs) if name not in known}
    if not _BRACES.search(PLACEHOLDER.sub("", ours)):
        # What is no placeholder would be read as it stands, by every reader.
        left = _BRACES.findall(PLACEHOLDER.sub("", theirs))
        unknown |= {one.strip("{} "): one for one in left}
    for name, written in unknown.items():
        raise _error(
            "wording-placeholder-unknown",
            file,
            keys,
            placeholder=written,
            allowed=[f"{{{one}}}" for one in sorted(known)] or "–",
            nearest=nearest_of(name, known, "{{{}}}"),
        )


_BRACES = re.compile(r"\{[^{}\s]{0,40}\}?|\}")


def _error(name: str, file: TomlFile, keys: tuple[str, ...], /, **facts: object) -> SetupError:
    line = file.line_of(*keys)
    return SetupError(name, path=file.path, line=line, key=".".join(keys), **facts)
