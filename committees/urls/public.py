"""Addresses of the public pages; they equal the addresses of the entries."""

from django.urls import include, path

from committees.views import feeds, governance, public

app_name = "committees"
urlpatterns = [
    path("", public.index, name="index"),
    path("<slug:city>/", public.index, name="city"),
    path("<slug:city>/feed.xml", feeds.of_city, name="city_feed"),
    path("<slug:city>/matters/", governance.matters, name="matters"),
    path("<slug:city>/matters/<slug:matter>/", governance.matter, name="matter"),
    path("<slug:city>/plans/<slug:plan>/", governance.plan, name="plan"),
    path(
        "<slug:city>/plans/<slug:plan>/projects.<slug:form>",
        governance.plan_table,
        name="plan_table",
    ),
    path("<slug:city>/plans/<slug:plan>/<slug:project>/", governance.project, name="project"),
    path("<slug:city>/events/<slug:event>/", governance.event, name="event"),
    path("<slug:city>/<slug:body>/", public.body, name="body"),
    path("<slug:city>/<slug:body>/meetings.ics", public.calendar, name="calendar"),
    path("<slug:city>/<slug:body>/feed.xml", feeds.of_body, name="body_feed"),
    path("<slug:city>/<slug:body>/<int:number>/", include("committees.urls.meeting")),
    path("<slug:city>/<slug:body>/years/<int:year>/", governance.year, name="year"),
]
