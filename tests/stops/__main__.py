"""`python -m tests.stops --seeds 200`: the whole campaign."""

import sys

from tests.stops.campaign import main

if __name__ == "__main__":
    sys.exit(main())
