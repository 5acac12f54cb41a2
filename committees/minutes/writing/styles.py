"""The named styles of minutes in word processors; who reads the files goes by their names.

`english` is what Word calls a style (Title and Heading are its own) and Hangul's second name.
A speech opens with a paragraph in SPEECH, its speaker in SPEAKER; each further paragraph of it
is in SPEECH_CONTINUED, so that nothing said can be taken for the next speech.
"""

from civicforum.kit.papers.styles import Style


def _note(level: int) -> Style:
    return Style(
        f"알림 {level + 1}", f"Note {level + 1}", align="JUSTIFY", left=12 + 10 * level, first=-12
    )


NORMAL = Style("바탕글", "Normal")
TITLE = Style("제목", "Title", 17, bold=True, align="CENTER", before=6, after=10)
SUBTITLE = Style("부제목", "Subtitle", 11, align="CENTER", after=6)
HEAD = Style("머리", "Heading 1", 10.5, bold=True, align="CENTER", outline=0)
ITEM_HEAD = Style("안건 머리", "Heading 2", 10.5, bold=True, before=6, after=3, outline=1)
COLUMN_HEAD = Style("칸 머리", "Column head", bold=True, align="CENTER", before=2, after=2)
CELL = Style("칸", "Cell", align="CENTER", before=2, after=2)
LINE = Style("줄", "Line", align="JUSTIFY", left=12, first=-12)
TOLD = Style("참석 알림", "Attendance note", 9, align="JUSTIFY", left=12, first=-12)
NOTES = tuple(_note(level) for level in range(4))
DECISION = Style("결정", "Decision", bold=True, align="JUSTIFY", left=12, first=-12)
SPEECH = Style("발언", "Speech", align="JUSTIFY", left=10, first=-10, before=4)
SPEECH_CONTINUED = Style("발언 이어짐", "Speech continued", align="JUSTIFY", left=10, first=10)
PHOTO = Style("사진", "Photo", 9, align="CENTER", after=4)

STYLES = (NORMAL, TITLE, SUBTITLE, HEAD, ITEM_HEAD, COLUMN_HEAD, CELL, LINE, TOLD, *NOTES,
          DECISION, SPEECH, SPEECH_CONTINUED, PHOTO)  # fmt: skip

SPEAKER = Style("발언자", "Speaker", bold=True)
"""The only style of characters: the words that open a speech."""
