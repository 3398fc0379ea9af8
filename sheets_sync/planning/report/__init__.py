"""The monthly report: compiled once, rendered many times."""
