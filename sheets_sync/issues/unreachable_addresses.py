"""Addresses that cannot be reached: one issue each, however many letters did not arrive."""

from collections.abc import Iterable, Iterator

from sheets_sync.delivery.holds import LETTERS, UNREACHABLE
from sheets_sync.i18n.kept_errors import said_again
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.mail.unreachable import AddressTrouble
from sheets_sync.ports import Ledger


def unreachable_issues(
    troubles: Iterable[AddressTrouble], query: IssueQuery, ledger: Ledger
) -> Iterator[Issue]:
    """One for each address, with the code by which a person says that somebody has looked."""
    say, zone = query.sentences, query.settings.timezone
    codes = {
        hold.subject: hold.code
        for hold in ledger.holds.waiting(LETTERS)
        if hold.kind == UNREACHABLE
    }
    for one in troubles:
        code, since = codes.get(one.address, ""), one.since.astimezone(zone)
        to = say("jobs.status.who", name=one.name, to=one.address) if one.name else one.address
        why = say(f"letters.trouble.{one.why}", times=one.times)
        reply = said_again(one.reply, say) or "–"
        yield Issue(
            "address_unreachable",
            say("jobs.status.address_unreachable", to=to, why=why, since=since, reply=reply),
            say("jobs.ways.address_unreachable", code=code or one.letters[-1][:8]),
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
            way_out_of_all=say("jobs.ways.address_unreachable", code=say("jobs.ways.code")),
        )
