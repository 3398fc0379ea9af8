"""A loopback Google: Sheets v4, Drive v3 and OAuth, for programs tested without an account.

The package knows nothing of the program it serves; README.md says what it does and what not.
"""
