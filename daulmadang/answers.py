"""What a department answers on a sheet, and marks by which it is seen that an answer changed."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daulmadang.models import InspectionSheet

#: What the department is asked for, besides a comment on each red figure.
ASKED = ("plan", "plan_reason", "merge_into", "results", "difficulties")
#: A comment as a form names it.
COMMENT = "comment_"


def answer(sheet: "InspectionSheet", name: str) -> Any:
    """Return what stands on a sheet under a name of the form."""
    if name.startswith(COMMENT):
        return sheet.comments.get(name.removeprefix(COMMENT), "")
    return getattr(sheet, name)


def mark_of(said: Any) -> str:
    """Return a mark of an answer, made of the answer itself, so that no change goes unnoticed."""
    text = str(getattr(said, "pk", said) or "").replace("\r\n", "\n").strip()
    return hashlib.sha256(text.encode()).hexdigest()[:16]


#: The mark of what was never answered.
NOTHING = mark_of("")


def marks_of(sheet: "InspectionSheet", names: Iterable[str]) -> dict[str, str]:
    """Return the marks of what stands on a sheet under these names."""
    return {name: mark_of(answer(sheet, name)) for name in names}
