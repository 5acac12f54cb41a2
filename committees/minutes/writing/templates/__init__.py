"""What Typst sets minutes and their sheets by."""

from pathlib import Path

TEMPLATES = Path(__file__).parent
