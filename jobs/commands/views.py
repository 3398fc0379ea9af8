"""views: for each unit, or coordinator, a read-only workbook that holds their own rows alone.

Reads and checks the registry. Writes a workbook for each of them in the folder of views, or fills
the Google spreadsheet that the config file names for them, and takes away those nobody owns any
more; nothing with `--dry-run`. Every check does the same where
`views.by` says so.
"""

from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import check_registry
from jobs.pipeline.per_registry import CANNOT, each_registry
from jobs.pipeline.write_views import WrittenViews, tell_of_spreadsheets, write_views
from jobs.terminal.paths import short
from sheets_sync.errors import StewardError
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.ledger import peek_ledger

ARGUMENTS = ("dry-run", "json", "registry", "by")
LOGGED = True


def run(context: JobContext) -> int:
    """Write the views of every registry, and say where they are; 1 where one could not be."""
    missing: list[StewardError] = []
    code = each_registry(context, lambda one: missing.extend(_views(context, one).troubles))
    return CANNOT if missing else code


def _views(context: JobContext, registry: RegistrySettings) -> WrittenViews:
    by = context.options.by or context.settings.views.by
    ledger = peek_ledger(context.settings)
    if ledger is None:
        checked = check_registry(context, registry)
    else:
        with ledger:
            checked = check_registry(context, registry, ledger)
    done = write_views(context, checked, "unit" if by == "off" else by)
    tell_of_spreadsheets(context, done)
    if context.json:
        context.console.json(_as_json(context, registry, done))
        return done
    say, console = context.sentences, context.console
    console.table(
        say("views.columns").split("|"),
        [(name, done.communities[name], _shown(place)) for name, place in done.places.items()],
        right=(1,),
    )
    told = "would_write" if context.dry_run else "written"
    facts = {"registry": registry.id, "count": len(done.places), "removed": len(done.removed)}
    console.line(say(f"views.{told}", **facts))
    if done.without:
        console.line(say("views.without", communities=done.without))
    return done


def _shown(place: Path | str) -> str:
    return place if isinstance(place, str) else str(short(place))


def _as_json(
    context: JobContext, registry: RegistrySettings, done: WrittenViews
) -> dict[str, object]:
    """The object of `views.schema.json`."""
    return {
        "registry": registry.id,
        "by": done.by,
        "written": not context.dry_run,
        "views": [
            {"name": name, "communities": done.communities[name], "place": str(place)}
            for name, place in done.places.items()
        ],
        "removed": [str(path) for path in done.removed],
        "without": done.without,
        "unknown": done.unknown,
        "not_filled": [error.name for error in done.troubles],
    }
