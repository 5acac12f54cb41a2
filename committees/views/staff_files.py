"""Files with minutes: uploaded, watched while they are read, reviewed, made a draft."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
    QueryDict,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from civicforum.kit.errors import Refused
from civicforum.kit.pages import Turned
from civicforum.kit.refusals import shown_in
from civicforum.kit.uploads import too_large
from civicforum.people.policy import Action, can
from civicforum.people.staff import reached, signed_in, staff_page
from committees.forms.review import ReviewForms, typed_in
from committees.forms.uploading import UploadForm
from committees.minutes.reading.messages import Message
from committees.minutes.reading.transfer import from_data
from committees.models import Meeting, MinutesFile
from committees.reports.review import bodies_to_keep, comparison, files_in_reach, settled
from committees.services.accepting import accept_file, keep_typed
from committees.services.minutes_files import (
    discard_file,
    keeps_minutes,
    read_again,
    receive_file,
)
from committees.states import FileState
from committees.tasks import hand_over, read_minutes_file


@staff_page
def files(request: HttpRequest) -> HttpResponse:
    """The files in the person's reach, and the form to upload another."""
    user = signed_in(request)
    if not can(user, Action.VIEW, MinutesFile):
        raise Http404
    form = None
    if can(user, Action.ADD, Meeting):
        form = UploadForm(
            bodies_to_keep(user),
            request.POST or None,
            request.FILES or None,
            initial={"body": request.GET.get("body", "")},
            too_large=bool(too_large(request)),
        )
    elif request.method == "POST":
        raise Http404
    if form and form.is_valid():
        with shown_in(form):
            file = receive_file(form.cleaned_data["body"], form.cleaned_data["file"], actor=user)
            hand_over(read_minutes_file, file.pk)
            return redirect("committees_staff:file", file.pk)
    context = {"form": form, "page": files_in_reach(user, Turned(request.GET))}
    return render(request, "committees/staff/files.html", context)


@staff_page
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how far reading it is, why it failed, its review, or what became of it."""
    row = reached(request, Action.VIEW, MinutesFile, pk=pk)
    if request.method == "POST":
        _require_keeper(request, row)
    if row.state == FileState.READ and _keeps(request, row):
        return _review(request, row)
    if request.method == "POST":
        return _was_faster(request, row)
    context = _about(request, row)
    if row.reading:
        context |= comparison(from_data(row.reading), Turned(request.GET))
        context["settled"] = settled(row)
    return render(request, "committees/staff/file.html", context)


def _keeps(request: HttpRequest, file: MinutesFile) -> bool:
    return keeps_minutes(signed_in(request), file.body)


def _require_keeper(request: HttpRequest, file: MinutesFile) -> None:
    if not _keeps(request, file):
        raise Http404


def _about(request: HttpRequest, file: MinutesFile) -> dict[str, Any]:
    problem = Message(*file.problem) if file.problem else None
    draft = _draft_url(file.meeting_id) if file.meeting_id else ""
    return {"file": file, "keeps": _keeps(request, file), "problem": problem, "draft": draft}


def _draft_url(pk: int) -> str:
    """The page of a meeting that staff write."""
    return reverse("committees_staff:meeting", args=[pk])


def _review(request: HttpRequest, file: MinutesFile) -> HttpResponse:
    reading = from_data(file.reading)
    forms = ReviewForms(file, reading, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        keep_typed(file, typed_in(request.POST), actor=signed_in(request))
        if "turn" in request.POST:
            return _turned(request, file)
        if request.POST.get("act") == "keep":
            messages.success(request, _("What you typed is kept. Go on whenever you like."))
            return redirect("committees_staff:file", file.pk)
        meeting = _accepted(request, file, forms)
        if meeting:
            messages.success(request, _("The minutes are a draft now. Nothing of it is public."))
            return redirect(_draft_url(meeting.pk))
        file.refresh_from_db(fields=["state", "meeting"])
        if file.state != FileState.READ:
            return _was_faster(request, file)
    context = _about(request, file) | comparison(reading, Turned(request.GET)) | {"forms": forms}
    return render(request, "committees/staff/review.html", context)


def _was_faster(request: HttpRequest, file: MinutesFile) -> HttpResponse:
    """Somebody else, or the first of two clicks, settled the file: lead to what came of it."""
    if file.meeting_id:
        messages.info(request, _("These minutes became a draft."))
        return redirect(_draft_url(file.meeting_id))
    messages.warning(request, _("“%s” was changed meanwhile. Reload and try again.") % file)
    return redirect("committees_staff:file", file.pk)


def _turned(request: HttpRequest, file: MinutesFile) -> HttpResponse:
    """Turn the source or the draft to another page, with what was typed kept."""
    query = QueryDict(request.POST["turn"])
    section = next(iter(query), "")
    return redirect(f"{request.path}?{query.urlencode()}#{quote(section)}")


def _accepted(request: HttpRequest, file: MinutesFile, forms: ReviewForms) -> Meeting | None:
    """The draft that was made; None with the reasons in the forms."""
    if not forms.are_valid():
        return None
    with shown_in(forms.facts):
        return accept_file(file, forms.reading, forms.review, actor=signed_in(request))
    return None


@staff_page
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """How far reading a file is, for the script that watches it."""
    row = reached(request, Action.VIEW, MinutesFile, pk=pk)
    is_open = row.state in (FileState.WAITING, FileState.READING)
    label = FileState(row.state).label
    return JsonResponse({"open": is_open, "progress": row.progress, "state": label})


@staff_page
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, to be saved and never shown by the browser."""
    row = reached(request, Action.VIEW, MinutesFile, pk=pk)
    try:
        stream = row.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(
        stream, as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )


@staff_page
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Let go of a file."""
    row = _to_write(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        discard_file(row, actor=signed_in(request))
        messages.success(request, _("“%s” is discarded.") % row)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("committees_staff:files")


@staff_page
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a file once more."""
    row = _to_write(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        read_again(row, actor=signed_in(request))
        hand_over(read_minutes_file, row.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("committees_staff:file", pk)


def _to_write(request: HttpRequest, pk: int) -> MinutesFile:
    row = reached(request, Action.VIEW, MinutesFile, pk=pk)
    _require_keeper(request, row)
    return row
