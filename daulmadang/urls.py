"""Addresses of the public pages; they equal the addresses of the entries."""

from django.urls import include, path

from committees.views import feeds
from committees.views.public import calendar
from daulmadang.views import calendar_files, public

app_name = "daulmadang"
urlpatterns = [
    path("", public.index, name="index"),
    path("<slug:city>/", public.index, name="city"),
    path("<slug:city>/calendar/<int:year>/", public.year, name="year"),
    path("<slug:city>/calendar.ics", calendar_files.of_city, name="city_calendar"),
    path(
        "<slug:city>/calendar/<slug:department>.ics",
        calendar_files.of_department,
        name="department_calendar",
    ),
    path("<slug:city>/<slug:panel>/calendar.ics", calendar_files.of_panel, name="panel_calendar"),
    path("<slug:city>/<slug:panel>/", public.panel, name="panel"),
    path("<slug:city>/<slug:panel>/meetings.ics", calendar, name="calendar"),
    path("<slug:city>/<slug:panel>/feed.xml", feeds.of_body, name="panel_feed"),
    path("<slug:city>/<slug:panel>/<int:number>/", include("committees.urls.meeting")),
    path("<slug:city>/<slug:panel>/outcomes/<int:order>/", public.outcome, name="outcome"),
]
