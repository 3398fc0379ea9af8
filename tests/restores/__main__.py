"""`python -m tests.restores --seeds 100`: the whole campaign."""

import sys

from tests.restores.campaign import main

if __name__ == "__main__":
    sys.exit(main())
