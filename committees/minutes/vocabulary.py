"""Words that several readers know people and bodies by."""


def words(text: str) -> list[str]:
    """The words of a text, to write long lists of them readably."""
    return text.split()


#: Posts and offices: what a person is called by, and what a speaker's name ends with.
POSTS = words("""
    위원장 부위원장 위원 의원 의장 부의장 회장 부회장 분과장 부분과장 분과원 단장 단원 좌장 조장
    과장 국장 실장 팀장 계장 부장 차장 소장 센터장 관장 원장 본부장 처장 총장 사무국장 사무장
    동장 통장 반장 이장 구청장 부구청장 시장 부시장 군수 도지사 청장 서장 장관 차관 총리 국회의장
    이사장 이사 대표 부대표 공동대표 감사 간사 총무 서기 회원 조합원 직원 사원 주임 대리 연구원
    주무관 사무관 서기관 조정관 지원관 협치조정관 협치지원관 담당관 전문관 보좌관 비서관 정책관
    기획관 감사관 교장 교감 교수 박사 강사 선생 변호사 회계사 세무사 건축사 기술사 활동가 매니저
    코디네이터 퍼실리테이터 작가 감독 기자 목사 스님 신부
""")
#: Polite words behind a name or a post.
POLITE = words("님 씨 선생님 위원님 과장님 팀장님")

#: The words for the form of a body that its name may end with.
FORMS = words("다울마당 분과위원회 실무협의회 협의회 협의체 위원회 분과")

#: What our documents call the kinds of decision, by their code in the record.
DECISIONS = {
    "informed": "안내",
    "agreed": "합의",
    "amended": "수정 의결",
    "rejected": "부결",
    "deferred": "보류",
    "referred": "이송",
}

#: What our documents call the total that belongs to no column of their attendance table.
NOT_PRESENT = "위임 또는 불참 합계"

#: The file in our PDFs that holds the lines they were made of.
LINES_OF_PDF = "lines.json"
