"""What was found and what is remembered become actions: mails, tabs of the workbook, the report."""
