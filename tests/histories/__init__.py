"""Random histories of a year: what the calendar of slots makes of crashes, outages and clocks."""
