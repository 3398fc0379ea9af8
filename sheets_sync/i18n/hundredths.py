"""Shares in hundredths, as page, paper, workbook and tab alike show them."""

from decimal import ROUND_HALF_UP, Decimal


def hundredths_shown(share: float, decimals: int = 0) -> tuple[Decimal, int]:
    """What is shown of a share, and with how many decimals.

    Halves go up; all and nothing are said only where it is so.
    """
    exact = exact_hundredths(share)
    hundredths = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if not decimals and hundredths in {0, 100} and exact != hundredths:
        nearest = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        return min(max(nearest, Decimal("0.1")), Decimal("99.9")), 1
    return hundredths, decimals


def exact_hundredths(share: float) -> Decimal:
    """The share in hundredths before it is rounded to be shown."""
    return Decimal(str(round(share * 100, 9)))
