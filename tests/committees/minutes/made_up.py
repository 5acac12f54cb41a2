"""Minutes of a made-up council, in every part a meeting can have."""

import datetime as dt

from committees.minutes.document import (
    Attachment,
    Decision,
    Item,
    Minutes,
    ObserverLine,
    SeatLine,
    SpeechLine,
    Status,
    Totals,
)
from committees.minutes.writing.fee_sheet import Fee

CHECK_IN = "https://forum.example.kr/check-in/3f9a2c"


def fees() -> list[Fee]:
    """Two who are paid, one of an affiliation that a spreadsheet might run."""
    return [
        Fee("도시숲분과장", "가나다", "물빛주민회", 100_000),
        Fee("안전분과장", "라마바", "=HYPERLINK(1)", 70_000),
    ]


def minutes() -> Minutes:
    """The third meeting of a riverside council that never was."""
    return Minutes(
        title="강변마을 실무협의회 3차 회의록",
        body="강변마을 실무협의회",
        number=3,
        day=dt.date(2025, 5, 14),
        stated_weekday="수",
        starts=dt.time(18, 30),
        ends=dt.time(20, 10),
        place="물빛도서관 2층 모임방",
        recorder="협치지원관",
        seats=[
            SeatLine("분과장", "도시숲분과", Status.PRESENT, arrived=dt.time(19, 5)),
            SeatLine("부분과장", "도시숲분과", Status.DELEGATED, delegated_to="도시숲분과 분과원"),
            SeatLine("분과장", "안전분과", Status.PRESENT),
            SeatLine("부분과장 (1)", "안전분과", Status.ABSENT, excused=True, note="출장"),
            SeatLine("부분과장 (2)", "안전분과", Status.UNKNOWN),
            SeatLine("팀장", "지역협치팀", Status.PRESENT, left=dt.time(20)),
            SeatLine("협치조정관", "지역협치팀", Status.PRESENT),
            SeatLine("참관인", "", Status.PRESENT),
        ],
        observers=[ObserverLine("지역 언론 기자", 2), ObserverLine("주민", 11)],
        totals=Totals(present=5, delegated=1, absent=1, not_present=2),
        agenda=[
            Item(
                1,
                "강변 산책로 사업 안내",
                [
                    "○ 진행과정",
                    "- 의제 선정 : '31. 2. 3 (열린공론장)",
                    "- 최종 승인 : '31. 4. 16",
                    "※ 별첨 : 승인 사업 목록",
                ],
            ),
            Item(
                2,
                "하반기 운영계획(안) 논의",
                decision=Decision(
                    "amended", 7, 1, 0, ["매월 연다", "현장 설명회를 한 번 연다"], ["예산 범위에서"]
                ),
            ),
            Item(
                3,
                "성과공유회 준비",
                ["○ 일시 : 11월 7일 18:00~21:00"],
                Decision(votes_for=8, outcome=["실내에서 열기로 함"]),
            ),
        ],
        main_points=["산책로 사업의 진행 과정 공유", "하반기 운영계획 토론: 횟수와 장소"],
        next_meeting="6월 11일(수) 18:30, 물빛도서관",
        speeches=[
            SpeechLine(
                1,
                "협치조정관",
                "하반기 운영계획을 논의하겠습니다.\n먼저 지난 회의에서 나온 의견을 정리하면 "
                "다음과 같습니다: 회의를 격월로 줄이자는 의견, 지금처럼 매월 열자는 의견이 "
                "있었습니다.",
                2,
            ),
            SpeechLine(
                2,
                "도시숲분과장",
                "저는 “매월 개최”가 맞다고 봅니다. 산책로 공사가 시작되면 주민 의견을 바로 "
                "들어야 하고, 500㎡가 넘는 구간은 별도의 현장 설명회도 필요합니다. "
                "① 안내판, ② 조명, ③ 쉼터 순서로 검토합시다.",
                2,
            ),
            SpeechLine(
                3, "안전분과장", "▸ 표시가 있는 구간은 야간에 위험합니다.\n- 조명\n- 난간", 2
            ),
            SpeechLine(4, "팀장", "예산 범위에서 검토하겠습니다.", 2),
            SpeechLine(5, "협치조정관", "다음 안건입니다.", 3),
            SpeechLine(6, "안전분과장", "성과공유회는 실내에서 여는 것이 좋겠습니다.", 3),
        ],
        attachments=[
            Attachment("승인 사업 목록", ["산책로 조명 개선", "물빛 놀이터", "Work & Walk 캠프"])
        ],
        remarks=["회의록은 다음 회의에서 확인함"],
    )
