"""A session is a lecture: nothing but talking to the members.

What it does
    Reports a session whose only technique is lecturing; or for which it is recorded who
    contributed, and only its speakers did. It is told once for a session.

Why
    The handbook's principle: experts and members exchange what they know, unlike training, where
    knowledge goes one way.

Example
    "เทคนิควิธีการที่ใช้" says บรรยาย and nothing else.

How to mend
    Plan an exchange as well: cases, questions, trying it out together; and name it here.
"""

import re

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import pairs, people_named
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.equal_numbers import among
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold

LECTURING = frozenset(
    fold(word)
    for word in (
        "บรรยาย", "การบรรยาย", "บรรยายพิเศษ", "การบรรยายพิเศษ", "ฟังบรรยาย", "การฟังบรรยาย",
        "รับฟังบรรยาย", "การรับฟังบรรยาย", "รับฟังการบรรยาย", "การรับฟังการบรรยาย", "วิธีบรรยาย",
        "วิธีการบรรยาย", "บรรยายให้ความรู้", "การบรรยายให้ความรู้", "บรรยายโดยวิทยากร",
        "การบรรยายโดยวิทยากร", "lecture", "lectures", "lecturing", "a lecture",
    )
)  # fmt: skip
_PARTS = re.compile(r"[,;/+&•·()\[\]\n]|\s+และ\s*|\s+and\s+|^\s*[-–*]|\s[-–*]\s|\d[.)]")


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    sessions, when = context.table("sessions"), context.rounds.sessions
    counted = ~when.cancelled & context.rounds.is_in_effect[when.community]
    lectures = context.once(_only_lecturing, sessions["techniques"]) & counted
    reporter.cells(sessions, lectures, "techniques", detail="techniques", variant="techniques")
    if context.usable("attendance", "staff"):
        attendance = context.table("attendance")
        answers = (attendance[name] for name in ("session", "person", "attended", "contributed"))
        only_speakers = context.once(_only_speakers_contributed, sessions, *answers)
        silent = only_speakers & counted & ~lectures
        reporter.rows(sessions, silent, detail="contributions", variant="contributions")


def _only_lecturing(techniques: Cells) -> Mask:
    """For every row, whether the whole cell or all its parts say that there is a lecture."""
    by_typed = np.array(
        [isinstance(text, str) and _is_lecturing(text) for text in techniques.typed],
        dtype=np.bool_,
    )
    return np.asarray(by_typed[techniques.codes])


def _is_lecturing(text: str) -> bool:
    words = {fold(part) for part in _PARTS.split(text)} - {""}
    return fold(text) in LECTURING or (bool(words) and words <= LECTURING)


def _only_speakers_contributed(
    sessions: Table, attended: Cells, person: Cells, came: Cells, contributed: Cells
) -> Mask:
    """The sessions for which contributions are answered, and none is by another than a speaker.

    Where nobody is said to have contributed, all who attended must be answered for.
    """
    session = attended.per_row()
    yes, no = contributed.says_yes(), contributed.says_no()
    there = ~came.says_no()
    known = session != NOWHERE

    def has(mask: Mask) -> Mask:
        return np.bincount(session[mask & known], minlength=len(sessions)) > 0

    answered = has(yes) | (has(no) & ~has(there & ~yes & ~no))
    rows, people = people_named(sessions, "speakers")
    speaking = pairs(rows.astype(np.int32), people)
    by_speakers = among(pairs(session, person.per_row()), speaking)
    return answered & ~has(yes & ~by_speakers)
