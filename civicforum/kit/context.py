"""What every page knows of the site; nothing of the visitor."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from civicforum.kit.addresses import other_language, prefix

#: Surfaces for staff and members, which have one language and are nobody's search result.
OF_ONE_LANGUAGE = ("/admin/", "/staff/", "/members/")


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, the banner switch and where else the same page stands."""
    found = {
        "portal_name": settings.SITE_NAME or gettext("CivicForum"),
        "official_banner": settings.OFFICIAL_BANNER,
        "source_code_url": settings.SOURCE_CODE_URL,
        "prefix": prefix(),
    }
    if not request.path.startswith(OF_ONE_LANGUAGE):
        found["other_language_url"] = other_language(request.path)
    return found
