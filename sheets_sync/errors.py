"""What can go wrong outside our own code.

    StewardError
    ├── SetupError    the operator can mend it: exit 1, one screen
    ├── StoreError    a workbook could not be read or written
    └── MailError     a letter could not be handed over

People's mistakes in the sheet are findings, never exceptions. Our own mistakes are ordinary
Python exceptions and end with exit 3.
"""


class StewardError(Exception):
    """A named problem with its facts.

    The sentences are in `templates/<language>/errors.toml` under `name`: `problem` says what
    is wrong and where, `hint` the way out. Facts fill their placeholders.
    """

    def __init__(self, name: str, /, **facts: object) -> None:
        super().__init__(name, facts)
        self.name = name
        self.facts = facts


class SetupError(StewardError):
    """The configuration, a file, a folder or an account is not as it must be."""


class StoreError(StewardError):
    """A store failed; what was read before stays the last good snapshot."""


class MailError(StewardError):
    """The mail channel failed; the ledger says what became of each letter."""
