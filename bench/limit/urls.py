"""One view for each page: one query, one plain template. A reply is one transaction and a redirect."""

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection, transaction
from django.db.models import F, Value
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.html import linebreaks

from limit.models import Post, Thread

POSTS, THREADS = settings.POSTS_A_PAGE, settings.THREADS_A_PAGE


def page(request, template, **context):
    response = render(request, template, {"user": request.user, **context})
    # Without it the server would send every page in chunks, which takes longer.
    response["Content-Length"] = len(response.content)
    return response


def posts():
    return Post.objects.select_related("author").defer("path", "words")


def thread(request, pk):
    """The first page of a thread, or with `last` its last one, in the order of the tree."""
    of_it = posts().filter(thread=pk)
    found = list(of_it.order_by("-path")[:POSTS])[::-1] if "last" in request.GET else of_it.order_by("path")[:POSTS]
    return page(request, "posts.html", posts=found)


def threads(request, group):
    """A page of a group's threads, newest first."""
    begin = (int(request.GET.get("page", 1)) - 1) * THREADS
    found = Thread.objects.filter(group_id=group).select_related("author").order_by("-last_post_at", "-id")
    return page(request, "threads.html", threads=found[begin : begin + THREADS])


def search(request):
    """The newest posts with all the words: every hit is sorted."""
    query = SearchQuery(request.GET["q"], config="english", search_type="websearch")
    found = posts().filter(words=query).order_by("-created_at")[:POSTS]
    return page(request, "posts.html", posts=found)


@transaction.atomic
def reply(request, pk):
    """Say something below the first post, and be shown it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('limit_post_number')")
        number = cursor.fetchone()[0]
    now, text = timezone.now(), request.POST["body"]
    root = Post.objects.filter(thread=pk).order_by("path").values_list("path", flat=True)[:1].get()
    Post.objects.create(
        id=number,
        thread_id=pk,
        path=bytes(root) + number.to_bytes(5, "big"),
        author=request.user,
        created_at=now,
        html=linebreaks(text, autoescape=True),
        words=SearchVector(Value(text), config="english"),
    )
    Thread.objects.filter(pk=pk).update(reply_count=F("reply_count") + 1, last_post_at=now)
    return HttpResponseRedirect(f"/thread/{pk}/?last", headers={"Content-Length": "0"})


urlpatterns = [
    path("thread/<int:pk>/", thread),
    path("thread/<int:pk>/reply/", reply),
    path("threads/<int:group>/", threads),
    path("search/", search),
]
