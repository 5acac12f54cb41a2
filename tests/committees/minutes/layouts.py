"""Made-up minutes in the layouts cities use."""

from pathlib import Path

from tests.committees.minutes.files import Block, Cell

#: As a copied text of the council's form: narrow columns broken up, wrapped lines, lost columns.
COUNCIL_TEXT = Path(__file__).with_name("council_form.txt").read_text()

SEATS = [
    ("나무분과", "분과장", "참석"),
    ("나무분과", "부분과장", "불참"),
    ("새분과", "분과장", "참석"),
    ("새분과", "부분과장", "위임"),
    ("새분과", "부분과장", "참석"),
    ("숲관리팀", "팀장", "참석"),
    ("숲관리팀", "숲지원관", "참석"),
]
COLUMNS = ["참석", "위임", "불참"]
TALK = [
    ("숲지원관", "잔치를 어떻게 열지 이야기하겠습니다.\n뜻을 모아 주십시오."),
    ("나무분과장", "이름표를 만들면 좋겠습니다."),
    ("새분과장", "새집도 만듭시다."),
]


def council_form() -> list[Block]:
    """The council's form as word processors hold it: one table, its heads on the left."""
    cells: list[Cell] = []
    row = 0

    def add(head: str, content: str) -> None:
        nonlocal row
        cells.extend([Cell(head, row, 0), Cell(content, row, 1, columns=6)])
        row += 1

    add("일정", "❍ 2023.4.6.(목) 14:00\n❍ 숲마당 큰방")
    add("기록자", "숲지원관")
    cells.append(Cell("참석\n명단", row, 0, rows=len(SEATS) + 2))
    heads = ["순번", "구분", "명단", *COLUMNS]
    cells += [Cell(head, row, column) for column, head in enumerate(heads, 1)]
    row += 1
    before = ""
    for number, (group, role, status) in enumerate(SEATS, 1):
        cells.append(Cell(str(number), row, 1))
        if group != before:
            rows = sum(one[0] == group for one in SEATS)
            cells.append(Cell(group, row, 2, rows=rows))
        cells.append(Cell(role, row, 3))
        marks = [Cell("o" if status == one else "", row, 4 + n) for n, one in enumerate(COLUMNS)]
        cells += marks
        before = group
        row += 1
    cells.append(Cell("총 참석자", row, 1, columns=3))
    cells += [Cell(count, row, 4 + n) for n, count in enumerate(["5", "1", "1"])]
    row += 1
    add("회의\n안건", "안건1) 숲 가꾸기 사업 안내\n안건2) 가을 나눔잔치 준비")
    add("주요\n내용", "▸ 숲 가꾸기 사업 소개\n▸ 나눔잔치 여는 방법")
    add("다음\n회의", "2023 가을 나눔잔치")
    talk = "\n".join(f"▸ㅇㅇㅇ {speaker}: {text}" for speaker, text in TALK)
    add(
        "회의\n내용",
        f"(안 건 1) 숲 가꾸기 사업 안내\n○ 진행과정\n(안 건 2) 가을 나눔잔치 준비\n{talk}",
    )
    add("비고", "사진은 다음에 붙인다.")
    return ["마을숲운영협의회 7차 회의록", cells]


COUNCIL_SESSION = """\
제300회 가온시의회(임시회)

본회의회의록

가온시의회사무국

일 시  2021년 3월 2일(화) 10시 30분
장 소  본회의장

의사일정
1. 제300회 가온시의회 임시회 회기결정의 건
2. 회의록 서명의원 선출의 건

심사된 안건
1. 제300회 가온시의회 임시회 회기결정의 건
2. 회의록 서명의원 선출의 건

(10시 30분 개의)
○의장 ○○○  성원이 되었으므로 제1차 본회의를 개의하겠습니다.
의사팀장 나오셔서 보고해 주시기 바랍니다.
○의사팀장 ○○○  보고사항을 말씀드리겠습니다.
1. 제300회 가온시의회 임시회 회기결정의 건
○의장 ○○○  의사일정 제1항 회기결정의 건을 상정합니다.
이의 없으십니까?
(「없습니다」하는 의원 있음)
가결되었음을 선포합니다.
2. 회의록 서명의원 선출의 건
○박○○ 의원  질의하겠습니다.
○건설과장 도서린  답변드리겠습니다.
(10시 50분 산회)
○출석의원(3인)
김하늘 박서연 이민준
"""

