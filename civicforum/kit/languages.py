"""What was stored in the language in use then, found again in any."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext


def in_every_language(text: str) -> set[str]:
    """Return a text of the catalogue in each language of the portal."""
    return {_in(code, text) for code, _name in settings.LANGUAGES}


def _in(code: str, text: str) -> str:
    with translation.override(code):
        return gettext(text)
