"""Cells as spreadsheets take them, and back."""

import unicodedata

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def typed(cell: str) -> str:
    """The cell as it was before `neutral`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def plain(cell: str) -> str:
    """A number or word in its plain form: half-width, single spaces."""
    if cell.isascii():
        return cell
    return " ".join(unicodedata.normalize("NFKC", cell).split())
