"""Finds who wrote to a registry that another host had in hand.

Database, mail server and Google are asked, each for itself: to whom a registry was given when, and
from which address a letter or a change of a spreadsheet came when.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

_NOTE = """
CREATE TABLE handed_over (registry text, host text, at timestamptz);
CREATE FUNCTION note_handing_over() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.handed_over VALUES
        (split_part(NEW.name, '/', 2), split_part(NEW.holder, ':', 1), clock_timestamp());
    RETURN NEW;
END $$;
CREATE TRIGGER note_handing_over AFTER INSERT OR UPDATE OF token ON leases
    FOR EACH ROW WHEN (NEW.name LIKE 'registry/%') EXECUTE FUNCTION note_handing_over();
"""
_LONG = 5.0
"""Seconds after it could go on again in which a host that stood still ends what it had begun."""


@dataclass(frozen=True)
class Wrote:
    """One letter, or one change of a spreadsheet, as it came in."""

    registry: str
    address: str
    at: float
    what: str


def watch(fleet):
    """From now on the database notes to whom registries are given."""
    fleet.tell(_NOTE)


def trespasses(fleet, hosts, wrote):
    """Those that did not come from the host that had the registry, and which one had it."""
    addresses = {host.name: host.address for host in hosts}
    given = defaultdict(list)
    asked = "SELECT registry, extract(epoch FROM at)::float8, host FROM handed_over ORDER BY at"
    for registry, at, host in fleet.ask(asked):
        given[registry].append((at, addresses[host]))
    found = []
    for one in sorted(wrote, key=lambda one: one.at):
        before = bisect_right(given[one.registry], (one.at, "~"))
        since, whose = given[one.registry][before - 1] if before else (one.at, "nobody")
        if whose != one.address:
            found.append((one, whose, round(one.at - since, 1)))
    return found


def in_hand(found, thawed):
    """Those of them that a host had begun before it stood still, one each time at most.

    Between its last look at the lease and the request no process can be held back.
    """
    left, excused = list(thawed), []
    for one, *_ in found:
        for stood in left:
            address, at = stood
            if address == one.address and at <= one.at <= at + _LONG:
                left.remove(stood)
                excused.append(one)
                break
    return excused
