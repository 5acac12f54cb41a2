"""Template tag of what the person at a staff page may do."""

from django import template
from django.apps import apps

from civicforum.people.policy import Action, can

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: template.Context, action: str, model: str) -> bool:
    """Return whether the person may do something with rows of a model, anywhere.

    `{% may "view" "committees.Matter" as sees_matters %}`: a menu offers only what leads on.
    """
    return can(context["request"].user, Action(action), apps.get_model(model))
