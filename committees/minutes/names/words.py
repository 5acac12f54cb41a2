"""Words from which names of people are told: surnames, posts, places."""

from committees.minutes.vocabulary import POLITE, POSTS, words

#: Surnames of one syllable, by far most of them; rare ones that begin many words are left out.
SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구"
    "나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모"
    "탁국어은편용예경봉사부가복태목형피두감호음빈동온시범좌팽승간상갈류량림"
)
LONG_SURNAMES = words("남궁 황보 제갈 선우 사공 서문 독고 동방 어금 망절")

#: What a person is called by, after the name: `홍길동 위원`.
TITLES = [*POSTS, *POLITE, *words("군수 학생 어르신 여사")]
#: Only behind a name that stands alone: `김철수 군`.
YOUNG = ("군", "양")
LABELS = words("""
        성명 이름 성함 발표자 신청인 신청자 대표자 담당자 위원명 작성자 보호자 대리인 수신자
    """)

#: Places and stations that begin like a surname and stand before a post: `서울 대표`.
NO_NAMES = frozenset(
    words("""
        구민 위촉직 임명직 선출직 추천직 서울 전주 강원 경기 강남 강동 강북 강서 구로 금천 노원 도봉
        동작 마포 성동 성북 송파 양천 은평 인천 제주 전남 전북 경남 경북 안산 안양 여수 오산
        이천 하남 고양 공주 김포 김해 구미 나주 남원 문경 강릉 진주 진천 원주 천안 성남 시흥
        안성 여주 양주 양평 연천 가평 동해 태백 정선 고성 홍천 제천 옥천 음성 금산 서산 서천
        예산 홍성 정읍 남해 하동 고창 부안 임실 장수 순창 목포 순천 광양 고흥 장흥 강진 해남
        함평 장성 신안 안동 상주 경산 경주 성주 김천 영등포 도림 문래 신길 여의도 대림 당산 덕진
        완산 한옥 남부 동부 서부 북부 중부
    """)
)
#: What bodies end with whose first words may begin like a surname: `안전분과 위원`, `문화팀장`.
BODY_ENDINGS = tuple(words("분과 팀 과 단 회"))
#: Endings of places and bodies, which no one's name is taken for where nothing else says so.
PLACE_ENDINGS = tuple(words("""
        직 동 구 시 군 읍 면 리 로 길 교 역 산 천 숲 관 원 당 과 팀 단 회 센터 대학 시장 공원
    """))  # fmt: skip
#: Those of them that hardly any given name ends with.
BY_LAW = tuple(words("시 군 구 읍 면 역"))
