"""The shared admin site."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _


class CivicAdminSite(AdminSite):
    """The admin; what a person may not see does not exist for that person."""

    site_header = _("CivicForum administration")
    site_title = _("CivicForum")
    index_title = _("What do you want to do?")
    enable_nav_sidebar = True

    @property
    def login_form(self) -> Any:  # type: ignore[override]
        """The house's own form; it needs the models, which are not loaded with this file."""
        from civicforum.kit.sign_in import SignInForm

        return SignInForm

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Wrap a view so that a signed-in outsider gets 404 instead of 403."""

        def hiding(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as denied:
                raise Http404 from denied

        return super().admin_view(hiding, cacheable)

    def get_urls(self) -> list[Any]:
        """Leave out the shortcut that tells anybody the address of any row."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Order the list as the apps' admin files do: what clerks open most comes first."""
        rank = {model: place for place, model in enumerate(self._registry)}
        apps = list(self._build_app_dict(request, app_label).values())
        for app in apps:
            app["models"].sort(key=lambda entry: rank[entry["model"]])
        return sorted(apps, key=lambda app: rank[app["models"][0]["model"]])


class CivicAdminConfig(AdminConfig):
    """Installs the shared site as Django's default."""

    default_site = "civicforum.kit.admin.CivicAdminSite"
