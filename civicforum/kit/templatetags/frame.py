"""Template tags of the frame of every page: what is said twice, what never changes, addresses."""

from functools import lru_cache
from typing import Any, cast

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.loader import get_template
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from civicforum.kit.addresses import absolute, in_languages, prefix

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


@register.simple_tag(takes_context=True)
def whole_addresses(context: template.Context) -> dict[str, str]:
    """Return the whole address of what is shown here, as `here` and by language.

    Of the query only the lists belong to it, as far as they were turned (see `asked`), with the
    number of the page that is really shown.
    """
    # By its type: isinstance would make the lazy `user` look whether somebody is signed in.
    values = cast(dict[str, Any], context.flatten())
    lists = {name: value for name, value in values.items() if type(value) is Page}
    turned = sorted((name, page.number) for name, page in lists.items() if page.number > 1)
    query = f"?{urlencode(turned)}" if turned else ""
    paths = in_languages(context["request"].path)
    both = {code: absolute(path) + query for code, path in paths.items()}
    return {"here": both["en" if prefix() else "ko"], **both}
