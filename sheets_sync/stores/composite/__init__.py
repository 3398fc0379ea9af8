"""Several workbooks, wherever each is kept, as the one registry that they are together."""
