"""`python -m jobs` is `cop-steward`."""

import sys

from jobs.cli.main import main

sys.exit(main())
