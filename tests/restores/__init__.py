"""A backup taken at any moment of a busy day and put back: nothing twice, nothing lost unlisted."""
