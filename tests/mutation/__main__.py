"""`make mutation`: lists the mistakes that no test notices.

    python -m tests.mutation [--seed N] [--sample N] [--only PART] [--jobs N] [--list]

Interrupted, it goes on where it stopped: what was tried is in `build/mutation/<seed>.jsonl`.
"""

import argparse
import os
import sys

from tests.mutation.campaign import ROOT, sampled, tried

AIM = 0.9


def main() -> int:
    """1 where fewer were noticed than are aimed at."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--only", default="", help="a part of the path of a module")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--list", action="store_true", help="show the sample, try nothing")
    asked = parser.parse_args()
    chosen = sampled(asked.seed, asked.sample, asked.only)
    if asked.list:
        sys.stdout.writelines(f"{mutant.name}\n" for mutant in chosen)
        return 0
    counts: dict[str, int] = {}
    for verdict in tried(chosen, ROOT / "build" / "mutation" / f"{asked.seed}.jsonl", asked.jobs):
        counts[verdict.noticed] = counts.get(verdict.noticed, 0) + 1
        if verdict.noticed == "nothing":
            sys.stdout.write(f"not noticed: {verdict.mutant}\n")
            sys.stdout.flush()
    missed = counts.pop("nothing", 0)
    shown = ", ".join(f"{count} by {noticed}" for noticed, count in sorted(counts.items()))
    score = 1 - missed / len(chosen) if chosen else 1.0
    sys.stdout.write(
        f"{len(chosen)} mistakes: noticed {shown or 'none'}; {missed} by nothing\n"
        f"score {score:.1%} (aim ≥ {AIM:.0%})\n"
    )
    return 0 if score >= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
