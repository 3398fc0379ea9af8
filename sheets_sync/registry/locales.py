"""What a spreadsheet's locale means for the dates that people type into it."""

THAI = "th_TH"
_MONTH_FIRST = frozenset({"en_us", "en_ph", "fil_ph", "es_pr", "es_pa", "en", "chr_us"})
_YEAR_FIRST_LANGUAGES = frozenset({"ja", "ko", "zh", "hu", "lt", "mn", "eu"})
_YEAR_FIRST = frozenset({"en_ca", "fr_ca", "en_za"})
"""Where the year stands first, 5/6 without one is read month first."""


def is_month_first(locale: str | None) -> bool:
    """Whether 5/6 is read as the 6th of May."""
    name = (locale or "").replace("-", "_").casefold()
    return name in _MONTH_FIRST | _YEAR_FIRST or name.partition("_")[0] in _YEAR_FIRST_LANGUAGES
