"""views: for each unit, or coordinator, a read-only workbook that holds their own rows alone.

Reads and checks the registry. Writes a workbook for each of them in the folder of views and takes
away those nobody owns any more; nothing with `--dry-run`. Every check does the same where
`views.by` says so.
"""

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import check_registry
from jobs.pipeline.per_registry import each_registry
from jobs.pipeline.write_views import WrittenViews, write_views
from jobs.terminal.paths import short
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring import peek_ledger

ARGUMENTS = ("dry-run", "json", "registry", "by")
LOGGED = True


def run(context: JobContext) -> int:
    """Write the views of every registry, and say where they are."""
    return each_registry(context, lambda registry: _views(context, registry))


def _views(context: JobContext, registry: RegistrySettings) -> None:
    by = context.options.by or context.settings.views.by
    ledger = peek_ledger(context.settings)
    if ledger is None:
        checked = check_registry(context, registry)
    else:
        with ledger:
            checked = check_registry(context, registry, ledger)
    done = write_views(context, checked, "unit" if by == "off" else by)
    if context.json:
        context.console.json(_as_json(context, registry, done))
        return
    say, console = context.sentences, context.console
    console.table(
        say("views.columns").split("|"),
        [(name, done.communities[name], short(path)) for name, path in done.paths.items()],
        right=(1,),
    )
    told = "would_write" if context.dry_run else "written"
    facts = {"registry": registry.id, "count": len(done.paths), "removed": len(done.removed)}
    console.line(say(f"views.{told}", **facts))
    if done.without:
        console.line(say("views.without", communities=done.without))


def _as_json(
    context: JobContext, registry: RegistrySettings, done: WrittenViews
) -> dict[str, object]:
    """The object of `views.schema.json`."""
    return {
        "registry": registry.id,
        "by": done.by,
        "written": not context.dry_run,
        "views": [
            {"name": name, "communities": done.communities[name], "path": str(path)}
            for name, path in done.paths.items()
        ],
        "removed": [str(path) for path in done.removed],
        "without": done.without,
    }
