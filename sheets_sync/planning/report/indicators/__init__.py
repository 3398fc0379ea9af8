"""The 27 indicators of the report, one file for each or for a few of a kind."""
