"""What was said: items taken up, speeches in their order, notes and attached lists."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from committees.minutes.document import Attachment, Item, SpeechLine
from committees.minutes.reading.agenda import (
    ItemHead,
    item_head,
    listed_item,
    same_item,
    tells,
)
from committees.minutes.reading.attachments import AttachedList, attachment_head
from committees.minutes.reading.draft import HEAD, Draft
from committees.minutes.reading.marks import (
    as_not_said,
    is_call,
    is_event,
    opens_outline,
    reads_as_sentence,
)
from committees.minutes.reading.messages import later as _
from committees.minutes.reading.source import Line
from committees.minutes.reading.speakers import Start, Style, Way, may_begin
from committees.minutes.reading.styles import Meant, is_text, meaning
from committees.minutes.telling import decision_with, opens_decision

#: A head that is no item: what follows belongs to none.
_BESIDES = re.compile(r"^\s*\(?\s*안건\s?외\s*\)?\s*$")
_SHOWN = 30


@dataclass
class _Speech:
    speaker: str
    item: Item | None
    lines: list[Line] = field(default_factory=list)


class Discussion:
    """Reads the lines of the discussion one after the other."""

    def __init__(self, draft: Draft, style: Style, told: Callable[[Line], None]) -> None:
        """Take the draft to fill, how this document begins a speech, and whom to tell of a line."""
        self.draft = draft
        self.style = style
        self._told = told
        self.item: Item | None = None
        self._speeches: list[_Speech] = []
        self._speech: _Speech | None = None
        self._list: AttachedList | None = None
        self._before: Line | None = None
        self._decided: list[tuple[Item, list[Line]]] = []

    def read(self, lines: Sequence[Line]) -> None:
        """Read the lines below one head; a speech does not go on below the next."""
        agenda = self.draft.minutes.agenda
        if len(agenda) == 1 and not self._speeches and not _takes_up_first(agenda[0], lines):
            self.item = agenda[0]  # the only item, or the first that is named where it is discussed
        for line in lines:
            self._take(line)
            self._before = line
            self._told(line)
        self._speech = None

    def finish(self) -> None:
        """Put the speeches together, in order."""
        for order, speech in enumerate(self._speeches, 1):
            text = self.draft.join(
                line for line in speech.lines if line.plain or is_text(line.style)
            )
            number = speech.item.number if speech.item else None
            self.draft.minutes.speeches.append(SpeechLine(order, speech.speaker, text, number))
        for item, lines in self._decided:
            self._decide(item, self.draft.join(lines).replace("\n", " "))

    def _decide(self, item: Item, text: str) -> None:
        """Take what a line tells of an item's decision; what tells nothing of it is a note."""
        decision = decision_with(item.decision, text)
        if decision is None:
            item.notes.append(text)
        else:
            item.decision = decision

    def attach(self, lines: Sequence[Line]) -> None:
        """Read the lines below the head `별첨`."""
        for line in lines:
            self._attach(line)

    def _take(self, line: Line) -> None:
        meant = meaning(line.style)
        start = self._start(line, meant)
        if start:
            self._open(start, line)
        elif meant is Meant.CONTINUED and self._speech:
            self._go_on(line)
        elif meant is Meant.NOTE:
            self._note(line)
        elif self._tells_decision(line, meant):
            self.draft.place("decisions", line)
        elif not (self._takes_up(line) or self._begins_list(line)):
            self._take_text(line)

    def _tells_decision(self, line: Line, meant: Meant) -> bool:
        """Whether a line tells what came out of the item; if so, keep it until all is read.

        Where no style says so, it does by its words, and only before anything is said.
        """
        if self.item is None or self._speech or self._list:
            return False
        last = self._decided[-1][1] if self._decided else []
        goes_on = bool(last) and last[-1] is self._before and self.draft.joiner.is_broken(last[-1])
        if goes_on and not opens_outline(line.plain):
            last.append(line)
        elif meant is Meant.DECISION or opens_decision(line.plain):
            self._decided.append((self.item, [line]))
        else:
            return False
        return True

    def _start(self, line: Line, meant: Meant) -> Start | None:
        if meant in {Meant.CONTINUED, Meant.NOTE, Meant.DECISION}:
            return None
        if meant is Meant.SPEECH and line.text.startswith(line.speaker) and line.speaker:
            speaker = line.speaker.strip().removeprefix("▸").removesuffix(":").strip()
            return Start(Way.COLON, "▸", speaker, line.text.removeprefix(line.speaker).lstrip())
        return self.style.start(line.text)

    def _open(self, start: Start, line: Line) -> None:
        self.draft.place("speeches", line)
        self._list = None
        self._speech = _Speech(start.speaker, self.item, [replace(line, text=start.text)])
        self._speeches.append(self._speech)

    def _takes_up(self, line: Line) -> bool:
        """Whether the line is the head of an item; if so, go over to it."""
        if _BESIDES.match(line.plain):
            self._go_to(None, line)
            return True
        agenda = self.draft.minutes.agenda
        known = same_item(line.plain, agenda) if self._may_be_head(line, listed=True) else None
        named = item_head(line.plain)
        if not known and (not named or not self._may_be_head(line, listed=named.bracketed)):
            return False
        numbered = next((one for one in agenda if named and one.number == named.number), None)
        item = numbered or known or self._unannounced(named)
        self._go_to(item, line)
        if item and not tells(item.title, _head_text(line, named)):
            item.notes.append(line.plain)
            self.draft.say(
                _("Item %(number)s is called otherwise over its discussion: %(title)s"),
                number=item.number,
                title=_head_text(line, named),
            )
        return True

    def _may_be_head(self, line: Line, *, listed: bool) -> bool:
        """A wrapped sentence may go on with the very words that elsewhere make a head."""
        if reads_as_sentence(line.plain) and self._speech and not listed:
            return False
        goes_on = self._speech and self._before and self.draft.joiner.is_broken(self._before)
        return listed or not goes_on

    def _unannounced(self, named: ItemHead | None) -> Item | None:
        if not named:
            return None
        item = Item(named.number, named.title)
        self.draft.minutes.agenda.append(item)
        return item

    def _go_to(self, item: Item | None, line: Line) -> None:
        self.draft.place("agenda" if item else HEAD, line)
        self.item, self._speech, self._list = item, None, None

    def _begins_list(self, line: Line) -> bool:
        title = attachment_head(line.plain) if self._may_be_head(line, listed=False) else ""
        if not title or (self._speech and reads_as_sentence(title)):
            return False
        self.draft.place("attachments", line)
        attachment = Attachment(title)
        self.draft.minutes.attachments.append(attachment)
        self._list, self._speech = AttachedList(attachment), None
        return True

    def _attach(self, line: Line) -> None:
        if self._begins_list(line):
            return
        if self._list is None:
            attachment = Attachment(line.plain)
            self.draft.place("attachments", line)
            self.draft.minutes.attachments.append(attachment)
            self._list = AttachedList(attachment)
        else:
            self._list.take(line, self.draft)

    def _take_text(self, line: Line) -> None:
        """What opens nothing: a row of the list, more of the speech, or a note."""
        if self._list:
            self._list.take(line, self.draft)
        elif is_event(line.plain):
            self._keep(line)
        elif self._speech and is_call(line.plain):
            self._go_on(replace(line, text=as_not_said(line.plain), wraps=False))
        elif self._speech and not opens_outline(line.plain):
            if may_begin(line.plain):
                self.draft.say(
                    _("“%(text)s” stands within a speech and may begin another."),
                    text=line.plain[:_SHOWN],
                )
            self._go_on(line)
        else:
            self._note(line)

    def _go_on(self, line: Line) -> None:
        self.draft.place("speeches", line)
        if self._speech:
            self._speech.lines.append(line)

    def _note(self, line: Line) -> None:
        """A note ends the speech before it; what follows without a speaker are notes too."""
        if self._speech and meaning(line.style) is not Meant.NOTE:
            self.draft.say(
                _("What stands after a speech from “%(text)s” on was taken for notes."),
                text=line.plain[:_SHOWN],
            )
        self._speech = self._list = None
        self._keep(line)

    def _keep(self, line: Line) -> None:
        """Among the notes of the item, or of the meeting where there is none yet."""
        self.draft.place("notes", line)
        notes = self.item.notes if self.item else self.draft.minutes.notes
        notes.append(line.plain)


def _takes_up_first(item: Item, lines: Sequence[Line]) -> bool:
    """Whether a head over the discussion names the item."""
    heads = (item_head(line.plain) for line in lines)
    return any(head and head.number == item.number for head in heads) or any(
        same_item(line.plain, [item]) for line in lines
    )


def _head_text(line: Line, named: ItemHead | None) -> str:
    listed = listed_item(line.plain)
    return named.title if named else listed[2] if listed else line.plain
