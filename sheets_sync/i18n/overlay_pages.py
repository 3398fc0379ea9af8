"""What is wrong with a page template of the agency's, told before anybody is sent what it makes.

Nothing of it is run: its names, its blocks and what a browser would do with it are looked at.
"""

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jinja2
from jinja2 import meta, nodes

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.i18n.templates import SHARED, environment
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.nearest_word import nearest_of
from sheets_sync.resources import resource

_LINK = re.compile(r"(?:https?://|mailto:[^@\s\"'<>{}]+@)([^/\s\"'<>{}?#:]+)", re.IGNORECASE)
_SCRIPT_LINK = r"[\t\r\n]*".join("javascript:")
"""A browser reads it with line ends and tabs within, too."""
_DANGERS: Mapping[str, re.Pattern[str]] = {
    "script": re.compile(
        rf"<script|{_SCRIPT_LINK}|(?:[\s\"']|<\w+/)on[a-z]+\s*=|data:text", re.IGNORECASE
    ),
    "foreign": re.compile(
        r"<(?:iframe|object|embed|applet|form|base|link|meta\s+http)|\sformaction\s*=",
        re.IGNORECASE,
    ),
    "request": re.compile(
        r"(?:\ssrc|srcset|background|poster|\sdata)\s*=\s*[\"']?\s*(?:https?:)?//"
        r"|url\(\s*[\"']?\s*(?:https?:)?//|@import",
        re.IGNORECASE,
    ),
}
"""What no page of ours does: run something, hold something foreign, ask another server."""
_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TOLD = frozenset({"sections", "events", "paragraphs", "registers", "kept", "foot"})
"""Facts without which a letter says nothing, or not where the workbook is and what is kept."""


def page_files(overlay: Path, language: str) -> Iterator[tuple[str, Path]]:
    """Every page of the agency's for a language, and for all of them, under its name."""
    for folder in (overlay / language, overlay / SHARED):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".toml":
                yield path.relative_to(folder).as_posix(), path


def looking_environment(sentences: Sentences) -> jinja2.Environment:
    """Templates to look at, with every filter that some page of ours brings along."""
    pages = environment(sentences)
    for name in _used_by_ours(sentences.language).filters:
        pages.filters.setdefault(name, str)
    return pages


def page_faults(
    name: str, path: Path, pages: jinja2.Environment, language: Language, domains: Collection[str]
) -> Iterator[SetupError]:
    """Everything that is wrong with one page, each with its line; nothing where it can be used."""
    ours = our_page(name, language)
    if ours is None:
        known = sorted(_our_names(language))
        yield SetupError("wording-file-unknown", path=path, nearest=nearest_of(name, known))
        return
    try:
        text = path.read_text(encoding="utf-8")
        theirs = pages.parse(text, name, str(path))
        pages.compile(text, name, str(path))  # knows the names of filters
    except UnicodeDecodeError:
        yield SetupError("wording-page-broken", path=path, line=1, reason="UTF-8")
        return
    except jinja2.TemplateSyntaxError as error:
        line, reason = error.lineno, error.message or type(error).__name__
        yield SetupError("wording-page-broken", path=path, line=line, reason=reason)
        return
    standing = ours.read_text(encoding="utf-8")
    yield from _dangers(text, standing, path)
    yield from links_outside(text, standing, path, domains)
    yield from _names(theirs, pages.parse(standing), _used_by_ours(language), path)
    if name.startswith("letters/"):
        said = meta.find_undeclared_variables(theirs)
        for fact in sorted((meta.find_undeclared_variables(pages.parse(standing)) & _TOLD) - said):
            yield SetupError("wording-letter-lacks", path=path, fact=fact)


def our_page(name: str, language: str) -> Path | None:
    """The page of ours that one of the agency's stands for."""
    places = (resource("templates", folder).joinpath(name) for folder in (language, SHARED))
    return next((one for one in places if one.is_file()), None)


def links_outside(
    text: str, ours: str, path: Path, domains: Collection[str]
) -> Iterator[SetupError]:
    """Links to places that neither belong to the agency nor stand in our own text."""
    known = {host.lower() for host in _LINK.findall(ours)}
    for line, said in enumerate(text.splitlines(), 1):
        for host in _LINK.findall(said):
            own = any(host.lower() == one or host.lower().endswith(f".{one}") for one in domains)
            if not own and host.lower() not in known:
                yield SetupError("wording-link-outside", path=path, line=line, host=host)


