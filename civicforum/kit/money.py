"""Amounts of money as Korean offices write them: `8억 5,000만원`, and to the won."""

_UNITS = ((100_000_000, "억"), (10_000, "만"))


def exact_won(amount: int) -> str:
    """Return `850,000,000원`."""
    return f"{amount:,}원"


def short_won(amount: int) -> str:
    """Return `8억 5,000만원`."""
    parts, rest = [], amount
    for unit, name in _UNITS:
        whole, rest = divmod(rest, unit)
        if whole:
            parts.append(f"{whole:,}{name}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return f"{' '.join(parts)}원"


def written_won(amount: int) -> str:
    """Return `8억 5,000만원(850,000,000원)`; once where both are the same."""
    exact, short = exact_won(amount), short_won(amount)
    return exact if short == exact else f"{short}({exact})"
