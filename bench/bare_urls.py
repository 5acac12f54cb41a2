"""Addresses of the yardsticks."""

from django.urls import path

from bench import bare

urlpatterns = [path("constant/<int:size>/", bare.constant), path("select/", bare.select)]
