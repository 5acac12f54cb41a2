"""Minutes in the room that the record has for each of their parts, with nothing lost."""

from dataclasses import replace

from committees.minutes.document import Attachment, Item, Minutes, SpeechLine

TITLE, SPEAKER = 200, 50
#: A speaker whom the document does not even call by a role.
NOBODY = "○○○"


def fitted(minutes: Minutes) -> Minutes:
    """Return the minutes with what is too long cut, and in full in the nearest text.

    An item's title goes on among its notes, a list's among its lines, a speaker in the speech.
    """
    return replace(
        minutes,
        agenda=[_item(item) for item in minutes.agenda],
        speeches=[_speech(speech) for speech in minutes.speeches],
        attachments=[_attachment(one) for one in minutes.attachments],
    )


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
