"""A council session of 10,000 speeches, read in its own process within time and memory."""

import random
import resource
import time
from pathlib import Path

import pytest

from committees.minutes.reading import isolated, limits
from committees.minutes.vocabulary import words
from tests.committees.minutes.files import docx, hwp, hwpx, pdf, txt

pytestmark = pytest.mark.proof

SPEECHES, ITEMS, SECONDS, WIDTH, ROWS = 10_000, 30, 10, 38, 56
NOUNS = words("""
    주민 참여 예산 사업 도로 공원 학교 안전 계획 추진 결과 검토 부서 협의 현황 문제 개선 방안 지역
    시설 운영 지원 조례 심사 의견 자료 답변 질의 내년 집행 편성
""")
SPEAKERS = ["의장 ○○○", "건설과장 ○○○", "김○○ 의원", "이○○ 의원", "복지국장 ○○○"]


def session(*, wrapped: bool) -> list[str]:
    """The lines of a session; wrapped ones break where the page ends, also inside words."""
    chance = random.Random(7)  # noqa: S311
    titles = [
        f"{number}. {chance.choice(NOUNS)} 조례안 {number}호" for number in range(1, ITEMS + 1)
    ]
    lines = ["제300회 가온시의회 행정위원회회의록", "일 시  2021년 11월 22일(월) 10시", "의사일정"]
    lines += [*titles, "(10시 02분 개의)"]
    for number in range(SPEECHES):
        if number % (SPEECHES // ITEMS) == 5 and titles:
            lines.append(titles.pop(0))
        said = " ".join(chance.choices(NOUNS, k=chance.randint(5, 22)))
        text = f"○{chance.choice(SPEAKERS)}  {said} 말씀드리겠습니다."
        step = WIDTH if wrapped else len(text)
        lines += [text[start : start + step] for start in range(0, len(text), step)]
    return lines


def pages() -> bytes:
    """The session as a PDF."""
    lines = session(wrapped=True)
    return pdf(
        [
            [(40.0, 800.0 - 13 * row, text) for row, text in enumerate(lines[start : start + ROWS])]
            for start in range(0, len(lines), ROWS)
        ]
    )


FILES = {
    "txt": lambda: txt(session(wrapped=True)),
    "hwpx": lambda: hwpx(session(wrapped=False)),
    "docx": lambda: docx(session(wrapped=False)),
    "hwp": lambda: hwp(session(wrapped=False)),
    "pdf": pages,
}


def computed() -> float:
    """The seconds that this process and those it waited for have computed."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


@pytest.mark.parametrize("kind", FILES)
def test_ten_thousand_speeches(kind: str, tmp_path: Path) -> None:
    """It is the time it computes that counts, so that a busy machine does not decide.

    A process that takes more memory is ended, and the file refused.
    """
    path = tmp_path / f"minutes.{kind}"
    path.write_bytes(FILES[kind]())
    assert limits.RESIDENT_BYTES <= 500 * limits.MEGABYTE
    begun = computed()
    reading = isolated.read_isolated(path)
    taken = computed() - begun
    assert len(reading.minutes.speeches) == SPEECHES
    assert len(reading.minutes.agenda) == ITEMS
    assert reading.unplaced == []
    assert taken <= SECONDS
