"""How static files are named once they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatics(CompressedManifestStaticFilesStorage):
    """Names every file after its content, and so what modules of scripts import from each other.

    Else a browser could join a new module with an old one that it kept.
    """

    support_js_module_import_aggregation = True
