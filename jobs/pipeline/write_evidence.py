"""The evidence file of one community, as `report --evidence` writes it: only its owner reads it."""

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import chain
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import LOOK_STAGES, check_archive, check_registry
from jobs.pipeline.own_head import own_head
from jobs.pipeline.reports_folder import reports_folder
from jobs.pipeline.year_archive import archives
from sheets_sync.errors import SetupError
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.nearest_word import nearest_of
from sheets_sync.planning.evidence.evidence_file import communities_meant, evidence_file
from sheets_sync.planning.evidence.record import meant
from sheets_sync.planning.record_lookup import past_change_shown, people_named
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.record_changes import PastChange
from sheets_sync.renderings.evidence_document import evidence_document
from sheets_sync.renderings.pdf import document_pdf
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.ledger import peek_ledger

FOLDER = "evidence"
_UNFIT = re.compile(r"[^\w.-]+")


def write_evidence(context: JobContext, typed: str) -> int:
    """Write the file of the community meant by ID or name; 0.

    Raises:
        SetupError: no registry has such a community, or one has several of that name.
    """
    say = context.sentences
    known: list[str] = []
    is_written = False
    for registry in context.registries:
        checked = _looked(context, registry)
        rows = communities_meant(checked.context, typed)
        if len(rows) > 1:
            raise _several(checked, typed, rows, context.sentences)
        if not rows:
            known += _called(checked)
            archived = _archived(context, registry, typed)
            if archived is None:
                continue
            checked, row = archived
            context.console.line(say("evidence.archived", path=str(checked.registry.path)))
        else:
            row = rows[0]
        _write(context, registry, checked, row)
        is_written = True
    if not is_written:
        raise SetupError("evidence-unknown", typed=typed, nearest=nearest_of(typed, known))
    return 0


def _several(checked: CheckResult, typed: str, rows: Sequence[int], say: Sentences) -> SetupError:
    """Each of them by ID and first day: the rounds of one community often share its name."""
    communities = checked.context.table("communities")
    ids = [str(communities["community_id"].at(row) or "–") for row in rows]
    begun = [meant(checked.context, "communities", "starts_on", row) for row in rows]
    days = [say.date(one, "long") if isinstance(one, dt.date) else one for one in begun]
    found = tuple(f"{name} ({day})" if day else name for name, day in zip(ids, days, strict=True))
    return SetupError("evidence-several", typed=typed, found=found, first=ids[0])


def _archived(
    context: JobContext, registry: RegistrySettings, typed: str
) -> tuple[CheckResult, int] | None:
    """The newest workbook of a year that is over which has the community, and its row there."""
    for archive in archives(context, registry):
        checked = check_archive(context, archive, None)
        rows = communities_meant(checked.context, typed)
        if len(rows) > 1:
            raise _several(checked, typed, rows, context.sentences)
        if rows:
            return checked, rows[0]
    return None


def _write(context: JobContext, registry: RegistrySettings, checked: CheckResult, row: int) -> None:
    say = context.sentences
    name = registry.name or context.settings.agency.name or registry.id
    changes = _changes(context, registry, checked, row)
    evidence = evidence_file(checked.context, row, name, changes, checked.findings)
    path = _path(context, registry, evidence.community)
    if not context.dry_run:
        document = evidence_document(evidence, checked.schema, say)
        document = replace(document, own_head=own_head(context))
        write_file(path, document_pdf(document, say), private=True)
    told = "would_write" if context.dry_run else "written"
    context.console.line(say(f"evidence.{told}", path=str(path)))
    if context.json:
        context.console.json({"community": evidence.community, "path": str(path)})


def _changes(
    context: JobContext, registry: RegistrySettings, checked: CheckResult, row: int
) -> list[PastChange]:
    """What the checks noticed, in the agency's time and with the names of people."""
    community = checked.context.rounds.identifier(row) or ""
    with peek_ledger(context.settings) or nullcontext() as ledger:
        if ledger is None:
            return []
        people = people_named(lambda tab: ledger.changes.kept(registry.id, tab))
        found = ledger.changes.of(registry.id, community)
    return [past_change_shown(one, people, context.settings.timezone) for one in found]


def _path(context: JobContext, registry: RegistrySettings, community: str) -> Path:
    return reports_folder(context, registry) / FOLDER / f"{_UNFIT.sub('_', community)}.pdf"


def _looked(context: JobContext, registry: RegistrySettings) -> CheckResult:
    title = context.sentences("report.job.reading", registry=registry.id)
    with peek_ledger(context.settings) or nullcontext() as ledger:
        if context.json:
            return check_registry(context, registry, ledger)
        with context.console.progress(title, LOOK_STAGES) as advance:
            return check_registry(context, registry, ledger, advance)


def _called(checked: CheckResult) -> list[str]:
    """The IDs of all communities, and their names."""
    communities = checked.context.table("communities")
    texts = [communities[column].texts().tolist() for column in ("community_id", "name")]
    return [*filter(None, chain(*texts))]
