"""What must hold for the spreadsheets in which units or coordinators read their own rows."""

from sheets_sync.errors import SetupError
from sheets_sync.settings.catalogue import ELSEWHERE, REGISTRY, VIEW
from sheets_sync.settings.model import Settings
from sheets_sync.toml_file import TomlFile


def check_views(settings: Settings, file: TomlFile) -> None:
    """Refuse a view that does not say whose or where it is, or stands where something else does."""
    taken: dict[str, int] = {}
    for number, registry in enumerate(settings.registries):
        if registry.spreadsheet is not None:
            taken.setdefault(registry.spreadsheet, file.line_of(REGISTRY, number, "spreadsheet"))
        for at, other in enumerate(registry.elsewhere):
            if other.spreadsheet is not None:
                place = (REGISTRY, number, ELSEWHERE, at, "spreadsheet")
                taken.setdefault(other.spreadsheet, file.line_of(*place))
    for number, registry in enumerate(settings.registries):
        for at, view in enumerate(registry.view):
            table = (REGISTRY, number, VIEW, at)
            if not view.of or view.spreadsheet is None:
                name = "spreadsheet" if view.of else "of"
                raise SetupError(
                    "view-incomplete", path=file.path, line=file.line_of(*table), name=name
                )
            line = file.line_of(*table, "spreadsheet")
            if view.spreadsheet in taken:
                first = taken[view.spreadsheet]
                raise SetupError("view-same", path=file.path, line=line, first=first)
            taken[view.spreadsheet] = line
