"""Whether the public reads a winner's whole name."""

from civicforum.kit.names import mask
from civicforum.people.models import City


def shown_name(name: str, basis: str, city: City) -> str:
    """Return the name as the public sees it: whole, or 송○○.

    The whole name needs a recorded ground and a city that does not mask its winners.
    """
    if not name or (basis and not city.masks_winner_names):
        return name
    return mask(name)
