"""What is written before each thing that a file says of itself."""

#: Who commented on the text or changed it; a comment; what was deleted; what a picture shows.
CHANGED_BY, REMARK, DELETED, PICTURE = "메모·변경한 사람", "메모", "지운 글", "그림 설명"

_AUTHOR, _LAST, _ABOUT, _OTHER = "작성자", "마지막 작성자", "설명", "속성"
#: What the kinds of file call a property, in lower case, and the label that it gets here.
_LABELS = {
    "author": _AUTHOR, "creator": _AUTHOR, "authors": _AUTHOR, "contributor": _AUTHOR,
    "captionwriter": _AUTHOR, "owner": _AUTHOR, "lastmodifiedby": _LAST, "lastsaveby": _LAST,
    "manager": "담당자", "company": "기관", "publisher": "기관", "credit": "기관",
    "title": "제목", "headline": "제목", "subject": "주제", "keywords": "핵심어",
    "keyword": "핵심어", "category": "분류", "description": _ABOUT, "comments": _ABOUT,
    "rights": _ABOUT, "usageterms": _ABOUT, "instructions": _ABOUT, "lpwstr": _OTHER,
}  # fmt: skip


def label_of(name: str) -> str:
    """Return the label of a property; "" for one that says nothing of anybody."""
    return _LABELS.get(name.lower(), "")
