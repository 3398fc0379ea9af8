"""The command line: what was typed becomes one command, and its end an exit code."""
