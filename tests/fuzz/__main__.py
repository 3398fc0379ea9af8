"""`python -m tests.fuzz --seeds 400`: the whole campaign."""

import sys

from tests.fuzz.campaign import main

if __name__ == "__main__":
    sys.exit(main())
