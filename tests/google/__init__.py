"""A loopback Google: Sheets v4, Drive v3 and OAuth, for programs that are tested without an account.

The package knows nothing of the program it serves; see README.md for what it does and what it does not.
"""
