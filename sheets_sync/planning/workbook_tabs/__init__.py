"""What the service shows in a workbook: its own tabs, and one status beside each record."""
