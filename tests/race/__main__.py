"""`python -m tests.race --seeds 120`: the whole campaign."""

import sys

from tests.race.campaign import main

if __name__ == "__main__":
    sys.exit(main())
