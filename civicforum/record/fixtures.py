"""Reading fixture files: rows that know where they stand and hand out each field once."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_REQUIRED = object()


class BadRow(Exception):
    """A row that cannot be loaded; says in one sentence where it is and what to do."""


class _Located(dict[str, Any]):
    """A mapping that remembers the line it starts at."""

    line = 0


class _Yaml(yaml.CSafeLoader):
    """YAML without surprises: dates, times and on/off stay text, and no key may stand twice."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def locate(self, node: yaml.MappingNode) -> _Located:
        """Build a mapping; raise a ConstructorError for a key that stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f'"{key.value}" stands twice', key.start_mark
                )
            seen.add(key.value)
        self.flatten_mapping(node)
        found = _Located(self.construct_pairs(node, deep=True))
        found.line = node.start_mark.line + 1
        return found


for tag, form, first in (
    ("null", r"^(~|null|)$", ["~", "n", ""]),
    ("bool", r"^(true|false)$", ["t", "f"]),
    ("int", r"^(0|[1-9]\d*)$", list("0123456789")),
    ("merge", r"^<<$", ["<"]),
):
    _Yaml.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(form), first)
_Yaml.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _Yaml.locate)


class Row:
    """One mapping of a fixture file.

    Every field is taken once; what nobody took is an unknown field and an error. The
    document and the place in it are inherited from the block around the row.
    """

    def __init__(self, values: Any, file: str, name: str, source: Mapping[str, str]) -> None:
        if not isinstance(values, Mapping):
            raise BadRow(
                f"{file}, {name}: this must be `field: value` pairs; correct it and load again."
            )
        self.file = file
        self.name = name
        self.line = getattr(values, "line", 1)
        self._values = dict(values)
        self.source = {**source, **self._own_source()}

    def _own_source(self) -> dict[str, str]:
        own = self._values.pop("source", {})
        if not isinstance(own, Mapping) or set(own) - {"document", "at"}:
            raise self.error("source", "takes only `document` and `at`")
        return {**own, **({"at": self._values.pop("at")} if "at" in self._values else {})}

    def error(self, field: str, problem: str) -> BadRow:
        """Return the error that names file, row and field."""
        place = f'{self.file}, line {self.line}, {self.name}, field "{field}"'
        return BadRow(f"{place}: {problem.rstrip('.')}; correct it and load again.")

    def pop(self, name: str, default: Any = _REQUIRED) -> Any:
        """Take a field; without a default it must be there."""
        if name not in self._values and default is _REQUIRED:
            raise self.error(name, "is missing")
        return self._values.pop(name, default)

    def has(self, name: str) -> bool:
        """Whether the field is there and not taken yet."""
        return name in self._values

    def take(self, *names: str) -> dict[str, Any]:
        """Take those of the fields that are there."""
        return {name: self._values.pop(name) for name in names if name in self._values}

    def rows(self, name: str, *, scalar: str = "", required: bool = False) -> Iterator["Row"]:
        """Take a list of rows (or a single one) and yield each; check it when its turn is over.

        With `scalar`, a bare text in the list stands for a row with that one field.
        """
        found = self.pop(name) if required else self.pop(name, [])
        if isinstance(found, Mapping):
            found = [found]
        if not isinstance(found, list):
            raise self.error(name, "must be a list of rows, each with `- ` in front")
        for number, values in enumerate(found, start=1):
            if scalar and isinstance(values, str | int):
                values = _Located({scalar: values})
                values.line = self.line
            row = Row(values, self.file, f"{self._path}{name}[{number}]", self.source)
            yield row
            row.finish()

    def texts(self, name: str) -> list[str]:
        """Take a list of bare texts."""
        return [str(row.pop("text")) for row in self.rows(name, scalar="text")]

    @property
    def _path(self) -> str:
        return "" if self.name == "top" else f"{self.name}."

    def finish(self) -> None:
        """Raise BadRow when a field was not taken by anyone."""
        for name in self._values:
            raise self.error(name, "is not known here")


def read_file(path: Path, root: Path) -> Row:
    """Return the whole file as one row, named relative to the root.

    Raises BadRow when it is not readable YAML.
    """
    name = str(path.relative_to(root))
    try:
        values = yaml.load(path.read_text(encoding="utf-8"), _Yaml)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadRow(f"{name}, line {line}: {error.problem}; correct it and load again.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadRow(f"{name} is not YAML in UTF-8; save it as such and load again.") from error
    return Row(values, name, "top", {})
