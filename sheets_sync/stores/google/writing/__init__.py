"""Writing a spreadsheet: the service's own tabs and status texts, in one batch of requests."""
