"""Drive v3: files, permissions and comments."""
