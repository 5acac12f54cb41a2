"""XML without its dangers: no document type, no entities, bounded depth and size."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from committees.minutes.reading import limits
from committees.minutes.reading.messages import Unreadable
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.telling import Told, untold

#: How many bytes are parsed before it is told how far it is.
_AT_ONCE = 256 * 1024


@dataclass(slots=True)
class Element:
    """An element by its local name; `children` are elements and pieces of text in order."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Element"]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def find(self, tag: str) -> "Element | None":
        """The first child of that name."""
        return next((child for child in self.elements() if child.tag == tag), None)

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(list(element.elements())))


def parse(data: bytes, skip: frozenset[str] = frozenset(), told: Told = untold) -> Element:
    """Parse an XML part, leaving out the elements named in `skip` with all in them.

    It tells how many of its bytes are parsed.

    Raises `Unreadable` for broken XML, for a document type, and past the limits.
    """
    builder = _Builder(skip)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        for start in range(0, len(data), _AT_ONCE):
            parser.Parse(data[start : start + _AT_ONCE], False)
            told(start + _AT_ONCE, len(data))
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(_("The file is broken: its XML cannot be read.")) from error
    return builder.root


class _Builder:
    def __init__(self, skip: frozenset[str]) -> None:
        self.root = Element("", {})
        self._open = [self.root]
        self._skip = skip
        self._skipping = 0
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        tag = name.rpartition(" ")[2]
        if self._skipping or tag in self._skip:
            self._skipping += 1
            return
        if self._count > limits.XML_ELEMENTS or len(self._open) > limits.XML_DEPTH:
            raise Unreadable(_("The file is larger or deeper inside than a document can be."))
        element = Element(tag, {key.rpartition(" ")[2]: value for key, value in attributes.items()})
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        else:
            self._open.pop()

    def text(self, data: str) -> None:
        if not self._skipping:
            self._open[-1].children.append(data)

    def refuse(self, *_args: object) -> None:
        raise Unreadable(_("The file is refused: its XML declares entities of its own."))
