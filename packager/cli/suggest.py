"""Did you mean: the nearest of the names there are."""

from __future__ import annotations

from collections.abc import Iterable

_CUTOFF = 0.6


def nearest(wrong: str, names: Iterable[str]) -> str:
    """The name most like the wrong one, or an empty string when none is."""
    # Imported here: only a mistake needs it.
    import difflib  # noqa: PLC0415

    folded = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(wrong.casefold(), folded, n=1, cutoff=_CUTOFF)
    if found:
        return folded[found[0]]
    # A beginning is close enough for a person, however much is missing: "ap" for "appendix".
    begun = [name for name in folded if wrong and name.startswith(wrong.casefold())]
    return folded[begun[0]] if len(begun) == 1 else ""


def did_you_mean(wrong: str, names: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest, or ``otherwise`` when nothing is near."""
    found = nearest(wrong, names)
    return f"did you mean {found}?" if found else otherwise
