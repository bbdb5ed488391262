"""Addresses under /workstreams/: a group's threads, each thread, each post."""

from django.urls import path

from workstreams.discussion import views

urlpatterns = [
    path("preview/", views.preview, name="preview"),
    path("posts/<int:pk>/", views.post, name="post"),
    path("posts/react/", views.react_here, name="react_here"),
    path("posts/<int:pk>/more/", views.post_more, name="post_more"),
    path("posts/<int:pk>/edit/", views.post_edit, name="post_edit"),
    path("posts/<int:pk>/withdraw/", views.post_withdraw, name="post_withdraw"),
    path("posts/<int:pk>/history/", views.post_history, name="post_history"),
    path("posts/<int:pk>/react/", views.react, name="react"),
    path("files/<uuid:key>/", views.attachment, name="attachment"),
    path("threads/<int:pk>/", views.thread_number, name="thread_number"),
    path("held/<int:pk>/take-back/", views.held_take_back, name="held_take_back"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/save/", views.draft_save, name="draft_save"),
    path("drafts/<int:pk>/discard/", views.draft_discard, name="draft_discard"),
    path("<slug:slug>/", views.group, name="group"),
    path("<slug:slug>/files/", views.attach, name="attach"),
    path("<slug:slug>/mentions/", views.mention_options, name="mention_options"),
    path("<slug:slug>/references/", views.reference_options, name="reference_options"),
    path("<slug:slug>/threads/new/", views.thread_new, name="thread_new"),
    path("<slug:slug>/threads/<int:pk>/", views.thread, name="thread"),
    path("<slug:slug>/threads/<int:pk>/live/", views.thread_live, name="thread_live"),
    path("<slug:slug>/threads/<int:pk>/reply/", views.thread_reply, name="thread_reply"),
    path("<slug:slug>/threads/<int:pk>/follow/", views.thread_follow, name="thread_follow"),
    path("<slug:slug>/threads/<int:pk>/read/", views.thread_read, name="thread_read"),
    path("<slug:slug>/threads/<int:pk>/unread/", views.thread_unread, name="thread_unread"),
    path("<slug:slug>/threads/<int:pk>/tags/", views.thread_tags, name="thread_tags"),
    *[
        path(f"<slug:slug>/threads/<int:pk>/{verb}/", views.steer, {"verb": verb}, name=f"thread_{verb}")
        for verb in ("pin", "unpin", "lock", "unlock")
    ],
]
