"""The Korean catalogue, kept with Babel so that no system gettext is needed."""

import ast
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

SOURCES = ("civicforum", "roundtables", "committees", "daulmadang")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_LITERAL = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
_ONE = re.compile(rf"\b(?:_|gettext)\({_LITERAL}")
_TWO = re.compile(rf"\bngettext\({_LITERAL},\s*{_LITERAL}")


def path(language: str = "ko") -> Path:
    """Return where the catalogue of a language lies."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def load() -> Catalog:
    """Read the Korean catalogue, empty when there is none yet."""
    if not path().is_file():
        return Catalog(locale="ko")
    with path().open("rb") as file:
        return read_po(file, locale="ko")


def extract() -> Catalog:
    """Return a template of every marked string in the code and the templates."""
    found = Catalog(fuzzy=False)
    for message, place, context in [*_in_code(), *_in_templates()]:
        python_format = any(
            re.search(r"%(\(\w+\))?[sdf]", part)
            for part in ([message] if isinstance(message, str) else message)
        )
        flags = ["python-format"] if python_format else []
        found.add(message, locations=[(place, 0)], flags=flags, context=context)
    return found


def update() -> int:
    """Bring the catalogue up to the sources; return how many strings are untranslated."""
    catalogue = load()
    catalogue.update(extract(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("wb") as file:
        write_po(file, catalogue, sort_output=True, no_location=True, omit_header=False, width=100)
    return sum(not _is_translated(message) for message in catalogue if message.id)


def compile_catalogue() -> Path:
    """Write the binary catalogue that Django reads, at once and whole, and return its path."""
    target = path().with_suffix(".mo")
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        write_mo(file, load())
    Path(file.name).chmod(0o644)  # in production the web server is another user
    return Path(file.name).replace(target)


def problems() -> list[str]:
    """Return one line for each string that is missing, empty, doubtful, unused or ill-formed."""
    catalogue, wanted = load(), extract()
    ids = {_key(message.id) for message in catalogue if message.id}
    needed = {_key(message.id) for message in wanted if message.id}
    lines = [f"missing: {text}" for text in sorted(needed - ids)]
    lines += [f"unused: {text}" for text in sorted(ids - needed)]
    for message in catalogue:
        if not message.id:
            continue
        if not _is_translated(message):
            lines.append(f"untranslated: {_key(message.id)}")
        lines += [f"{error}: {_key(message.id)}" for error in message.check(catalogue)]
    return lines


def _key(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _is_translated(message: object) -> bool:
    text = message.string  # type: ignore[attr-defined]
    filled = bool(text) if isinstance(text, str | None) else all(text)
    return filled and not message.fuzzy  # type: ignore[attr-defined]


def _in_code() -> Iterator[tuple[str | tuple[str, ...], str, str | None]]:
    base = Path(settings.BASE_DIR)
    for source in SOURCES:
        for file in sorted((base / source).rglob("*.py")):
            if "migrations" in file.parts:
                continue
            for _, message, _, context in extract_from_file("python", str(file), keywords=KEYWORDS):
                yield message, str(file.relative_to(base)), context


def _in_templates() -> Iterator[tuple[str | tuple[str, ...], str, str | None]]:
    base = Path(settings.BASE_DIR)
    for file in sorted((base / "templates").rglob("*.*")):
        if file.suffix not in {".html", ".txt"}:
            continue
        code, place = templatize(file.read_text(), origin=str(file)), str(file.relative_to(base))
        for match in _ONE.finditer(code):
            yield ast.literal_eval(match[1]), place, None
        for match in _TWO.finditer(code):
            yield (ast.literal_eval(match[1]), ast.literal_eval(match[2])), place, None
