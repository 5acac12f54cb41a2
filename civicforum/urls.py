"""The surfaces of the portal: / (public, in two languages), /members/, /staff/ and /admin/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from civicforum.portal.views.public import robots, sitemap, sitemap_index
from daulmadang.views.staff_calendar import secret

urlpatterns = [
    path("admin/", admin.site.urls),
    path("staff/committees/", include("committees.urls.staff")),
    path("staff/daulmadang/", include("daulmadang.urls_staff")),
    path("staff/reminders/", include("civicforum.record.urls_staff")),
    path("staff/", include("civicforum.portal.urls_staff")),
    path("members/", include("committees.urls.members")),
    path("calendars/<str:token>.ics", secret, name="secret_calendar"),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap_index),
    path("sitemap-<int:number>.xml", sitemap),
    *i18n_patterns(
        path("roundtables/", include("roundtables.urls")),
        path("daulmadang/", include("daulmadang.urls")),
        path("committees/", include("committees.urls.public")),
        path("", include("civicforum.portal.urls")),
        prefix_default_language=False,
    ),
]
