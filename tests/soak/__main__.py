"""`python -m tests.soak --days 30`: the whole campaign."""

import sys

from tests.soak.campaign import main

if __name__ == "__main__":
    sys.exit(main())
