"""What mail servers write, as text: UTF-8, or else the Thai charset of old ones."""


def as_text(line: bytes) -> str:
    """One line of whatever charset, as far as it can be read; never fails."""
    for charset in ("utf-8", "cp874"):
        try:
            return line.decode(charset)
        except UnicodeDecodeError:
            continue
    return line.decode("ascii", "replace")
