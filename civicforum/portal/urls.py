"""Addresses of the pages that span all three jobs."""

from django.urls import path

from civicforum.portal.views import public

app_name = "portal"
urlpatterns = [
    path("", public.home, name="home"),
    path("search/", public.search, name="search"),
    path("sources/", public.sources, name="sources"),
]
