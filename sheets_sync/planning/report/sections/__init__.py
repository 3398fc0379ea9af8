"""The sections of the report, one file each: what it says, and how that is compiled."""
