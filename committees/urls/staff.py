"""Addresses of the staff pages, below `/staff/committees/`."""

from django.urls import URLPattern, path

from committees.views import (
    staff_circulation,
    staff_corrections,
    staff_names,
    staff_publication,
)

app_name = "committees_staff"
urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/circulate/", staff_circulation.circulation, name="circulate"),
    path("meetings/<int:pk>/names/", staff_names.names, name="names"),
    path("meetings/<int:pk>/publish/", staff_publication.publication, name="publish"),
    path("meetings/<int:pk>/correct/", staff_corrections.corrections, name="corrections"),
    path(
        "meetings/<int:pk>/correct/<slug:kind>/<int:row>/<slug:name>/",
        staff_corrections.correction,
        name="correction",
    ),
]
