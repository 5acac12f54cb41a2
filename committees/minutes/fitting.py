"""Minutes in the room that the record has for each of their parts, with nothing lost."""

from dataclasses import replace

from committees.minutes.document import Attachment, Item, Minutes, SeatLine, SpeechLine

TITLE, SPEAKER, DELEGATE, NOTE, ROLE = 200, 50, 50, 200, 100
#: A speaker whom the document does not even call by a role.
NOBODY = "○○○"


def fitted(minutes: Minutes) -> Minutes:
    """Return the minutes with what is too long cut, and in full in the nearest text.

    An item's title goes on among its notes, a list's among its lines, a speaker in the speech,
    who attended and how among the remarks.
    """
    remarks: list[str] = []
    return replace(
        minutes,
        seats=[_seat(line, remarks) for line in minutes.seats],
        observers=[replace(one, role=_short(one.role, ROLE, remarks)) for one in minutes.observers],
        agenda=[_item(item) for item in minutes.agenda],
        speeches=[_speech(speech) for speech in minutes.speeches],
        attachments=[_attachment(one) for one in minutes.attachments],
        remarks=[*minutes.remarks, *remarks],
    )


def _seat(line: SeatLine, remarks: list[str]) -> SeatLine:
    delegate = _short(line.delegated_to, DELEGATE, remarks)
    return replace(line, delegated_to=delegate, note=_short(line.note, NOTE, remarks))


def _short(text: str, size: int, rest: list[str]) -> str:
    """The text in its room; where it is too long it is added to the rest, in full."""
    short, full = _cut(text, size)
    rest += full
    return short


def _item(item: Item) -> Item:
    title, rest = _cut(item.title or f"안건 {item.number}", TITLE)
    return replace(item, title=title, notes=[*rest, *item.notes])


def _attachment(one: Attachment) -> Attachment:
    title, rest = _cut(one.title or "별첨", TITLE)
    return replace(one, title=title, lines=[*rest, *one.lines])


def _speech(speech: SpeechLine) -> SpeechLine:
    speaker, rest = _cut(speech.speaker or NOBODY, SPEAKER)
    return replace(speech, speaker=speaker, text="\n".join([*rest, speech.text]))


def _cut(text: str, size: int) -> tuple[str, list[str]]:
    """The text, or its beginning and all of it."""
    return (text, []) if len(text) <= size else (f"{text[: size - 1]}…", [text])
