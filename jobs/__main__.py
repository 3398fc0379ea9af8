"""`python -m jobs` is `cop-steward`."""

import sys

from jobs.command_line import main

sys.exit(main())
