"""The command line: what was typed becomes one job, and its end an exit code.

Exit codes: 0 done · 1 cannot do it · 2 wrong usage · 3 our bug · 4 `--fail-on` found something ·
130 interrupted · 141 nobody reads what is printed.
"""

import os
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper, UnsupportedOperation

from jobs.cli.parser import parser
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.file_trouble import disk_failed
from sheets_sync.i18n.sentences import LANGUAGES, Language, Sentences
from sheets_sync.nearest_word import nearest_of

CANNOT = 1
WRONG_USAGE = 2
BUG = 3
INTERRUPTED = 130
NOBODY_READS = 141
_DEFAULT_LANGUAGE: Language = "th"
_DEFAULT_CONFIG = "cop-steward.toml"


def main(argv: Sequence[str] | None = None) -> int:
    """Do what was typed; the exit code."""
    typed = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    sentences = Sentences(_DEFAULT_LANGUAGE)
    try:
        try:
            sentences = Sentences(_language(typed))
            return _done(typed, sentences)
        except StewardError as error:
            _show(error, sentences, verbose=bool({"-v", "--verbose"} & set(typed)))
            return CANNOT
    except BrokenPipeError:
        _let_go_of_stdout()
        return NOBODY_READS
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{sentences('command_line.words.interrupted')}\n")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 — whatever is left is a bug of ours
        _report_bug(error, typed, sentences)
        return BUG


def _done(typed: Sequence[str], sentences: Sentences) -> int:
    try:
        code = _understood(typed, sentences)
        sys.stdout.flush()
    except OSError as error:
        failed = disk_failed(error, "stdout")
        if failed is None:
            raise
        if error.filename is None:  # it was standard output
            _let_go_of_stdout()
        raise failed from error
    return code


def _understood(typed: Sequence[str], sentences: Sentences) -> int:
    usage = parser(sentences, typed)
    try:
        options = usage.parse_args(typed)
    except SystemExit as end:  # help, the version, wrong usage
        return int(end.code or 0)
    if options.command is None:
        sys.stderr.write(usage.format_help())
        return WRONG_USAGE
    return _run(options, sentences)


def _run(options: Namespace, sentences: Sentences) -> int:
    from jobs.cli.command_table import command_module, command_named
    from jobs.cli.context import JobContext  # slow import

    context = JobContext(options.command, options, sentences)
    job, command = command_module(options.command).run, command_named(options.command)
    if not command.logged:
        return int(job(context))
    from jobs.cli.command_log import command_log  # slow import

    try:
        with command_log(context, stays=command.stays):
            return int(job(context))
    except StewardError as error:
        if context.told:
            return CANNOT
        if not command.timed or options.verbose or sys.stdout.isatty():
            raise
        from jobs.cli.once_a_day import once_a_day  # slow import

        once_a_day(context).failure(error, sentences)
        return CANNOT


def _language(typed: Sequence[str]) -> Language:
    """The language asked for, before anything is parsed: help and errors need it, too."""
    for wanted in (_value_of("--lang", typed), os.environ.get("COP_STEWARD_LANG")):
        for language in LANGUAGES:
            if wanted == language:
                return language
        if wanted == os.environ.get("COP_STEWARD_LANG") and wanted:
            near = nearest_of(wanted, LANGUAGES)
            raise SetupError("language-unknown", value=wanted, known=LANGUAGES, nearest=near)
    return _language_of_config(_value_of("--config", typed) or _DEFAULT_CONFIG)


def _language_of_config(path: str) -> Language:
    """What the config file says, if it can be read; its faults are named when it is loaded."""
    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123 — a slow import less
            text = file.read()
    except (OSError, ValueError):
        return _DEFAULT_LANGUAGE
    if "language" not in text:
        return _DEFAULT_LANGUAGE
    before_tables = f"\n{text}".partition("\n[")[0]
    said = _LANGUAGE_LINE.findall(before_tables)
    if len(said) != 1 or '"""' in before_tables or "'''" in before_tables:
        said = [_top_language(text)]
    return "en" if said == ["en"] else _DEFAULT_LANGUAGE


_LANGUAGE_LINE = re.compile(
    r"^[ \t]*language[ \t]*=[ \t]*[\"'](\w*)[\"'][ \t]*(?:#.*)?$", re.MULTILINE
)
"""How nearly everybody says it; help would wait for a reader of TOML."""


def _top_language(text: str) -> object:
    """What a reader of TOML finds."""
    import tomllib  # slow import

    try:
        return tomllib.loads(text).get("language")
    except ValueError:
        return None


def _value_of(flag: str, typed: Sequence[str]) -> str | None:
    """The last value given to an option."""
    value = None
    for place, word in enumerate(typed):
        if word == flag and place + 1 < len(typed):
            value = typed[place + 1]
        elif word.startswith(f"{flag}="):
            value = word.removeprefix(f"{flag}=")
    return value


def _show(error: StewardError, sentences: Sentences, *, verbose: bool) -> None:
    """One screen: the problem, and the way out."""
    from jobs.cli.error_screen import error_screen  # slow import

    sys.stderr.write(error_screen(error, sentences, verbose=verbose))


def _report_bug(error: Exception, typed: Sequence[str], sentences: Sentences) -> None:
    from jobs.cli.bug_report import bug_report  # slow import

    sys.stderr.write(bug_report(error, typed, _value_of("--config", typed), sentences))


def _speak_utf8() -> None:
    """Thai is printed as UTF-8 whatever the locale says."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """Whoever read it has gone: say nothing more, not even while Python ends."""
    with open(os.devnull, "w", encoding="utf-8") as nothing, suppress(UnsupportedOperation):  # noqa: PTH123
        os.dup2(nothing.fileno(), sys.stdout.fileno())
