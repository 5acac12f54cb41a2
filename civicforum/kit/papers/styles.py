"""Named styles of paragraphs, for word processors; who reads the files goes by their names."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Style:
    """A style of paragraphs; lengths are in points.

    `left` is where its lines stand, `first` what its first line adds to that.
    """

    korean: str
    english: str
    size: float = 10
    bold: bool = False
    align: Literal["LEFT", "CENTER", "JUSTIFY"] = "LEFT"
    left: float = 0
    first: float = 0
    before: float = 0
    after: float = 0
    outline: int | None = None
