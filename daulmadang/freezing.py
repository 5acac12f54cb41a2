"""What an accepted sheet keeps: its figures, the light they called for and the rules of the day.

Pure, without a database; what is frozen is plain JSON and is read again whatever changed since.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from daulmadang.health import Figures, Judgement, Verdict

_DAYS = ("since", "on", "last_meeting")
_KNOWN = tuple(one.name for one in fields(Figures))


@dataclass(frozen=True)
class Frozen:
    """What a sheet says of its panel: as it was accepted, or as the record tells by now."""

    figures: Figures
    judgement: Judgement
    rules: Mapping[str, int]
    is_final: bool = True
    title: str = ""

    @property
    def light(self) -> str:
        """The light of the panel."""
        return self.judgement.light


def freeze(told: Frozen) -> dict[str, Any]:
    """Return figures, light, verdicts and rules as JSON."""
    days = {name: getattr(told.figures, name) for name in _DAYS}
    return {
        **asdict(told.figures),
        **{name: day and day.isoformat() for name, day in days.items()},
        "light": str(told.judgement.light),
        "verdicts": [
            {"criterion": str(one.criterion), "light": str(one.light), "reason": one.reason}
            for one in told.judgement.verdicts
        ],
        "rules": dict(told.rules),
        "title": told.title,
    }


def thaw(kept: Mapping[str, Any]) -> Frozen:
    """Return what was frozen; figures that were not known then are None or none."""
    told = {name: kept[name] for name in _KNOWN if name in kept}
    days = {name: dt.date.fromisoformat(kept[name]) for name in _DAYS if kept.get(name)}
    verdicts = tuple(Verdict(**one) for one in kept["verdicts"])
    judgement, title = Judgement(kept["light"], verdicts), kept.get("title", "")
    return Frozen(Figures(**told | days), judgement, kept["rules"], title=title)
