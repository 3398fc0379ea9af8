"""Wiring: from settings to the parts that do the work. Only what is configured is imported."""
