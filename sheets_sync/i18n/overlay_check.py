"""The agency's own wording as a whole: what of it cannot be used, and why.

A file with a fault is left out, and ours is used in its place: no reader is to wait for it.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from sheets_sync.errors import SetupError
from sheets_sync.i18n.overlay import laid_over
from sheets_sync.i18n.rule_words import FILES
from sheets_sync.i18n.sentences import LANGUAGES, Language, Sentences, our_sentences
from sheets_sync.nearest_word import nearest_of
from sheets_sync.resources import resource


def wording_faults(
    overlay: Path | None,
    domains: Collection[str],
    translation: str | None = None,
    beneath: Language = "th",
) -> tuple[SetupError, ...]:
    """Everything that is wrong with the agency's wording, each with its file and line.

    `domains` are those that links may lead to, beside the ones that we link to ourselves; the
    `translation` is of the sentences `beneath` it.
    """
    if overlay is None or not overlay.is_dir():
        return ()
    languages: dict[str, Language] = {language: language for language in LANGUAGES}
    if translation is not None:
        languages[translation] = beneath
    return tuple(_faults(overlay, domains, languages))


def _faults(
    overlay: Path, domains: Collection[str], languages: Mapping[str, Language]
) -> Iterator[SetupError]:
    from sheets_sync.i18n.overlay_pages import (  # slow import
        looking_environment,
        page_faults,
        page_files,
    )

    seen: set[Path] = set()
    for folder, language in languages.items():
        files = resource("templates", language).glob("*.toml")
        ours = sorted({*FILES, *(path.stem for path in files)})
        for path in sorted((overlay / folder).glob("*.toml")):
            yield from _sentence_faults(path, language, ours, domains)
        pages = looking_environment(Sentences(language, overlay))
        for name, path in page_files(overlay, folder):
            if path not in seen:
                seen.add(path)
                yield from page_faults(name, path, pages, language, domains)


def _sentence_faults(
    path: Path, language: str, known: Collection[str], domains: Collection[str]
) -> Iterator[SetupError]:
    if path.stem not in known:
        nearest = nearest_of(path.stem, known, "{}.toml")
        yield SetupError("wording-file-unknown", path=path, nearest=nearest)
        return
    from sheets_sync.i18n.overlay_pages import links_outside  # slow import

    ours = our_sentences(language, path.stem)
    try:
        laid_over(ours, path)
    except SetupError as error:
        yield error
        return
    yield from links_outside(path.read_text(encoding="utf-8"), str(ours), path, domains)
