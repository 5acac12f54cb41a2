"""The legal grounds on which minutes, or parts of them, are withheld from the public."""

#: 공공기관의 정보공개에 관한 법률 제9조제1항, by number, each in short.
GROUNDS = tuple(
    f"정보공개법 제9조제1항제{number}호({what})"
    for number, what in enumerate(
        (
            "다른 법률·조례에 따른 비밀",
            "국가안전보장·국방·통일·외교",
            "생명·신체·재산의 보호",
            "재판·수사·형의 집행",
            "감사·입찰계약·인사관리·의사결정 과정",
            "개인정보·사생활의 보호",
            "법인·단체의 경영상·영업상 비밀",
            "부동산 투기·매점매석 우려",
        ),
        start=1,
    )
)
