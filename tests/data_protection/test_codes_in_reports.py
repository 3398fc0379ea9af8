"""The codes of people in kept reports go with the person, also from a backup that is put back."""

from jobs.cli.main import main
from sheets_sync.planning.report.frozen import marks_in
from sheets_sync.planning.report.person_codes import person_mark
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.commands.test_report import save
from tests.jobs.pipeline.test_report_mailing import SEND_DAY, begun, folder, report, server
from tests.jobs.pipeline.test_send_alerts import at
from tests.renderings.reports import Register, person

__all__ = ["begun", "folder", "server"]

EVALUATED = range(1, 8)


def marks(*numbers):
    return {person_mark("main", str(person(number))) for number in numbers}


def marks_kept():
    with open_ledger(load(None)) as ledger:
        kept = ledger.reports.all_frozen("main")
    return set().union(*(marks_in(one.compiled) for one in kept.values()))


def test_after_a_backup_was_put_back_the_codes_of_who_was_erased_are_gone_again(folder):
    register = Register().round("C-1", EVALUATED)
    for number in EVALUATED:
        register.evaluation("C-1", number, "5 ต.ค. 2569")
    save(register, folder / "registry.xlsx")
    report(SEND_DAY)
    assert marks_kept() == marks(*EVALUATED)

    with at(SEND_DAY, 12):
        assert main(["backup"]) == 0
    with at(SEND_DAY + 1, 12):
        assert main(["erase-person", str(person(3)), "--yes"]) == 0
    others = marks(*EVALUATED) - marks(3)
    assert marks_kept() == others
    with at(SEND_DAY + 2, 8):
        assert main(["restore", "--yes"]) == 0

    assert marks_kept() == others
    assert str(min(marks(3))) not in (folder / "state" / "erasures.json").read_text()
