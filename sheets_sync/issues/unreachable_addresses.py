"""Addresses that cannot be reached: one issue each, however many letters did not arrive."""

from collections.abc import Collection, Iterator

from sheets_sync.delivery.holds import LETTERS, UNREACHABLE
from sheets_sync.i18n.kept_errors import said_again
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.mail.email_address import one_address
from sheets_sync.mail.unreachable import AddressTrouble
from sheets_sync.ports import Ledger


def unreachable_issues(
    troubles: Collection[AddressTrouble], query: IssueQuery, ledger: Ledger
) -> Iterator[Issue]:
    """One for each address, with the code by which a person says that somebody has looked."""
    say, zone = query.sentences, query.settings.timezone
    codes = {
        hold.subject: hold.code
        for hold in ledger.holds.waiting(LETTERS)
        if hold.kind == UNREACHABLE
    }
    addresses = [one.address for one in troubles]
    way_out_of_all = " ".join(_ways(addresses, say("jobs.ways.code"), query))
    for one in troubles:
        code, since = codes.get(one.address, ""), one.since.astimezone(zone)
        to = say("jobs.status.who", name=one.name, to=one.address) if one.name else one.address
        why = say(f"letters.trouble.{one.why}", times=one.times)
        reply = said_again(one.reply, say) or "–"
        yield Issue(
            "address_unreachable",
            say("jobs.status.address_unreachable", to=to, why=why, since=since, reply=reply),
            " ".join(_ways([one.address], code or one.letters[-1][:8], query)),
            unhealthy=True,
            facts={
                "to": one.address,
                "name": one.name,
                "why": one.why,
                "times": one.times,
                "since": since.isoformat(),
                "reply": reply,
                "code": code,
                "letters": [id_[:8] for id_ in one.letters],
            },
            item=code,
            line=" · ".join(filter(None, (to, code, why, reply))),
            way_out_of_all=way_out_of_all,
        )


def _ways(addresses: Collection[str], code: str, query: IssueQuery) -> Iterator[str]:
    """Nobody stands in for the contact, who stands in for everybody; readers are no staff."""
    contact = one_address(query.settings.agency.contact or "")
    if contact in addresses:
        yield query.sentences("jobs.ways.contact_unreachable")
    lists = query.settings.reports
    readers = {one_address(one) for one in (*lists.to, *lists.hr_to)} - {contact}
    if not readers.isdisjoint(addresses):
        yield query.sentences("jobs.ways.reader_unreachable")
    if any(one != contact and one not in readers for one in addresses):
        yield query.sentences("jobs.ways.address_unreachable")
    yield query.sentences("jobs.ways.address_works", code=code)
