"""Where letters go: files in a folder, or a mail server."""
