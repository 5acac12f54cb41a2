"""Zip files that are the same, byte for byte, whenever and wherever they are written."""

import io
from collections.abc import Iterable
from html import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MIMETYPE = "mimetype"


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip file of the parts in their order; a `mimetype` is stored as it is."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts:
            entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.compress_type = ZIP_STORED if name == MIMETYPE else ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def without_traces(office_file: bytes, title: str) -> bytes:
    """Return an Office file without clock and author; its title is all its properties tell."""
    with ZipFile(io.BytesIO(office_file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/core.xml"] = _core(title).encode()
    parts["docProps/app.xml"] = _APPLICATION.encode()
    return packed(parts.items())


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_APPLICATION = (
    f"{_DECLARATION}<Properties"
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>CivicForum</Application></Properties>"
)


def _core(title: str) -> str:
    return (
        f"{_DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>ko-KR</dc:language>"
        "</cp:coreProperties>"
    )
