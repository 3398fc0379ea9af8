"""Sheets v4: what its methods read and write."""
