"""Addresses of the public pages; they equal the addresses of the entries."""

from django.urls import include, path

from committees.views import feeds, public

app_name = "committees"
urlpatterns = [
    path("", public.index, name="index"),
    path("<slug:city>/", public.index, name="city"),
    path("<slug:city>/feed.xml", feeds.of_city, name="city_feed"),
    path("<slug:city>/plans/<slug:plan>/", public.plan, name="plan"),
    path("<slug:city>/plans/<slug:plan>/<slug:project>/", public.project, name="project"),
    path("<slug:city>/events/<slug:event>/", public.event, name="event"),
    path("<slug:city>/<slug:body>/", public.body, name="body"),
    path("<slug:city>/<slug:body>/feed.xml", feeds.of_body, name="body_feed"),
    path("<slug:city>/<slug:body>/<int:number>/", include("committees.urls.meeting")),
]
