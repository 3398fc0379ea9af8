"""A session that somebody typed twice is one session."""

import datetime as dt

from sheets_sync.planning.report.indicators.values import Exclusion, Figure
from sheets_sync.planning.report.sections.communities import communities
from sheets_sync.planning.report.values import Ratio
from tests.renderings.reports import Register, person

FIFTH, NINTH = dt.date(2026, 10, 5), dt.date(2026, 10, 9)


def held(register, identifier, day, **cells):
    link = "https://files.agency.go.th/1"
    return register.session(
        identifier, "C-1", day, day, results="ได้ผลดี", evidence=link, **cells
    ).came(identifier, 1)


def test_a_row_that_was_copied_counts_once():
    register = Register().round("C-1", (1, 2))
    held(held(register, "S-1", FIFTH), "s-1 ", FIFTH)
    report = register.report()

    found = report.indicators
    assert found[12].figure == Figure(1, 1, 1.0)
    assert found[12].exclusions == (Exclusion("repeated", 1),)
    assert found[13].figure == Figure(1, 1, 1.0)
    assert found[15].figure == Figure(1, None, 1)
    assert found[11].figure == Figure(1, 2, 0.5)
    (line,) = report.part(communities).lines
    assert line.sessions == Ratio(1, 1)


def test_without_an_id_it_is_known_by_its_number():
    register = Register().round("C-1", (1,)).round("C-2", (2,))
    for community in ("C-1", "C-1", "C-2"):
        register.session(None, community, FIFTH, number=1)

    assert register.report().indicators[12].figure == Figure(0, 2, 0.0)


def test_one_key_for_two_days_is_a_slip_and_without_a_key_nothing_tells_them_apart():
    register = Register().round("C-1", (1,))
    held(held(register, "S-1", FIFTH), "S-1", NINTH)
    register.session(None, "C-1", FIFTH).session(None, "C-1", FIFTH)

    assert register.report().indicators[12].figure == Figure(2, 4, 0.5)


def test_members_attested_before_anybody_had_joined_are_complete_when_the_first_one_joins():
    register = Register().round(
        "C-1", starts_on=dt.date(2026, 10, 1), attested_on=dt.date(2026, 10, 2)
    )
    register.member("C-1", 1, joined_on=dt.date(2026, 10, 20))
    register.add("experts", community="C-1", person=person(7), expertise="กฎหมาย")

    # 1 has no day, 2 is late, 3 is in time, 4 is not done
    assert register.report().indicators[6].figure == Figure(1, 3, 1 / 3)
