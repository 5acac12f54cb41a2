"""The search form for templates that no search view renders."""

from django import template

from civicforum.portal.forms import SearchForm

register = template.Library()


@register.simple_tag
def search_form(place: str) -> SearchForm:
    """Return an empty search form for a place: "header" or "page"."""
    return SearchForm(place=place)
