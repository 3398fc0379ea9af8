"""Live flags: what staff change is checked and flagged while they work."""
