"""Addresses under /workstreams/: the areas with their groups, and of each group its people, charter and milestones."""

from django.urls import path

from workstreams.groups import views

urlpatterns = [
    path("", views.groups, name="groups"),
    path("new/", views.group_new, name="group_new"),
    path("people/invitations/", views.invitations, name="invitations"),
    path("people/invitations/new/", views.invite, name="invite"),
    path("people/invitations/list/", views.invite_list, name="invite_list"),
    path("people/invitations/<int:pk>/resend/", views.invitation_resend, name="invitation_resend"),
    path("people/invitations/<int:pk>/revoke/", views.invitation_revoke, name="invitation_revoke"),
    path("<slug:slug>/invitations/", views.invitations, name="group_invitations"),
    path("<slug:slug>/invitations/new/", views.invite, name="group_invite"),
    path("<slug:slug>/invitations/list/", views.invite_list, name="group_invite_list"),
    path("<slug:slug>/invitations/<int:pk>/resend/", views.invitation_resend, name="group_invitation_resend"),
    path("<slug:slug>/invitations/<int:pk>/revoke/", views.invitation_revoke, name="group_invitation_revoke"),
    path("<slug:slug>/edit/", views.group_edit, name="group_edit"),
    path("<slug:slug>/life/", views.group_life, name="group_life"),
    path("<slug:slug>/people/", views.people, name="group_people"),
    path("<slug:slug>/people/before/", views.people_before, name="group_people_before"),
    path("<slug:slug>/people/table/", views.people_table, name="group_people_table"),
    path("<slug:slug>/people/<int:pk>/", views.seat, name="group_seat"),
    path("<slug:slug>/people/<int:pk>/remove/", views.seat_remove, name="group_seat_remove"),
    path("<slug:slug>/charter/", views.charter, name="group_charter"),
    path("<slug:slug>/charter/edit/", views.charter_edit, name="group_charter_edit"),
    path("<slug:slug>/charter/revisions/", views.charter_revisions, name="group_charter_revisions"),
    path("<slug:slug>/charter/revisions/<int:number>/", views.charter_revision, name="group_charter_revision"),
    path("<slug:slug>/charter/changes/", views.charter_changes, name="group_charter_changes"),
    path("<slug:slug>/milestones/", views.milestones, name="group_milestones"),
    path("<slug:slug>/milestones/<int:pk>/", views.milestone, name="group_milestone"),
    path("<slug:slug>/milestones/<int:pk>/settle/", views.milestone_settle, name="group_milestone_settle"),
    path("<slug:slug>/join/", views.join, name="group_join"),
    path("<slug:slug>/join/withdraw/", views.join_withdraw, name="group_join_withdraw"),
    path("<slug:slug>/leave/", views.leave, name="group_leave"),
    path("<slug:slug>/step-down/", views.step_down, name="group_step_down"),
]
