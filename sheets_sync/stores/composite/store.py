"""Several workbooks as one store: read whole or not at all, each written on its own."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from sheets_sync.diagnostics import Diagnostic
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Completed
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten, Output, Written
from sheets_sync.ports import Pulse, Requests
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.stores.composite.leftover_rows import left_behind
from sheets_sync.stores.composite.part import Part
from sheets_sync.stores.composite.read_workbooks import Combined, combined
from sheets_sync.stores.composite.write_workbooks import is_blank, left_in, share


class CompositeStore:
    """The main workbook of a registry, and the others in which some of its tabs are kept."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """`parts` begins with the main workbook."""
        self._parts = tuple(parts)
        self._read: Combined | None = None

    def read(self) -> RawWorkbook:
        """All workbooks as one; what fails for one of them fails for all."""
        self._read = combined(self._parts, [part.store.read() for part in self._parts])
        return self._read.workbook

    def glance(self, titles: Collection[str]) -> RawWorkbook:
        """The tabs of these titles in every workbook, as they are at this moment, at least."""
        return combined(self._parts, [part.store.glance(titles) for part in self._parts]).workbook

    def pulse(self) -> Pulse:
        """What any of the workbooks says."""
        pulses = [part.store.pulse() for part in self._parts]
        return Pulse(
            json.dumps([pulse.mark for pulse in pulses]), any(pulse.costs for pulse in pulses)
        )

    def requests(self) -> Requests:
        """What all workbooks together have cost."""
        each = [part.store.requests() for part in self._parts]
        return Requests(sum(one.reads for one in each), sum(one.writes for one in each))

    def write(self, output: Output) -> Written:
        """Write each workbook's share of what was made for the workbook last read.

        Every one is tried, whatever becomes of the others; the first error is then raised, with
        the others as its causes.
        """
        if self._read is None:
            self.read()
        read, self._read = self._read, None  # a service must not hold it until its next check
        assert read is not None  # noqa: S101  for the type checker
        answers: dict[int, Written] = {}
        errors: list[StewardError] = []
        for number, part in enumerate(self._parts):
            wanted = share(output, read, number)
            if is_blank(wanted):
                continue
            if not part.written:
                left = NotWritten(read.homes[number], "not-writable")
                answers[number] = Written("", wanted.version, (left,))
                continue
            try:
                answers[number] = part.store.write(wanted)
            except StewardError as error:
                errors.append(error)
        for earlier, later in pairwise(errors):
            earlier.__cause__ = later
        if errors:
            raise errors[0]
        return _together(answers, read)

    def provision(
        self,
        schema: Schema,  # noqa: ARG002  every part has its share of it already
        say: Sentences,
        *,
        time_zone: str,
        looking: bool = False,
    ) -> Completed:
        """Give every workbook that is written what it lacks of its own share of the schema."""
        return _as_one(
            part.store.provision(part.schema, say, time_zone=time_zone, looking=looking)
            for part in self._parts
            if part.written
        )

    def mend(
        self,
        schema: Schema,  # noqa: ARG002  every part has its share of it already
        say: Sentences,
        *,
        looking: bool = False,
    ) -> Completed:
        """Put the broken formulas of every workbook that is written back."""
        return _as_one(
            part.store.mend(part.schema, say, looking=looking)
            for part in self._parts
            if part.written
        )

    def examine(
        self, schema: Schema, say: Sentences, *, time_zone: str, written: bool = True
    ) -> Iterator[Diagnostic]:
        """What is to be said of every workbook and the way to it; nothing in them changes."""
        for part in self._parts:
            yield from part.store.examine(
                part.schema, say, time_zone=time_zone, written=written and part.written
            )
        yield from left_behind(self._parts, schema)


def _as_one(parts: Iterable[Completed]) -> Completed:
    """What became of all workbooks."""
    done = tuple(parts)
    return Completed(
        place=", ".join(one.place for one in done),
        made=any(one.made for one in done),
        added=tuple(added for one in done for added in one.added),
        doubts=tuple(doubt for one in done for doubt in one.doubts),
        left=tuple(left for one in done for left in one.left),
        waiting=any(one.waiting for one in done),
    )


def _together(answers: dict[int, Written], combined: Combined) -> Written:
    """What became of all shares; a workbook in which nothing was written is named."""
    versions = list(combined.versions)
    for number, answer in answers.items():
        versions[number] = answer.version or versions[number]
    return Written(
        place=", ".join(answer.place for answer in answers.values() if answer.place),
        version=json.dumps(versions) if any(versions) else "",
        left=tuple(
            left for number, answer in answers.items() for left in left_in(number, answer, combined)
        ),
        waiting=frozenset(
            combined.homes[number] for number, answer in answers.items() if answer.deferred
        ),
    )
