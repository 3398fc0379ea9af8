"""How the command line is typed, and its help: `argparse` that speaks Thai and English."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn, cast

from jobs.cli.command_table import COMMON, OPTIONS, command_named, command_names
from jobs.cli.text_width import terminal_columns, wrapped
from sheets_sync.i18n.sentences import Sentences

PROGRAM = "cop-steward"
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def parser(sentences: Sentences, typed: Sequence[str]) -> argparse.ArgumentParser:
    """The command line in one language; only commands that were typed get their options."""
    _speak(sentences)
    say = partial(_say, sentences)
    top = _Parser(sentences, prog=PROGRAM, description=say("description"), epilog=say("epilog"))
    _add_common(top, COMMON, sentences, inherited=False)
    top.add_argument("--version", action=_Version, nargs=0, help=say("options.version"))
    commands = top.add_subparsers(
        dest="command",
        metavar=sentences("command_line.words.command"),
        title=sentences("command_line.words.commands"),
        parser_class=cast("type[_Parser]", partial(_parser_of, sentences, typed)),
    )
    for name in _in_order(sentences):
        _add_command(commands, name, sentences, full=name in typed)
    return top


def _in_order(sentences: Sentences) -> list[str]:
    """The names of all commands, as their sentences follow each other; then those without any."""
    place = {name: at for at, name in enumerate(sentences.table("command_line.commands"))}
    return sorted(command_names(), key=lambda name: place.get(name, len(place)))


def _parser_of(sentences: Sentences, typed: Sequence[str], *, prog: str, **facts: Any) -> Any:  # noqa: ANN401 — argparse hides its type
    """What reads one command; of those that were not typed only their line of help is needed."""
    named = prog.rpartition(" ")[2] in typed
    return _Parser(sentences, prog=prog, **facts) if named else None


class _Parser(argparse.ArgumentParser):
    """Answers wrong usage with our sentences and the nearest right word."""

    def __init__(self, sentences: Sentences, **facts: Any) -> None:  # noqa: ANN401 — argparse's own
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Layout, **facts)
        self._sentences = sentences
        self.add_argument("-h", "--help", action="help", help=_say(sentences, "options.help"))

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            known = _flags(options.command) if options.command else []
            self.error(
                self._guess("words.unknown_argument", unknown[0], known), options.command or ""
            )
        return options

    def error(self, message: str, command: str = "") -> NoReturn:
        """Say what is wrong with what was typed, and how to see what is possible."""
        shows = " ".join(filter(None, (self.prog, command, "--help")))
        lines = [
            self._sentences("command_line.words.usage_error", text=message),
            self._sentences("command_line.words.usage_hint", command=shows),
        ]
        self.exit(2, "\n".join(lines) + "\n")

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401 — argparse's own
        """Write it; `argparse` itself would swallow a full disk and a reader who has gone."""
        (file or sys.stderr).write(message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401 — argparse's own
        if action.choices is not None and value not in action.choices:
            message = self._guess("words.not_a_choice", str(value), list(action.choices))
            raise argparse.ArgumentError(action, message)

    def _guess(self, name: str, typed: str, known: Sequence[str]) -> str:
        from sheets_sync.nearest_word import nearest_of  # slow import

        return self._sentences(
            f"command_line.{name}",
            typed=typed,
            known=known,
            nearest=nearest_of(typed, known),
        )


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help broken into lines where Thai may be broken."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=terminal_columns() - 2)

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        if action.nargs == argparse.PARSER:  # the commands have a title already
            return text.partition("\n")[2]
        return text

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(
            indent + line for part in text.splitlines() for line in _folded(part, width)
        )


def _folded(part: str, width: int) -> list[str]:
    """A line of running text in several; one that can be typed stays whole."""
    text = part.lstrip()
    if text.startswith(f"{PROGRAM} ") and text != part:
        return [part]
    margin = part[: len(part) - len(text)]
    return [margin + line for line in wrapped(text, width - len(margin)) or [""]]


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        from jobs.cli.version import version  # slow import

        sys.stdout.write(f"{PROGRAM} {version()}\n")
        parser.exit()


def _add_common(
    target: argparse.ArgumentParser, names: Sequence[str], sentences: Sentences, *, inherited: bool
) -> None:
    """The options of every command, which may stand before or after its name."""
    for name in names:
        _add_option(target, name, sentences, inherited=inherited)


def _add_command(
    commands: Any,  # noqa: ANN401 — argparse hides its type
    command: str,
    sentences: Sentences,
    *,
    full: bool,
) -> None:
    """One command; what its sentences lack breaks it alone, not the list of all."""
    name = f"commands.{command}"
    help_ = _say(sentences, f"{name}.help") if f"command_line.{name}.help" in sentences else ""
    if not full:
        commands.add_parser(command, help=help_)
        return
    added = commands.add_parser(
        command,
        help=help_,
        description=_say(sentences, f"{name}.about"),
        epilog=_examples(sentences, f"{name}.examples"),
    )
    known = command_named(command)
    for name in known.arguments:
        _add_option(added, name, sentences, inherited=False)
    _add_common(added, known.common, sentences, inherited=True)


def _examples(sentences: Sentences, name: str) -> str:
    """What may be typed, each with what it is for."""
    shown = [sentences("command_line.words.examples")]
    for typed, purpose in sentences.table(f"command_line.{name}").items():
        shown += [f"  {PROGRAM} {typed}", f"      {purpose}"]
    return "\n".join(shown)


def _add_option(
    target: argparse.ArgumentParser, name: str, sentences: Sentences, *, inherited: bool
) -> None:
    facts = dict(OPTIONS[name])
    flags = facts.pop("flags") or (name.replace("-", "_"),)
    kind = facts.pop("kind", None)
    if kind:
        facts["type"] = partial(_KINDS[kind], sentences)
    if inherited:
        facts["default"] = argparse.SUPPRESS
    target.add_argument(*flags, help=_say(sentences, f"options.{name}"), **facts)


def _flags(command: str) -> list[str]:
    known = command_named(command)
    return [flag for name in (*known.arguments, *known.common) for flag in OPTIONS[name]["flags"]]


def _day(sentences: Sentences, typed: str) -> object:
    from sheets_sync.settings.kinds import day  # slow import

    found = day(typed)
    if found is None:
        raise argparse.ArgumentTypeError(sentences("command_line.words.no_day", typed=typed))
    return found


def _month(sentences: Sentences, typed: str) -> object:
    from sheets_sync.settings.kinds import day  # slow import

    found = day(f"{typed}-01") if _MONTH.fullmatch(typed) else None
    if found is None:
        raise argparse.ArgumentTypeError(sentences("command_line.words.no_month", typed=typed))
    return found


def _fiscal_year(sentences: Sentences, typed: str) -> int:
    if not _YEAR.fullmatch(typed):
        raise argparse.ArgumentTypeError(sentences("command_line.words.no_year", typed=typed))
    year = int(typed)
    return year if year > _LAST_COMMON_YEAR else year + _ERA


def _count(sentences: Sentences, typed: str) -> int:
    if not _COUNT.fullmatch(typed):
        raise argparse.ArgumentTypeError(sentences("command_line.words.no_count", typed=typed))
    return int(typed)


_COUNT = re.compile("[1-9][0-9]?")
_YEAR = re.compile("2[0-9]{3}")
_LAST_COMMON_YEAR = 2400
"""Years above it are of the Buddhist Era."""
_ERA = 543
_KINDS: dict[str, Callable[[Sentences, str], object]] = {
    "day": _day,
    "month": _month,
    "fiscal_year": _fiscal_year,
    "count": _count,
}


def _say(sentences: Sentences, name: str) -> str:
    """A sentence for `argparse`, which reads `%` as a placeholder of its own."""
    return sentences(f"command_line.{name}").replace("%", "%%")


def _speak(sentences: Sentences) -> None:
    """Give `argparse` its own words in our language: it looks them up in its module."""
    words = sentences.table("command_line.argparse")

    def one(message: Any) -> Any:  # noqa: ANN401 — argparse looks up None, too
        return words.get(message, message)

    def one_or_many(single: str, several: str, count: int) -> str:
        return str(one(single if count == 1 else several))

    for name, lookup in (("_", one), ("ngettext", one_or_many)):
        setattr(argparse, name, lookup)
