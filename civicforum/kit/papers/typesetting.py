"""Typst sets what we print: a template of ours, data as JSON, files beside it."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from civicforum.kit.papers.fonts import FOLDERS, printable

#: What the templates of all apps share.
_SHARED = Path(__file__).parent / "templates"


def typeset(template: Path, data: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Return an accessible PDF (PDF/UA-1) of a template and its data.

    The data reach the template as values and are never read as markup, so no text can change
    what is drawn but itself.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(_SHARED, folder, dirs_exist_ok=True)
        shutil.copy(template, folder)
        (folder / "data.json").write_text(json.dumps(_printable(data), ensure_ascii=False))
        for file, content in files.items():
            (folder / file).write_bytes(content)
        return typst.compile(
            folder / template.name,
            root=folder,
            font_paths=FOLDERS,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )


def _printable(value: Any) -> Any:
    """The value with every text in it fit for our typeface."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(part) for part in value]
    return value
