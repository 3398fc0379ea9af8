"""What a job is given: what was typed, and everything that follows from it."""

import datetime as dt
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jobs.cli.console import Console
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.i18n.sentences import LANGUAGES, Language, Sentences
from sheets_sync.nearest_word import nearest_of
from sheets_sync.settings import CONFIG, RegistrySettings, Settings, load

if TYPE_CHECKING:  # most commands look at no workbook
    from sheets_sync.ports.check_result import CheckResult


class JobContext:
    """One call of a command.

    `options` has every option of the command by name, `_` for `-`: `options.fail_on`.
    Settings are loaded when first asked for, so a job that needs none works without a file.
    """

    def __init__(
        self,
        command: str,
        options: Namespace,
        sentences: Sentences,
        *,
        at: dt.datetime | None = None,
        clock: Callable[[], dt.datetime] | None = None,
    ) -> None:
        """`at` is the moment to take for now, and to act in: the sample's day in the demo.

        `clock` is gone by instead of the machine's, where one is handed in.
        """
        self.command = command
        self.options = options
        self._sentences = sentences
        self._at = at
        self._clock = clock
        self.looks: dict[str, CheckResult | StewardError] | None = None
        """By registry, what was found or why it could not be read; kept where jobs follow on."""
        self.run_id = ""
        """What the lines of its log are known by."""
        self.told = False
        """Whether the log that stands where people look has told why it ended."""
        self.scheduled = False
        """Whether a slot of the calendar is being done: then that slot is the run."""

    def with_options(self, command: str, options: Namespace) -> "JobContext":
        """Another command within this call: the same moment and settings, other options."""
        other = JobContext(command, options, self._sentences, at=self._at, clock=self._clock)
        other.settings = self.settings
        other.now = self.now
        other.console = self.console
        other.looks = self.looks
        other.scheduled = self.scheduled
        return other

    @property
    def language(self) -> Language:
        """The language of what is printed: `--lang`, else the environment's, else the config's."""
        return self._sentences.language

    @cached_property
    def settings(self) -> Settings:
        """The checked settings of `--config`; in a fleet those of `--registry`, if it is named.

        Raises:
            SetupError: they cannot be used, or the fleet has no such registry.
        """
        base = load(self.config)
        wanted = getattr(self.options, "registry", None)
        if not base.fleet.enabled or wanted is None:
            return base
        from sheets_sync.wiring.fleet import settings_of_member  # slow import

        return settings_of_member(base, wanted)

    @cached_property
    def sentences(self) -> Sentences:
        """Sentences in `language`, with the agency's own wording where there is some.

        Without a config file they are ours: not every job needs one.
        """
        if self.config is None and not Path(CONFIG).exists():
            return self._sentences
        if getattr(self.options, "lang", None) is not None:
            return self.ours_in(self.language)
        return self.sentences_in(self.language)

    def sentences_in(self, language: Language) -> Sentences:
        """Sentences in a language; in the agency's, its own translation stands over them."""
        is_agencys = language == self.settings.language
        return self.ours_in(language, self.settings.translation if is_agencys else None)

    def ours_in(self, language: Language, translation: str | None = None) -> Sentences:
        """Sentences in one of our languages, for somebody who asked for it."""
        return Sentences(
            language,
            self.settings.templates,
            thai_digits=self.settings.thai_digits,
            unusable={Path(str(fault.facts["path"])) for fault in self.wording_faults},
            translation=translation,
            registries=self.settings.registry_names,
        )

    @cached_property
    def wording_faults(self) -> tuple[SetupError, ...]:
        """What of the agency's wording cannot be used; ours stands in for each such file."""
        if self.settings.templates is None:
            return ()
        from sheets_sync.i18n.overlay_check import wording_faults  # slow import

        return wording_faults(
            self.settings.templates,
            self.settings.agency.allowed_domains,
            self.settings.translation,
            self.settings.language,
        )

    @property
    def every_language(self) -> tuple[Sentences, ...]:
        """The sentences of all languages: a tab may have been written in any of them."""
        return tuple(self.sentences_in(language) for language in LANGUAGES)

    @cached_property
    def console(self) -> Console:
        """Where the job speaks to the person who started it."""
        quiet = bool(getattr(self.options, "quiet", False))
        return Console(sys.stdout, sys.stderr, self._sentences, json=self.json, quiet=quiet)

    @property
    def config(self) -> Path | None:
        """The file that `--config` names."""
        return None if self.options.config is None else Path(self.options.config)

    @property
    def json(self) -> bool:
        """Whether standard output is one JSON object a line and nothing else."""
        return bool(getattr(self.options, "json", False))

    @property
    def dry_run(self) -> bool:
        """Whether nothing may be written or sent."""
        return bool(getattr(self.options, "dry_run", False))

    @property
    def looking(self) -> bool:
        """Whether the day was chosen with `--today`: then no live mail is ever sent."""
        return self.options.today is not None

    @cached_property
    def now(self) -> dt.datetime:
        """The moment of the call, in the agency's time zone; noon of a day chosen by `--today`."""
        if self._at is not None:
            return self._at
        if self.options.today is not None:
            return dt.datetime.combine(self.options.today, dt.time(12), self.settings.timezone)
        return self.clock()

    def clock(self) -> dt.datetime:
        """What time it is; it stands still on a day that was chosen."""
        if self._at is not None or self.looking:
            return self.now
        if self._clock is not None:
            return self._clock()
        return dt.datetime.now(self.settings.timezone)

    @property
    def today(self) -> dt.date:
        """The day in the agency's time zone, or that of `--today`."""
        return self.now.date()

    @cached_property
    def registries(self) -> tuple[RegistrySettings, ...]:
        """The workbooks to work on: all, or the one of `--registry`."""
        wanted = getattr(self.options, "registry", None)
        known = {registry.id: registry for registry in self.settings.registries}
        if self.settings.fleet.enabled:
            if not known:
                raise SetupError("fleet-registry-needed", command=self.command)
            return self.settings.registries
        if wanted is None:
            return self.settings.registries
        if wanted not in known:
            raise SetupError(
                "registry-unknown",
                id=wanted,
                path=self.settings.source or os.devnull,
                known=tuple(known),
                nearest=nearest_of(wanted, known),
            )
        return (known[wanted],)
