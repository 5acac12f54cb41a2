"""Skip a step when what it was made from has not changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Return a hash of the files' contents and of further words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for file in files:
        digest.update(b"\0" + file.read_bytes())
    return digest.hexdigest()


class Stamp:
    """A small file that holds the fingerprint a finished step was made from."""

    def __init__(self, path: Path) -> None:
        """Take where the stamp is kept: inside what the step makes, so that both go together."""
        self.path = path

    def fresh(self, value: str) -> bool:
        """Say whether the step was finished with just these inputs."""
        return self.path.is_file() and self.path.read_text() == value

    def set(self, value: str) -> None:
        """Note that the step was finished."""
        self.path.write_text(value)

    def clear(self) -> None:
        """Note that the step must be done again."""
        self.path.unlink(missing_ok=True)
