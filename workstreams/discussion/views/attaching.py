"""Files: bringing them for a post, and handing them out to whoever may read it."""

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.fragments import UNPROCESSABLE
from workstreams.discussion import actions, files
from workstreams.discussion.models import FILES, Attachment
from workstreams.discussion.permissions import can_attach
from workstreams.groups.models import WorkingGroup

log = logging.getLogger(__name__)

PORTION = 1 << 16
# Whatever a file holds: nothing in it runs, loads or is taken for something else, and no other site shows it.
INERT = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # Asked for anew each time, for who may read it can change; the answer is short while it is the same file.
    "Cache-Control": "private, no-cache",
}


@require_POST
def attach(request, slug):
    """Bring files for a post in this group, by script: what became of each, as a fragment."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), slug=slug)
    if not can_attach(request.user, group):
        raise PermissionDenied(_("Those who take part in this group can attach files. Join it first."))
    kept, problems = _bring(request, group)
    if not kept and not problems:
        problems = [_("Choose a file.")]
    used = Attachment.objects.visible_to(request.user).brought_by(request.user)
    context = {
        "kept": kept,
        "problems": problems,
        "is_filling": 2 * used >= settings.ATTACHMENTS_QUOTA,
        "used": actions.megabytes(used),
        "most": actions.megabytes(settings.ATTACHMENTS_QUOTA),
    }
    return render(request, "workstreams/discussion/attached.html", context, status=201 if kept else UNPROCESSABLE)


def with_files(request, group):
    """(what was sent with a form, what is wrong with its files): the files that came with it are kept, and stand at the
    end of its text. So they are there as well when the form comes back."""
    if not request.FILES:
        return request.POST, []
    kept, problems = _bring(request, group)
    data = request.POST.copy()
    data["body"] = "\n\n".join([data.get("body", "").rstrip(), *(one.written for one in kept)]).lstrip()
    return data, problems


def _bring(request, group):
    kept, problems = [], []
    for number, upload in enumerate(request.FILES.getlist("files"), 1):
        if number > FILES:
            problems.append(_("A post has %(n)d files at most. Post the others in a reply.") % {"n": FILES})
            break
        try:
            if upload.size > settings.UPLOAD_LIMIT:
                raise ValidationError(files.too_large(upload.name, settings.UPLOAD_LIMIT))
            kept.append(actions.attach(group, by=request.user, name=upload.name, file=upload))
        except ValidationError as problem:
            problems += problem.messages
    return kept, problems


@login_not_required
@require_safe
def attachment(request, key):
    """A file, for whoever may read the post that it is in, and may open it; one that is not used yet, for whoever
    brought it."""
    one = get_object_or_404(Attachment.objects.visible_to(request.user).readable_by(request.user), key=key)
    # What lies under a key never changes.
    response = get_conditional_response(request, etag=f'"{key.hex}"') or _handed_out(request, one)
    for name, value in INERT.items():
        response[name] = value
    response["ETag"] = f'"{key.hex}"'
    return response


def _handed_out(request, one):
    if settings.ATTACHMENTS_ACCEL:
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{settings.ATTACHMENTS_ACCEL}{one.file.name}"
    else:
        response = _read(request, one)
    response["Content-Type"] = one.content_type
    response["Content-Disposition"] = content_disposition_header(not one.is_picture, one.name)
    return response


def _read(request, one):
    part = None
    if request.headers.get("If-Range", f'"{one.key.hex}"') == f'"{one.key.hex}"':
        part = files.span(request.headers.get("Range"), one.size)
    if part is files.UNSATISFIABLE:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{one.size}"})
    try:
        file = one.file.open("rb")
    except FileNotFoundError as problem:
        log.error("The file of attachment %s is gone", one.pk)
        raise Http404 from problem
    if part is None:
        response = FileResponse(file)
        response["Content-Length"] = one.size
    else:
        first, length = part
        file.seek(first)
        response = StreamingHttpResponse(_portions(file, length), status=206)
        response["Content-Range"] = f"bytes {first}-{first + length - 1}/{one.size}"
        response["Content-Length"] = length
    response["Accept-Ranges"] = "bytes"
    return response


def _portions(file, length):
    with file:
        while length and (portion := file.read(min(PORTION, length))):
            length -= len(portion)
            yield portion
