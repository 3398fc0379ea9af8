"""`python -m tests.crash --repetitions 25`: the whole campaign."""

import sys

from tests.crash.campaign import main

if __name__ == "__main__":
    sys.exit(main())
