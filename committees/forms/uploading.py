"""The form with which a file with minutes is uploaded."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.minutes.reading import limits
from committees.minutes.reading.messages import Message
from committees.minutes.reading.messages import later as marked
from committees.models import Body

TOO_LARGE = marked("The file is larger than %(size)s MB.")
_MEGABYTES = limits.FILE_BYTES // limits.MEGABYTE
ENDINGS = ".hwpx,.hwp,.docx,.pdf,.txt"


class UploadForm(forms.Form):
    """Whose minutes a file holds, and the file."""

    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Body"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={"empty": gettext_lazy("The file is empty: there is no text in it.")},
        widget=forms.FileInput({"accept": ENDINGS}),
    )

    def __init__(
        self, bodies: QuerySet[Body], *args: Any, too_large: bool = False, **kwargs: Any
    ) -> None:
        """`too_large` says that a file came and was let go of for its size."""
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        text = _("HWPX, HWP, DOCX, PDF with text, or TXT; up to %(size)s MB.")
        self.fields["file"].help_text = text % {"size": _MEGABYTES}
        if too_large:
            self.fields["file"].error_messages["required"] = _too_large()
        self.helper = FormHelper()
        self.helper.add_input(Submit("upload", _("Read the file")))

    def clean_file(self) -> UploadedFile:
        """Refuse what the reader would refuse by its size alone."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > limits.FILE_BYTES:
            raise forms.ValidationError(_too_large())
        return file


def _too_large() -> str:
    return str(Message(TOO_LARGE, {"size": _MEGABYTES}))
