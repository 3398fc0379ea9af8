"""One pass over many spreadsheets at Google's real limits: how much of the quota is used, and how.

The loopback Google refuses what Google would refuse, and remembers when it was asked for what.
"""

import json
import signal
import time
from collections import defaultdict
from dataclasses import dataclass

from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from tests.fixtures.agency_folder import PEOPLE, community, write_workbook
from tests.fixtures.fleet import make_fleet
from tests.google.google import Google

MINUTE = 60.0


@dataclass
class Passed:
    """What one pass over all registries was like."""

    registries: int
    accounts: int
    seconds: float
    reads: int
    writes: int
    refused: int
    """Answers 429: made by ourselves, for nobody else asks."""
    most_of_account: int
    """In any sliding minute, of reads or of writes."""
    most_of_project: int
    used_percent: float
    """Of the moments that the limits leave, at 90 %, while there was something to ask."""
    codes: list


def pass_over(folder, cluster, *, registries, accounts, hosts, processes, quota=True, people=3):
    """Let workers look at every registry once."""
    google = Google()
    google.quota.enabled = quota
    robots = [f"steward{number}@cop.iam.gserviceaccount.com" for number in range(accounts)]
    keys = []
    for number, robot in enumerate(robots):
        keys.append(f"key{number}.json")
        (folder / keys[-1]).write_text(json.dumps(google.service_account_info(robot)))
    more = f"credentials = {json.dumps(keys)}\n"
    if not quota:
        more += "account_per_minute = 100000\nproject_per_minute = 1000000\n"
    book = folder / "one.xlsx"
    write_workbook(
        book,
        {
            "staff": [_person(number) for number in range(people)],
            "communities": [community("C-001", "1 พ.ย. 2569")],
        },
    )
    with google:
        fleet = make_fleet(folder, cluster.new_database(), more)
        rows = ["id,store,spreadsheet"]
        for number in range(registries):
            sheet = google.load(book, writers=robots)
            rows.append(f"r{number},google,{sheet.id}")
        (folder / "registries.csv").write_text("\n".join(rows))
        fleet.run("registries", "import", str(folder / "registries.csv"))
        at_google = {GOOGLE_ENDPOINT: google.url}
        began = time.monotonic()
        workers = [fleet.worker("--processes", str(processes), **at_google) for _ in range(hosts)]
        try:
            waiting = "SELECT count(*) FROM fleet_registries WHERE passed_at IS NULL"
            fleet.wait_until(lambda: fleet.ask(waiting) == [(0,)], 3600)
            seconds = time.monotonic() - began
        finally:
            for worker in workers:
                worker.send_signal(signal.SIGTERM)
            codes = [worker.wait(120) for worker in workers]
        return _counted(google, fleet, registries, accounts, seconds, codes)


def _person(number):
    return {**PEOPLE[number % len(PEOPLE)], **({} if number < len(PEOPLE) else _named(number))}


def _named(number):
    return {
        "staff_id": str(70000 + number),
        "full_name": f"นายทดสอบ ลำดับที่{number}",
        "email": f"person{number}@agency.go.th",
    }


def _counted(google, fleet, registries, accounts, seconds, codes):
    asked = fleet.ask("SELECT account, quota, extract(epoch FROM at)::float8 FROM fleet_requests")
    by_account, by_kind = defaultdict(list), defaultdict(list)
    for account, kind, at in asked:
        by_account[account, kind].append(at)
        by_kind[kind].append(at)
    busiest = max(by_kind.values(), key=len)
    span = max(max(busiest) - min(busiest), 1.0)
    allowed = min(54 * accounts, 270) * (span / MINUTE + 1)
    return Passed(
        registries=registries,
        accounts=accounts,
        seconds=round(seconds, 1),
        reads=google.log.reads,
        writes=google.log.writes,
        refused=sum(one.status == 429 for one in google.log.entries),
        most_of_account=max(map(_most, by_account.values())),
        most_of_project=max(map(_most, by_kind.values())),
        used_percent=round(100 * len(busiest) / allowed, 1),
        codes=codes,
    )


def _most(times):
    """The most within any minute, wherever it begins."""
    times = sorted(times)
    most = begin = 0
    for end, at in enumerate(times):
        while at - times[begin] >= MINUTE:
            begin += 1
        most = max(most, end - begin + 1)
    return most
