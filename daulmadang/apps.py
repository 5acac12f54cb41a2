from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DaulmadangConfig(AppConfig):
    name = "daulmadang"
    verbose_name = _("Daul-madang")
