"""Addresses of the public pages; they equal the addresses of the entries."""

from django.urls import path

from roundtables.views import public

app_name = "roundtables"
urlpatterns = [
    path("", public.index, name="index"),
    path("<slug:city>/", public.index, name="city"),
    path("<slug:city>/<slug:roundtable>/", public.roundtable, name="roundtable"),
    path(
        "<slug:city>/<slug:roundtable>/session-<int:session>/team-<int:team>/proposal-<int:order>/",
        public.proposal,
        name="proposal",
    ),
    path("<slug:city>/<slug:roundtable>/ideas/<slug:idea>/", public.idea, name="idea"),
]
