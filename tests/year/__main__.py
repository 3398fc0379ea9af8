"""Simulates a year of a busy agency and prints who was mailed how often: `make year`."""

import sys
from collections import Counter
from statistics import mean

from tests.planning.reminders.reminder_registry import HR, SETTINGS
from tests.year.simulation import simulate

GROUPS, DAYS = 25, 365


def main():
    year = simulate(GROUPS, DAYS)
    months = Counter()
    for (who, _), count in year.mails.items():
        months[who] += count
    coordinators = {f"p{number * 8}@agency.go.th" for number in range(GROUPS)}
    kinds = {
        "HR group": [months[HR]],
        "coordinators": [months[who] for who in sorted(coordinators)],
        "others": [count for who, count in months.items() if who not in coordinators | {HR}],
    }
    print(f"{'readers':<14}{'people':>8}{'mails':>8}{'a month':>10}{'most':>8}")
    for name, counts in kinds.items():
        line = (
            f"{name:<14}{len(counts):>8}{sum(counts):>8}{mean(counts) / 12:>10.1f}{max(counts):>8}"
        )
        print(line)
    print("left out:", dict(sorted(year.reasons.items())))
    broken = [*year.broken(SETTINGS.reminders.per_month)]
    print("\n".join(broken) or "every promise held")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
