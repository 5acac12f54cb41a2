"""A meeting of 26 speeches and a session of 10,000, made up, for the benchmark to show."""

import datetime as dt
from typing import Any

BODY = "committees/yeongdeungpo/working-council"
SHORT, LONG = 901, 902  # numbers of meetings that the record has not
SHORT_PATH, LONG_PATH = f"/{BODY}/{SHORT}/", f"/{BODY}/{LONG}/"
WORDS = "하반기 운영계획을 논의하겠습니다. 지난 회의에서 나온 의견을 정리하면 다음과 같습니다. "


def write() -> None:
    """Write both, published, where they are not there yet."""
    from committees.models import Body

    body = Body.objects.get(address=BODY)
    _write(body, SHORT, 26)
    _write(body, LONG, 10_000)


def _write(body: Any, number: int, speeches: int) -> None:
    from civicforum.record.services import move_entry
    from civicforum.record.states import EntryState
    from committees.minutes.document import Item, Minutes, SpeechLine
    from committees.services.writing_down import write_down

    if body.meetings.filter(number=number).exists():
        return
    minutes = Minutes(
        title=f"분과실무협의회 {number}차 회의록",
        number=number,
        day=dt.date(2031, 5, 14),
        agenda=[Item(at, f"안건 {at}") for at in (1, 2, 3)],
        speeches=[
            SpeechLine(at + 1, f"위원 {at % 40}", WORDS[at % 30 :], 1 + at * 3 // speeches)
            for at in range(speeches)
        ],
    )
    move_entry(write_down(body, minutes), EntryState.PUBLISHED)
