"""One file for each command; each has `run(context)`, which answers the exit code."""
