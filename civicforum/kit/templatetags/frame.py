"""Template tags of the frame that all pages stand in: what is said twice, what never changes."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()


class _OneLine(template.Node):
    """What stands between the tags, on one line, kept under a name."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist = nodelist
        self._name = name

    def render(self, context: template.Context) -> str:
        context[self._name] = mark_safe(" ".join(self.nodelist.render(context).split()))  # noqa: S308
        return ""


@register.tag
def oneline(parser: template.base.Parser, token: template.base.Token) -> _OneLine:
    """Keep what is rendered for use more than once: `{% oneline as name %}…{% endoneline %}`."""
    _, _, name = token.split_contents()
    nodelist = parser.parse(("endoneline",))
    parser.delete_first_token()
    return _OneLine(nodelist, name)


@lru_cache(maxsize=32)
def _rendered(name: str, language: str, *values: tuple[str, str]) -> str:
    return get_template(name).render({"LANGUAGE_CODE": language, **dict(values)})


@register.simple_tag
def steady(name: str, **values: str) -> str:
    """Render a template that is the same on every page of a language, once per process.

    `values` are all it may depend on besides the language. Half of a short page's time goes into
    translating its frame, hence this. With DEBUG on, it is rendered anew each time.
    """
    render = _rendered.__wrapped__ if settings.DEBUG else _rendered
    return render(name, get_language() or settings.LANGUAGE_CODE, *sorted(values.items()))
