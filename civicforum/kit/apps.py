from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "civicforum.kit"
    label = "kit"
