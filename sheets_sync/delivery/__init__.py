"""The only place where things happen: plans are carried out and receipts come back."""
