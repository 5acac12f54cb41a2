"""A document as PDF: PDF/UA-1 with bookmarks, page n / m."""

from pathlib import Path
from typing import Any

from civicforum.kit.papers.document import Line, Paper, Table, shown
from civicforum.kit.papers.text import one_line
from civicforum.kit.papers.typesetting import typeset

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def write_pdf(paper: Paper) -> bytes:
    """Return the document as an accessible PDF."""
    data = {
        "title": one_line(paper.title),
        "as_of": one_line(paper.as_of),
        "blocks": [_block(block) for block in paper.blocks],
    }
    return typeset(_TEMPLATE, data, {})


def _block(block: Line | Table) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"level": block.level, "text": block.marked}
    return {
        "level": -1,
        "title": one_line(block.title),
        "heads": [one_line(column.head) for column in block.columns],
        "shares": [column.share for column in block.columns],
        "texts": [column.is_text for column in block.columns],
        "note": f"※ {one_line(block.note)}" if block.note else "",
        "rows": [[shown(value) for value in row] for row in block.rows],
    }
