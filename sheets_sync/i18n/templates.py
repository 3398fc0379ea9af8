"""Pages and letters made from Jinja templates, in one language, with the agency's own over ours."""

import re
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.months_and_years import Digits, show_month
from sheets_sync.resources import resource
from sheets_sync.unfit_characters import fit, unfit_in

SHARED = "shared"
"""The folder of templates whose words all come from sentences: one for all languages."""
_MARKUP = re.compile(r"\.(html|xml|svg)\b")
_GROWING_FILTERS = ("format", "center", "indent", "wordwrap", "xmlattr")
_GROWING_METHODS = frozenset(
    {"format", "format_map", "center", "ljust", "rjust", "zfill", "expandtabs", "join", "replace"}
)


class _CompiledPages(jinja2.BytecodeCache):
    """Templates that this process compiled before; each is known by its name and its text."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


@cache
def _compiled_pages(*_wording: object) -> _CompiledPages:
    """One for each wording: what a template says of a constant is compiled into its code."""
    return _CompiledPages()


class _Sandbox(ImmutableSandboxedEnvironment):
    """For templates that are not ours: no way out, and no text that grows without end."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 — jinja's signature
        if operator == "**" or not all(isinstance(side, int | float) for side in (left, right)):
            raise jinja2.exceptions.SecurityError(f"operator {operator}")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 — jinja's signature
        if isinstance(obj, str) and attr in _GROWING_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)


class _Loader(jinja2.FileSystemLoader):
    """The agency's templates before ours, but for those of them that cannot be used."""

    def __init__(self, sentences: Sentences) -> None:
        super().__init__([str(folder) for folder in _folders(sentences)])
        self._sentences = sentences

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        unusable = self._sentences.unusable
        if not unusable:
            return super().get_source(environment, template)
        folders = [folder for folder in self.searchpath if Path(folder, template) not in unusable]
        return jinja2.FileSystemLoader(folders).get_source(environment, template)


def environment(sentences: Sentences) -> jinja2.Environment:
    """Templates of the language of `sentences`, with dates, numbers and sentences as filters.

    Whatever ends in `.html` is escaped; a name that no fact has is an error, never a blank.
    """
    made = _Sandbox if sentences.overlay else jinja2.Environment
    result = made(
        loader=_Loader(sentences),
        autoescape=lambda name: name is not None and bool(_MARKUP.search(name)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_fit,
        bytecode_cache=_compiled_pages(
            sentences.code, sentences.language, sentences.thai_digits, sentences.overlay
        ),
    )
    if sentences.overlay:
        for name in _GROWING_FILTERS:
            del result.filters[name]
    result.filters |= _filters(sentences)
    result.globals |= {"say": sentences, "language": sentences.code}
    return result


def _fit(value: object) -> object:
    """What is put into a page, without characters that no page may hold."""
    if isinstance(value, str) and not value.isprintable() and unfit_in(value):
        return type(value)(fit(value))
    return value


def render(pages: jinja2.Environment, name: str, facts: Mapping[str, object]) -> str:
    """The page; for a template of the agency's that cannot be used, ours is taken.

    Raises `SetupError` where there is none of ours.
    """
    try:
        return pages.get_template(name).render(facts)
    except jinja2.TemplateError as error:
        place = _place(error, pages)
        if place is None:
            raise
        path, line = place
        reason = error.message or type(error).__name__
        broken = SetupError("wording-page-broken", path=path, line=line, reason=reason)
        sentences = cast("Sentences", pages.globals["say"])
        sentences.give_up(Path(path), broken)
        if pages.cache is not None:
            pages.cache.clear()
        try:
            return render(pages, name, facts)
        except jinja2.TemplateNotFound:
            raise broken from error


def _folders(sentences: Sentences) -> tuple[Path, ...]:
    ours = (resource("templates", sentences.language), resource("templates", SHARED))
    if sentences.overlay is None:
        return ours
    return (*sentences.folders, sentences.overlay / SHARED, *ours)


def _filters(sentences: Sentences) -> dict[str, Any]:
    digits: Digits = "thai" if sentences.thai_digits else "arabic"
    return {
        "date": sentences.date,
        "month": lambda day, style="short": show_month(day, sentences.language, style, digits),
        "number": sentences.number,
        "percent": lambda share, decimals=0: f"{sentences.number(share * 100, decimals)} %",
        "digits": lambda value: sentences.digits(str(value)),
        "show": sentences.show,
    }


def _place(error: jinja2.TemplateError, pages: jinja2.Environment) -> tuple[str, int] | None:
    """Where in a template of the agency's the fault is: the innermost such line."""
    loader = cast("jinja2.FileSystemLoader", pages.loader)
    ours = str(resource("templates"))
    theirs = tuple(folder for folder in loader.searchpath if not folder.startswith(ours))
    found = [(step.filename, step.lineno) for step in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, jinja2.TemplateSyntaxError):
        found.append((error.filename or "", error.lineno))
    places = [(name, line or 1) for name, line in found if name.startswith(theirs)]
    return places[-1] if theirs and places else None
