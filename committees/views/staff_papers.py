"""Papers and photos of a meeting: uploaded, put in order, exchanged, and handed out to staff."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.kit.uploads import too_large
from civicforum.people.policy import Action
from civicforum.people.staff import reached, signed_in, staff_page
from committees.forms.papers import PaperFormSet, UploadPapersForm
from committees.models import Meeting, Paper
from committees.pictures import Metadata
from committees.services.papers import (
    KeptAlready,
    add_paper,
    replace_file,
    save_papers,
    too_large_sentence,
)
from committees.tasks import hand_over, read_paper
from committees.views.published import shown_as_published

#: Says in the address that a file was refused because it is there already.
_AGAIN = "again"


@staff_page
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers and photos in their order, and the form that adds more."""
    row = reached(request, Action.CHANGE, Meeting, pk=pk)
    if closed := shown_as_published(request, row, _("Papers and photos")):
        return closed
    act = request.POST.get("act", "upload") if request.method == "POST" else ""
    upload = UploadPapersForm(
        *((request.POST, request.FILES) if act == "upload" else ()),
        meeting=row,
        told=" ".join(map(too_large_sentence, too_large(request))),
        asks_again=_AGAIN in request.GET,
    )
    listed = _listed(request.POST if act == "keep" else None, row)
    if act == "upload" and upload.is_valid():
        twice = _take_in(request, row, upload)
        address = reverse("committees_staff:papers", args=[pk])
        return redirect(f"{address}?{_AGAIN}=1#upload" if twice else address)
    if act == "keep" and listed.is_valid() and _keep(request, listed):
        messages.success(request, _("Saved."))
        return redirect("committees_staff:papers", pk)
    context = {"meeting": row, "upload": upload, "listed": listed}
    return render(request, "committees/staff/papers.html", context)


def _listed(data: Any, meeting: Meeting) -> Any:
    items = list(meeting.agenda.order_by("number"))
    formset = PaperFormSet(
        data,
        queryset=meeting.papers.order_by("order"),
        prefix="papers",
        form_kwargs={"items": meeting.agenda.order_by("number")},
    )
    for form in formset:
        choices = [("", _("The meeting as a whole")), *((item.pk, str(item)) for item in items)]
        form.fields["agenda_item"].widget.choices = choices
    return formset


def _take_in(request: HttpRequest, meeting: Meeting, form: UploadPapersForm) -> bool:
    """Store each file by itself: what is wrong with one keeps none of the others out.

    Returns whether one was not stored because it is there already.
    """
    twice = False
    for name in too_large(request):
        messages.error(request, too_large_sentence(name))
    for file in form.cleaned_data["uploads"]:
        try:
            paper, told = add_paper(
                meeting,
                file,
                item=form.cleaned_data["item"],
                once_more=form.cleaned_data.get("once_more", False),
                actor=signed_in(request),
            )
        except KeptAlready as known:
            twice = True
            told_so = _("%s To store it all the same, upload it again and tick below.") % known
            messages.warning(request, told_so)
            continue
        except (Refused, ValidationError) as refusal:
            messages.error(request, _problem(refusal))
            continue
        messages.success(request, _("“%s” is stored.") % paper.file_name)
        _after(request, paper, told)
    return twice


def _after(request: HttpRequest, paper: Paper, told: Metadata) -> None:
    """Have the text of a paper read; say once what the metadata of a photo told."""
    if paper.read_at is None:
        hand_over(read_paper, paper.pk)
    found = [_("where it was taken")] if told.place else []
    found += [_("a name (%s)") % name for name in told.people]
    if found:
        text = _("The metadata of “%(photo)s” told %(what)s. They are removed.")
        what = {"photo": paper.file_name, "what": ", ".join(found)}
        messages.warning(request, text % what)


def _keep(request: HttpRequest, formset: Any) -> bool:
    leaving = formset.deleted_forms
    kept = [form.instance for form in formset if form.has_changed() and form not in leaving]
    try:
        save_papers(kept, [form.instance for form in leaving], actor=signed_in(request))
    except (ValidationError, Refused) as refusal:
        formset.non_form_errors().append(_problem(refusal))
        return False
    return True


@staff_page
def paper(request: HttpRequest, pk: int, paper: int) -> HttpResponseBase:
    """Hand out the file; a POST exchanges it."""
    meeting = reached(request, Action.VIEW, Meeting, pk=pk)
    row = reached(request, Action.VIEW, Paper, pk=paper, meeting=meeting)
    if request.method == "POST":
        _exchange(request, reached(request, Action.CHANGE, Paper, pk=row.pk))
        return redirect("committees_staff:papers", pk)
    try:
        opened = row.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(opened, as_attachment=True, filename=row.file_name)


def _exchange(request: HttpRequest, row: Paper) -> None:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        let_go = map(too_large_sentence, too_large(request))
        messages.error(request, next(let_go, _("Choose the file that takes its place.")))
        return
    try:
        told = replace_file(row, file, actor=signed_in(request))
    except (Refused, ValidationError) as refusal:
        messages.error(request, _problem(refusal))
        return
    messages.success(request, _("“%s” is stored.") % row.file_name)
    _after(request, row, told)


def _problem(refusal: Exception) -> str:
    return " ".join(getattr(refusal, "messages", [str(refusal)]))
