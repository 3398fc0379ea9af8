"""The server around the APIs: HTTP, identity, quota, faults, edits, the log."""
