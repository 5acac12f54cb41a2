"""By which rules a city's panels are judged on a day."""

import datetime as dt

from civicforum.people.models import City
from daulmadang.models import PanelRules


def rules_on(city: City, day: dt.date) -> PanelRules:
    """Return the rules of a city that hold on a day; the defaults where it has none by then."""
    found = PanelRules.objects.filter(city=city, valid_from__lte=day).order_by("-valid_from")
    return found.first() or PanelRules(city=city, valid_from=day)
