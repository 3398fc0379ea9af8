"""The command line: what was typed becomes one job, and its end an exit code.

Exit codes: 0 done · 1 cannot do it · 2 wrong usage · 3 our bug · 4 `--fail-on` found something ·
130 interrupted · 141 nobody reads what is printed.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from io import TextIOWrapper

from jobs.usage import parser
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.language import LANGUAGES, Language, Sentences, nearest_of

CANNOT = 1
BUG = 3
INTERRUPTED = 130
NOBODY_READS = 141
_DEFAULT_LANGUAGE: Language = "th"
_DEFAULT_CONFIG = "cop-steward.toml"


def main(argv: Sequence[str] | None = None) -> int:
    """Do what was typed; the exit code."""
    typed = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        return _main(typed)
    except BrokenPipeError:
        _let_go_of_stdout()
        return NOBODY_READS
    except KeyboardInterrupt:
        return INTERRUPTED


def _main(typed: list[str]) -> int:
    sentences = Sentences(_DEFAULT_LANGUAGE)
    try:
        sentences = Sentences(_language(typed))
        options = parser(sentences).parse_args(typed)
        if options.command is None:
            sys.stderr.write(parser(sentences).format_help())
            return 2
        code = _run(options, sentences)
        sys.stdout.flush()
    except StewardError as error:
        _show(error, sentences, verbose=bool({"-v", "--verbose"} & set(typed)))
        return CANNOT
    except SystemExit as end:
        sys.stdout.flush()
        return end.code if isinstance(end.code, int) else 0
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 — whatever is left is a bug of ours
        _report_bug(error, typed, sentences)
        return BUG
    return code


def _run(options: Namespace, sentences: Sentences) -> int:
    from importlib import import_module  # slow import

    from jobs.commands import COMMANDS
    from jobs.context import Arguments  # slow import

    command = next(one for one in COMMANDS if one.name == options.command)
    arguments = Arguments(command.name, options, sentences)
    return int(import_module(command.module).run(arguments))


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
    import tomllib

    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123 — a slow import less
            wanted = tomllib.loads(file.read()).get("language")
    except (OSError, ValueError):
        return _DEFAULT_LANGUAGE
    return "en" if wanted == "en" else _DEFAULT_LANGUAGE


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
    from jobs.error_screen import error_screen  # slow import

    sys.stderr.write(error_screen(error, sentences, verbose=verbose))


def _report_bug(error: Exception, typed: Sequence[str], sentences: Sentences) -> None:
    from jobs.bug_report import bug_report  # slow import

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
    with open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), sys.stdout.fileno())
