"""What must hold between settings, each of which is possible by itself."""

from collections.abc import Callable, Mapping
from pathlib import Path

from sheets_sync.errors import SetupError
from sheets_sync.settings.model import RegistrySettings, Settings
from sheets_sync.toml_file import TomlFile

RULES = Path(__file__).resolve().parent.parent / "rules"
"""Where every rule has its file."""


def rule_names() -> tuple[str, ...]:
    """The names of all rules: each is a file, and importing them all would be slow."""
    stems = sorted(path.stem for path in RULES.glob("[a-z]*.py"))
    return tuple(stem.replace("_", "-") for stem in stems)


def check_registry(registry: RegistrySettings, file: TomlFile, number: int) -> None:
    """Refuse a workbook that does not say where it is."""
    needed, odd = {"xlsx": ("path", "spreadsheet"), "google": ("spreadsheet", "path")}[
        registry.store
    ]
    if getattr(registry, needed) is None:
        line = file.line_of("registry", number)
        raise SetupError(
            "registry-place-missing",
            path=file.path, line=line, id=registry.id, store=registry.store, needed=needed,
        )  # fmt: skip
    if getattr(registry, odd) is not None:
        line = file.line_of("registry", number, odd)
        raise SetupError(
            "registry-place-odd",
            path=file.path, line=line, id=registry.id, store=registry.store, odd=odd, needed=needed,
        )  # fmt: skip


def check_together(settings: Settings, file: TomlFile) -> None:
    """Refuse settings that contradict each other."""
    _refuse_twins(settings, file)
    for check in _CHECKS:
        found = check(settings)
        if found:
            place, name, facts = found
            line = file.line_of(*place.split("."))
            raise SetupError(name, path=file.path, line=line, name=place, **facts)


def contradicts(settings: Settings) -> tuple[str, ...]:
    """The settings which HR can change and which, together, cannot be used."""
    if _window_opens_before_it_closes(settings) or _reminded_before_the_window_closes(settings):
        return "reminders.window_start", "reminders.window_end"
    return ()


_Found = tuple[str, str, Mapping[str, object]] | None


def _refuse_twins(settings: Settings, file: TomlFile) -> None:
    seen: dict[str, int] = {}
    for number, registry in enumerate(settings.registries):
        first = seen.setdefault(registry.id.lower(), number)
        if first != number:
            line, above = (file.line_of("registry", one, "id") for one in (number, first))
            raise SetupError(
                "registry-twice", path=file.path, line=line, id=registry.id, first=above
            )


def _smtp_needs(settings: Settings) -> _Found:
    mail = settings.mail
    if mail.transport != "smtp":
        return None
    if mail.host is None:
        return "mail.transport", "setting-needed", {"needed": "mail.host"}
    if mail.sender is None and settings.agency.contact is None:
        return "mail.transport", "setting-needed", {"needed": "agency.contact"}
    if not settings.agency.allowed_domains:
        return "mail.transport", "setting-needed", {"needed": "agency.allowed_domains"}
    return None


def _one_way_to_log_in(settings: Settings) -> _Found:
    mail = settings.mail
    ways = {
        "mail.password_file": mail.password_file,
        "mail.password_env": mail.password_env,
        "mail.token_command": mail.token_command,
        "mail.token_file": mail.token_file,
    }
    used = [name for name, value in ways.items() if value]
    if len(used) > 1:
        return used[1], "setting-contradicts", {"other": used[0]}
    if used and mail.user is None:
        return used[0], "setting-needed", {"needed": "mail.user"}
    if mail.sent.host and mail.user is None:
        return "mail.sent.host", "setting-needed", {"needed": "mail.user"}
    return None


def _hook_is_signed(settings: Settings) -> _Found:
    hooks = settings.hooks
    if hooks.secret_file and hooks.secret_env:
        return "hooks.secret_env", "setting-contradicts", {"other": "hooks.secret_file"}
    if hooks.url and not (hooks.secret_file or hooks.secret_env):
        return "hooks.url", "setting-needed", {"needed": "hooks.secret_file"}
    return None


def _fleet_is_on_a_server(settings: Settings) -> _Found:
    if not settings.fleet.enabled:
        return None
    if settings.ledger.url_env is None and settings.ledger.url.startswith("sqlite"):
        return "fleet.enabled", "fleet-needs-postgresql", {"needed": "ledger.url"}
    if settings.registries:
        return "fleet.enabled", "fleet-registries-in-file", {}
    return None


def _window_opens_before_it_closes(settings: Settings) -> _Found:
    window = settings.reminders
    if window.window_start < window.window_end:
        return None
    return "reminders.window_end", "setting-order", {"other": "reminders.window_start"}


def _reminded_before_the_window_closes(settings: Settings) -> _Found:
    window = settings.reminders
    if settings.schedule.remind_at < window.window_end:
        return None
    return "schedule.remind_at", "setting-outside-window", {}


def _draft_before_sending(settings: Settings) -> _Found:
    schedule = settings.schedule
    if schedule.draft_working_day < schedule.send_working_day:
        return None
    return "schedule.send_working_day", "setting-order", {"other": "schedule.draft_working_day"}


def _overlays_are_there(settings: Settings) -> _Found:
    if settings.schema and not settings.schema.is_file():
        return "schema", "setting-file-missing", {"place": settings.schema}
    if settings.templates and not settings.templates.is_dir():
        return "templates", "setting-folder-missing", {"place": settings.templates}
    if settings.translation and settings.templates is None:
        return "translation", "setting-needed", {"needed": "templates"}
    if settings.translation and settings.templates:
        place = settings.templates / settings.translation
        if not place.is_dir():
            return "translation", "setting-folder-missing", {"place": place}
    return None


_CHECKS: tuple[Callable[[Settings], _Found], ...] = (
    _smtp_needs,
    _one_way_to_log_in,
    _hook_is_signed,
    _fleet_is_on_a_server,
    _window_opens_before_it_closes,
    _reminded_before_the_window_closes,
    _draft_before_sending,
    _overlays_are_there,
)
