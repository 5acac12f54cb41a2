"""Writes compound files (OLE), which no library at hand does."""

import struct

_SECTOR = 512
#: Streams below this size would lie elsewhere, so they are filled up with zeros.
_SMALL = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams named like `BodyText/Section0`."""
    entries = _tree(streams)
    body, chains = bytearray(), []
    for entry in entries:
        data = entry["data"]
        entry["start"] = len(body) // _SECTOR if data else _END
        chains.append(_sectors(len(data)))
        body += data.ljust(_sectors(len(data)) * _SECTOR, b"\0")
    directory = b"".join(map(_packed, entries))
    directory = directory.ljust(_sectors(len(directory)) * _SECTOR, b"\0")
    chains.append(len(directory) // _SECTOR)
    first_of_directory = len(body) // _SECTOR
    body += directory
    fat = [
        number + 1 if number + 1 < end else _END
        for start, end in _ranges(chains)
        for number in range(start, end)
    ]
    tables = 1
    while tables * 128 < len(fat) + tables:
        tables += 1
    first_table = len(fat)
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    body += struct.pack(f"<{len(fat)}I", *fat)
    places = [first_table + number for number in range(tables)]
    return _header(tables, first_of_directory, places) + bytes(body)


def _tree(streams: dict[str, bytes]) -> list[dict]:
    entries = [_entry("Root Entry", _ROOT)]
    storages: dict[str, int] = {"": 0}
    for path, data in streams.items():
        folder, _slash, name = path.rpartition("/")
        if folder not in storages:
            storages[folder] = _add(entries, 0, _entry(folder, _STORAGE))
        _add(entries, storages[folder], _entry(name, _STREAM, data))
    return entries


def _entry(name: str, kind: int, data: bytes = b"") -> dict:
    return {
        "name": name,
        "kind": kind,
        "data": data and data.ljust(_SMALL, b"\0"),
        "right": _FREE,
        "child": _FREE,
    }


def _add(entries: list[dict], parent: int, entry: dict) -> int:
    """Put an entry below its parent, to the right of those that are there."""
    entries.append(entry)
    last = entries[parent]["child"]
    if last == _FREE:
        entries[parent]["child"] = len(entries) - 1
        return len(entries) - 1
    while entries[last]["right"] != _FREE:
        last = entries[last]["right"]
    entries[last]["right"] = len(entries) - 1
    return len(entries) - 1


def _packed(entry: dict) -> bytes:
    name = entry["name"].encode("utf-16-le")
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBB", len(name) + 2, entry["kind"], 1)
        + struct.pack("<III", _FREE, entry["right"], entry["child"])
        + bytes(36)
        + struct.pack("<IQ", entry["start"], len(entry["data"]))
    )


def _header(tables: int, directory: int, places: list[int]) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, tables, directory, 0, _SMALL, _END, 0, _END, 0)
        + struct.pack("<109I", *(places + [_FREE] * (109 - len(places))))
    )


def _sectors(size: int) -> int:
    return -(-size // _SECTOR)


def _ranges(sizes: list[int]) -> list[tuple[int, int]]:
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return list(zip([0, *ends[:-1]], ends, strict=True))
