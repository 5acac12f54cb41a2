"""Words of libraries that have no Korean yet: marked here, so our catalogue carries them."""

from django.utils.translation import gettext_noop

IMPORT_EXPORT = (
    gettext_noop("Import finished: {} new, {} updated, {} deleted and {} skipped {}."),
    gettext_noop("This exporter will export the following fields: "),
    gettext_noop("Select all"),
    gettext_noop("Resource"),
    gettext_noop("Value could not be parsed."),
)
