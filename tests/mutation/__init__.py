"""Breaks one line at a time where a mistake would mail somebody twice, and asks the tests."""