BRACKETS = """\
2023년 제3차 도시농업위원회 회의록

1. 일시: 2023. 5. 9.(화) 오후 2시 ~ 4시
2. 장소: 시청 3층 소회의실
3. 참석자: 위원장 외 7명
4. 안건
 가. 텃밭 분양 계획
 나. 교육 과정 개편
5. 회의내용
 가. 텃밭 분양 계획
[위원장] 회의를 시작하겠습니다.
[도시농업팀장]
올해 분양은 4월에 합니다.
신청은 온라인으로 받습니다.
[위원1] 어르신은 온라인이 어렵습니다.
 나. 교육 과정 개편
[위원2] 교육을 늘립시다.
6. 차기회의: 2023. 6. 13.(화) 14:00
7. 기타사항
 - 다음 회의 전까지 자료를 보낸다.
"""

NAMES_IN_BRACKETS = """\
주민참여예산위원회 제5차 회의 결과
□ 일    시 : 2022. 9. 1.(목) 10:00 / 장소 : 주민센터 2층
□ 참 석 자 : 김○○ 위원장, 이○○ 위원, 박○○ 위원, 최○○ 주무관 (4명)
□ 안    건
 ○ 안건 1. 예산 편성
 ○ 안건 2. 위원 위촉
□ 회의내용
 <안건 1> 예산 편성
위원장(김○○): 예산 편성을 논의하겠습니다.
위원(이○○): 작년보다 늘려야 합니다.
주무관(최○○): 검토하겠습니다.
 <안건 2> 위원 위촉
위원(박○○): 찬성합니다.
□ 결정사항
 ○ 예산안 원안 가결
□ 차기회의 : 2022. 10. 6.(목)
"""

ROLES_ALONE = """\
청년정책협의체 2차 회의록
일시 2020.2.3.(월) 19:00
장소 청년센터
작성자 간사
참석자 명단
구분 직위 성명 참석
위촉직 위원장 한지민 o
위촉직 위원 나문희
당연직 청년팀장 구본승 o
합계 2
회의내용
안건1) 청년공간 운영
○위원장 오늘 회의를 시작하겠습니다.
○청년팀장 공간 운영 현황을 말씀드리겠습니다.
○위원장 의견 주십시오.
○위원 주말에도 열면 좋겠습니다.
안건2) 홍보
○위원장 홍보를 논의합니다.
○위원 카드뉴스를 만듭시다.
"""

BULLETS = """\
제4차 가온구 마을공동체위원회 회의록
○ 일시: 2022년 7월 5일(화) 오후 3시 30분
○ 장소: 가온구청 기획상황실
○ 참석자: 위원장 김가온, 위원 박나래, 위원 이도담, 마을팀장 최라온 (총 4명)
○ 불참자: 위원 정마루
○ 안건
  1. 마을축제 예산 심의
  2. 공간 조성 계획
○ 회의내용
1. 마을축제 예산 심의
▸위원장: 회의를 시작하겠습니다.
▸마을팀장: 축제 예산은 3천만 원입니다.
 - 무대: 1천만 원
 - 홍보: 5백만 원
▸위원: 홍보 예산이 적습니다.
2. 공간 조성 계획
▸위원장: 다음 안건입니다.
▸박나래 위원: 옥상도 쓰면 좋겠습니다.
○ 다음 회의: 2022. 8. 2.(화)
○ 비고: 없음
"""

OUTLINE = """\
□ 회의 개요
 ○ 회의명 : 제2회 청소년의회
 ○ 일  시 : 2021. 5. 3.(월) 16:00 ~ 18:00
 ○ 장  소 : 온라인(ZOOM)
□ 참석현황
 ○ 참석 : 12명 / 불참 : 3명
□ 안 건
 ○ 제1호 안건 : 급식 개선
 ○ 제2호 안건 : 통학로 안전
□ 논의내용
 ○ 제1호 안건 : 급식 개선
  의장 : 급식 의견을 주세요.
  김하늘 의원 : 채식을 늘립시다.
  이바다 의원 : 저도 동의합니다.
 ○ 제2호 안건 : 통학로 안전
  의장 : 통학로 의견을 주세요.
  김하늘 의원 : 신호등이 필요합니다.
"""
