"""A month as it was sent: how it stands, what reads otherwise since, what is forgotten."""

import datetime as dt
import json
import re

from sheets_sync.planning.report.frozen import frozen_month, without_people, without_person
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.person_codes import person_mark
from sheets_sync.planning.report.restated import RestatedFigure, Restatement
from tests.renderings.reports import Register, person

SEPTEMBER, OCTOBER = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
SENT = dt.date(2026, 10, 7)
SEP = [dt.date(2026, 9, day) for day in range(1, 31)]


def register():
    made = Register().round("C-1", range(1, 9)).plan("C-1", evaluation_due=SEP[20])
    for number in range(1, 7):
        made.evaluation("C-1", number, SEP[4], "ผ่าน" if number % 2 else "ไม่ผ่าน")
    return made


def sent(made, copy="manager"):
    """What is remembered once September's report went out."""
    report = made.report(SEPTEMBER, copy, SENT, checked=True)
    kept = frozen_month(report.kept.as_text())
    return ReportMemory(issued={"2026-09": SENT}, frozen={("2026-09", copy): kept})


def test_a_report_says_how_far_it_is_on_its_way():
    made = register()

    def standing(memory, today):
        return made.report(SEPTEMBER, "hr", today, memory=memory).standing

    assert standing(ReportMemory(), SEP[20]) == "open"
    assert standing(ReportMemory(), SENT) == "draft"
    assert standing(ReportMemory().sending("2026-09", SENT), SENT) == "sent"
    memory = sent(made, "hr")
    made.evaluation("C-1", 7, SEP[9])
    assert standing(memory, dt.date(2026, 11, 5)) == "restated"


def test_the_month_after_says_what_the_month_before_reads_now_and_why():
    made = register()
    memory = sent(made, "hr")
    made.evaluation("C-1", 7, SEP[9]).evaluation("C-1", 8, SEP[9], "ไม่ให้คะแนน")
    report = made.report(OCTOBER, "hr", memory=memory)

    assert report.restated is None
    assert report.restated_before == Restatement(
        SEPTEMBER, 1,
        (
            RestatedFigure(3, Figure(2, 5, 0.4), Figure(3, 5, 0.6)),
            RestatedFigure(4, Figure(2, 5, 0.4), Figure(3, 5, 0.6)),
            RestatedFigure(6, Figure(0, 1, 0.0), Figure(1, 1, 1.0)),
            RestatedFigure(17, Figure(6, 8, 0.75), Figure(8, 8, 1.0)),
            RestatedFigure(18, Figure(3, 6, 0.5), Figure(4, 7, 4 / 7)),
        ),
        {"evaluations": 2},
    )  # fmt: skip


def test_a_sent_month_keeps_the_check_that_it_was_sent_with():
    made = register()
    memory = sent(made, "hr")
    made.evaluation("ไม่มีกลุ่มนี้", 1, SEP[4])
    again = made.report(SEPTEMBER, "hr", memory=memory, checked=True)
    fresh = made.report(SEPTEMBER, "hr", checked=True)

    assert again.quality == memory.frozen["2026-09", "hr"].quality
    assert (again.quality.checked_on, fresh.quality.checked_on) == (SENT, dt.date(2026, 11, 22))
    assert again.quality.sound != fresh.quality.sound
    assert again.indicators[26].figure == memory.frozen["2026-09", "hr"].indicators[26].figure


def test_what_is_kept_can_forget_one_person_or_everybody_and_its_figures_stay():
    kept = sent(register()).frozen["2026-09", "manager"]
    text = kept.as_text()
    one = frozen_month(without_person(text, [person_mark("main", str(person(1)))]))
    nobody = frozen_month(without_people(text))

    assert [len(atom.keys) for atom in kept.atoms["passed"]] == [6]
    assert [len(atom.keys) for atom in one.atoms["passed"]] == [5]
    assert {*one.atoms["passed"][0].keys} < {*kept.atoms["passed"][0].keys}
    assert nobody.atoms == {}
    assert kept.indicators == one.indicators == nobody.indicators
    assert without_person(text, [person_mark("main", "nobody")]) == text
    assert not {str(person(number)) for number in range(1, 9)} & {*re.findall(r"\d+", text)}


def test_a_month_that_an_earlier_release_kept_is_read():
    kept = sent(register()).frozen["2026-09", "manager"]
    values = json.loads(kept.as_text())
    del values["quality"]
    values["atoms"] = {
        family: [[told, keys] for told, keys, *_ in atoms]
        for family, atoms in values["atoms"].items()
    }
    read = frozen_month(json.dumps(values))
    passed = [atom._replace(size=0, together=()) for atom in kept.atoms["passed"]]

    assert read.quality is None
    assert [*read.atoms["passed"]] == passed
    assert [len(atom.keys) for atom in passed] == [6]