def _our_names(language: Language) -> Iterator[str]:
    for folder in (resource("templates", language), resource("templates", SHARED)):
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix != ".toml":
                yield path.relative_to(folder).as_posix()


def _dangers(text: str, ours: str, path: Path) -> Iterator[SetupError]:
    lines = text.splitlines()
    seen: set[tuple[int, str]] = set()
    for shown in (text, _as_shown(text)):
        for kind, pattern in _DANGERS.items():
            for found in pattern.finditer(shown):
                at = found.end() - len(found[0].lstrip())
                line = shown.count("\n", 0, at) + 1
                is_ours = line <= len(lines) and lines[line - 1].strip() in ours
                if is_ours or (line, kind) in seen:
                    continue
                seen.add((line, kind))
                what = LazySentence(f"settings.wording_danger.{kind}")
                yield SetupError(
                    "wording-page-dangerous",
                    path=path,
                    line=line,
                    what=what,
                    found=found[0].strip(),
                )


def _as_shown(text: str) -> str:
    """The page as a browser reads it: without what Jinja takes out, and with its entities read."""
    return html.unescape(_TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text))


class _Used(NamedTuple):
    """The names that our pages use: of facts, of what facts have, of filters."""

    facts: frozenset[str]
    attributes: frozenset[str]
    filters: frozenset[str]


@cache
def _used_by_ours(language: Language) -> _Used:
    """Ours are the same as long as the program runs; reading all of them takes a while."""
    pages = environment(Sentences(language))
    paths = [path for name in _our_names(language) if (path := our_page(name, language))]
    ours = [
        pages.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if path.suffix in {".html", ".txt", ".css"}
    ]
    filters = {one.name for page in ours for one in page.find_all(nodes.Filter)}
    pages.filters.update(dict.fromkeys(filters - set(pages.filters), str))
    facts = set(pages.globals).union(*map(meta.find_undeclared_variables, ours))
    attributes = {one for page in ours for one, _ in _attributes(page)}
    return _Used(frozenset(facts), frozenset(attributes), frozenset(filters))


def _names(
    theirs: nodes.Template, ours: nodes.Template, known: _Used, path: Path
) -> Iterator[SetupError]:
    unknown = meta.find_undeclared_variables(theirs) - known.facts
    named = [
        (one.name, one.lineno)
        for one in theirs.find_all(nodes.Name)
        if one.name in unknown and one.ctx == "load"
    ]
    for name, line in named:
        yield _unknown(name, line, known.facts, path)
    for name, line in _attributes(theirs):
        if name.startswith("_"):
            what = LazySentence("settings.wording_danger.inside")
            yield SetupError("wording-page-dangerous", path=path, line=line, what=what, found=name)
        elif name not in known.attributes:
            yield _unknown(name, line, known.attributes, path)
    for one in theirs.find_all(nodes.Filter):
        if one.name in {"attr", "safe"}:
            what = LazySentence("settings.wording_danger.inside")
            yield SetupError(
                "wording-page-dangerous", path=path, line=one.lineno, what=what, found=one.name
            )
    for switch in theirs.find_all(nodes.EvalContextModifier):
        what = LazySentence("settings.wording_danger.inside")
        yield SetupError(
            "wording-page-dangerous", path=path, line=switch.lineno, what=what, found="autoescape"
        )
    for part in _parts(ours) - _parts(theirs):
        yield SetupError("wording-page-lacks", path=path, line=1, part=part)


def _unknown(name: str, line: int, known: Iterable[str], path: Path) -> SetupError:
    nearest = nearest_of(name, known)
    return SetupError("wording-page-unknown", path=path, line=line, found=name, nearest=nearest)


def _attributes(page: nodes.Template) -> Iterator[tuple[str, int]]:
    for one in page.find_all(nodes.Getattr):
        yield one.attr, one.lineno
    for item in page.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and isinstance(item.arg.value, str):
            yield item.arg.value, item.lineno


def _parts(page: nodes.Template) -> set[str]:
    """The blocks and macros that other pages count on."""
    blocks = {one.name for one in page.find_all(nodes.Block)}
    return blocks | {one.name for one in page.find_all(nodes.Macro)}
