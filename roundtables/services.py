"""Writing a proposal's lines as one text: a line a row, two spaces a level."""

from typing import TYPE_CHECKING

from civicforum.kit.lines import INDENT, as_text
from civicforum.record.services import delete_row, save_row
from roundtables.models import Proposal, ProposalLine

if TYPE_CHECKING:
    from civicforum.people.models import User


def lines_as_text(proposal: Proposal) -> str:
    """Return the proposal's lines as they are read back by `store_lines`."""
    return as_text(proposal.lines.all()) if proposal.pk else ""


def read_lines(text: str) -> list[tuple[int, str]]:
    """Return the depth and the words of every line; none is deeper than a child of the last."""
    found: list[tuple[int, str]] = []
    for line in text.expandtabs(len(INDENT)).splitlines():
        words = line.strip()
        if words:
            depth = (len(line) - len(line.lstrip())) // len(INDENT)
            found.append((min(depth, found[-1][0] + 1 if found else 0), words))
    return found


def store_lines(
    proposal: Proposal, text: str, *, actor: "User | None" = None, reason: str = ""
) -> None:
    """Make the proposal's lines those of the text; lines that stay the same are not touched."""
    wanted, stored = read_lines(text), list(proposal.lines.all())
    for line in reversed(stored[len(wanted) :]):
        delete_row(line, actor=actor, reason=reason)
    above: list[ProposalLine] = []
    for order, (depth, words) in enumerate(wanted, start=1):
        del above[depth:]
        parent = above[-1] if above else None
        line = stored[order - 1] if order <= len(stored) else ProposalLine(proposal=proposal)
        new = {"order": order, "text": words, "parent_id": parent.pk if parent else None}
        if any(getattr(line, name) != value for name, value in new.items()):
            line.order, line.text, line.parent = order, words, parent
            save_row(line, actor=actor, reason=reason)
        above.append(line)
