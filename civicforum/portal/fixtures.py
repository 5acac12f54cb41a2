"""The files of the record: the one place that knows every job's loader."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

import committees.loader
import daulmadang.loader
import roundtables.loader
from civicforum.record import loader as record
from civicforum.record.checks import Checked
from civicforum.record.comparison import Comparison
from civicforum.record.fixtures import BadRow, Row, read_file

FIXTURES: Path = settings.BASE_DIR / "fixtures"

Load = Callable[[record.Loader, Row], None]

#: Which function loads which files of a city's folder; the order is that of the loading.
PARTS: tuple[tuple[str, Load], ...] = (
    ("city.yaml", record.load_city),
    ("documents.yaml", record.load_documents),
    ("programmes.yaml", record.load_programmes),
    ("roundtables/*.yaml", roundtables.loader.load_roundtable),
    ("bodies.yaml", committees.loader.load_bodies),
    ("projects.yaml", committees.loader.load_projects),
    ("matters*.yaml", committees.loader.load_matters),
    ("meeting-*.yaml", committees.loader.load_meeting),
    ("sharing-event*.yaml", committees.loader.load_event),
    ("panels.yaml", daulmadang.loader.load_panels),
    ("duties.yaml", daulmadang.loader.load_duties),
    ("outcomes.yaml", daulmadang.loader.load_outcomes),
    ("discrepancies.yaml", record.load_discrepancies),
)


def load_folder(loader: record.Loader, root: Path) -> None:
    """Load the folders of all cities below the root and publish what is new. Raises BadRow."""
    for files in _cities(root):
        _load(loader, files, root)
    loader.finish()


def compare_folder(root: Path) -> Iterator[Checked]:
    """Yield where the record says otherwise than the files it was loaded from. Raises BadRow."""
    for files in _cities(root):
        comparison = Comparison()
        _load(comparison, files, root)
        yield from comparison.lines()


def _cities(root: Path) -> list[list[tuple[Path, Load]]]:
    """The files of each city with what loads them, in the order of loading."""
    folders = sorted(path.parent for path in root.glob("*/city.yaml"))
    if not folders:
        raise BadRow(f"{root} holds no folder with a city.yaml; name a folder that does.")
    cities = [
        [(path, load) for part, load in PARTS for path in sorted(city.glob(part))]
        for city in folders
    ]
    strangers = set(root.rglob("*.yaml")) - {path for files in cities for path, _ in files}
    for path in sorted(strangers):
        raise BadRow(f"{path.relative_to(root)} is no file the record knows; rename or remove it.")
    return cities


def _load(loader: record.Loader, files: list[tuple[Path, Load]], root: Path) -> None:
    for path, load in files:
        top = read_file(path, root)
        load(loader, top)
        top.finish()
