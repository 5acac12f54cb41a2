"""The forms with which papers and photos are uploaded and put in order."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.meetings import helper
from committees.minutes.reading.messages import Message
from committees.models import AgendaItem, Meeting, Paper

#: How many files are taken at once.
MOST_FILES = 30


class ManyFilesInput(forms.ClearableFileInput):
    """An input for several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; each is looked at when it is stored."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files. Refuses too many at once, and none at all."""
        files = (data or [None]) if isinstance(data, list) else [data]
        if len(files) > MOST_FILES:
            text = _("Upload at most %(most)d files at once.") % {"most": MOST_FILES}
            raise forms.ValidationError(text)
        return [super(ManyFilesField, self).clean(one, initial) for one in files]


class UploadPapersForm(forms.Form):
    """Papers and photos to be added to a meeting.

    `told` says of what came and was let go of why no file is there; `asks_again` that a file was
    refused because it is there already.
    """

    uploads = ManyFilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "Papers as PDF, HWPX, HWP, DOCX or TXT up to 30 MB, photos as JPEG, PNG or WebP up "
            "to 20 MB; several at once."
        ),
        allow_empty_file=True,  # it is told of by itself, and keeps no other out
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=gettext_lazy("For which item"),
        required=False,
        empty_label=gettext_lazy("The meeting as a whole"),
    )

    once_more = forms.BooleanField(
        label=gettext_lazy("Store it a second time all the same"), required=False
    )

    def __init__(
        self, *args: Any, meeting: Meeting, told: str = "", asks_again: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not asks_again:
            del self.fields["once_more"]
        if told:
            self.fields["uploads"].error_messages["required"] = told
        items = meeting.agenda.order_by("number")
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.helper = helper(_("Upload"))


class PaperForm(forms.ModelForm):
    """What a paper is called, where it stands, and which item it belongs to."""

    class Meta:
        model = Paper
        fields = ("order", "title", "agenda_item")

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].queryset = items  # type: ignore[attr-defined]
        if self.instance.kind == Paper.Kind.PHOTO:
            self._ask_what_is_seen()
        problem = self.instance.problem
        self.problem = str(Message(*problem)) if problem else ""

    def _ask_what_is_seen(self) -> None:
        """A file name describes no photo: then the field is empty until somebody says it."""
        required = _("Say what is to be seen on the photo: it is read out to people who are blind.")
        self.fields["title"].error_messages["required"] = required
        if self.instance.title == Path(self.instance.file_name).stem:
            self.initial["title"] = ""


PaperFormSet = forms.modelformset_factory(Paper, form=PaperForm, extra=0, can_delete=True)
