"""What every page knows of the site; nothing of the visitor."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from civicforum.kit.addresses import other_language, prefix


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, the banner switch and the same page in the other language."""
    return {
        "site_name": settings.SITE_NAME or gettext("CivicForum"),
        "official_banner": settings.OFFICIAL_BANNER,
        "source_code_url": settings.SOURCE_CODE_URL,
        "other_language_url": other_language(request.path),
        "prefix": prefix(),
    }
