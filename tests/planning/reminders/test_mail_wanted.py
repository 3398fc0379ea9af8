"""What people do not want to be mailed, and what they are mailed all the same."""

import pytest

from tests.planning.reminders.reminder_registry import (
    after,
    reminded,
    rows,
    session,
    staff,
    versions_after,
)

LEAD, MEMBER, COORDINATOR = (f"{name}@agency.go.th" for name in ("wichai", "suda", "somchai"))
NO_PLAN = {"plans": []}


def plan(wishes, **tabs):
    people = staff(**{name: {"mail_wanted": wish} for name, wish in wishes.items()})
    return reminded({**rows(**tabs), "staff": people})


def readers(found):
    return {mail.reader.address for mail in found.mails}


def opted_out(found):
    return {(one.address, one.item.kind) for one in found.left_out if one.reason == "opted-out"}


@pytest.mark.parametrize("wish", ["ไม่รับสำเนา", "No copies", "เฉพาะที่ต้องดำเนินการ"])
def test_who_wants_no_copies_gets_none_and_the_outbox_says_why(wish):
    assert LEAD in readers(plan({}, **NO_PLAN))

    found = plan({"wichai": wish}, **NO_PLAN)
    assert LEAD not in readers(found)
    assert COORDINATOR in readers(found)
    assert opted_out(found) == {(LEAD, "step")}


def test_who_wants_what_must_be_done_alone_is_not_invited():
    assert MEMBER in readers(plan({}, sessions=[session()]))

    found = plan({"suda": "Only what must be done"}, sessions=[session()])
    assert MEMBER not in readers(found)
    assert opted_out(found) == {(MEMBER, "session")}


def test_who_was_invited_before_saying_so_still_hears_what_becomes_of_it():
    invited = plan({}, sessions=[session()])
    wish = staff(suda={"mail_wanted": "Only what must be done"})

    moved = reminded(
        {**rows(sessions=[session(planned_on="27/11/2569")]), "staff": wish},
        told=after(invited),
        sessions=versions_after(invited),
    )

    assert MEMBER in readers(moved)
    assert opted_out(moved) == set()


def test_nobody_gets_out_of_a_duty():
    wishes = dict.fromkeys(("somchai", "wichai"), "required")
    found = plan(wishes, sessions=[session()], **NO_PLAN)

    assert COORDINATOR in readers(found)
    kinds = {item.kind for mail in found.mails for item in mail.items if not item.copy}
    assert {"step", "session"} <= kinds


def test_each_reader_is_written_to_in_the_language_of_the_staff_list():
    people = staff(somchai={"mail_language": "English"}, suda={"mail_language": "ไทย"})
    found = reminded({**rows(sessions=[session()], **NO_PLAN), "staff": people})

    languages = {mail.reader.address: mail.reader.language for mail in found.mails}
    assert (languages[COORDINATOR], languages[MEMBER], languages[LEAD]) == ("en", "th", None)


def test_people_who_share_a_mailbox_and_not_a_language_get_the_agencys():
    shared = {"email": "somchai@agency.go.th"}
    people = staff(somchai={"mail_language": "en"}, wichai=shared | {"mail_language": "th"})
    found = reminded({**rows(**NO_PLAN), "staff": people})

    assert {mail.reader.language for mail in found.digests} == {None}
