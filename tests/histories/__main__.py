"""`python -m tests.histories --seeds 1000`: the whole campaign."""

import sys

from tests.histories.campaign import main

if __name__ == "__main__":
    sys.exit(main())
