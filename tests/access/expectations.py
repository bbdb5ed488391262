"""Who gets what, at every address and from every rule: the table that the matrix is held against.

A profile says what each of the ten people gets, in the order of `PEOPLE`: a status, "in" where one is sent to sign in,
"proof" where one is asked for more proof of who one is. It has a line for each kind of group, or one line where the
address belongs to no group. Below, every address has its profile for looking (GET) and for pressing (POST, empty), and
every rule the profile of its answers. 422 means: understood and allowed, but the form is empty.
"""

PEOPLE = "anonymous applicant member participant observer lead other_lead suspended staff superuser".split()
GROUPS = ["public", "members", "private"]


def of_a_group(text):
    """A profile with a line for each kind of group."""
    return dict(zip(GROUPS, [line.split() for line in text.strip().splitlines()], strict=True))


def anywhere(text):
    """A profile of an address that belongs to no group."""
    return {"any": text.split()}


# Profiles of addresses

ADMIN_PROOF_FIRST = anywhere("in in in in in in in in proof proof")
DOOR_FORM = anywhere("422 302 302 302 302 302 302 302 302 302")
# A stranger is led to sign up; whoever is signed in was not the one who was asked.
WHO_WAS_INVITED = anywhere("200 403 403 403 403 403 403 403 403 403")
ANYONE = anywhere("200 200 200 200 200 200 200 200 200 200")
NO_SUCH_VERB = anywhere("405 405 405 405 405 405 405 405 405 405")
NOT_FOUND = anywhere("404 404 404 404 404 404 404 404 404 404")
ANYONE_GOES_ON = anywhere("302 302 302 302 302 302 302 302 302 302")
NO_SUCH_VERB_WITHIN = anywhere("in 405 405 405 405 405 405 405 405 405")
SIGNED_IN = anywhere("in 200 200 200 200 200 200 200 200 200")
SIGNED_IN_FORM = anywhere("in 422 422 422 422 422 422 422 422 422")
SIGNED_IN_GOES_ON = anywhere("in 302 302 302 302 302 302 302 302 302")
SIGNED_IN_NOTHING_THERE = anywhere("in 404 404 404 404 404 404 404 404 404")
PROOF_FIRST = anywhere("in proof proof proof proof proof proof proof proof proof")
A_STEP_OF_SIGNING_IN = anywhere("in in in in in in in in in in")
A_FAILED_SIGN_IN = anywhere("in 401 401 401 401 401 401 401 401 401")
ADMIN = anywhere("in in in in in in in in 200 200")
ADMIN_NEVER = anywhere("in in in in in in in in 403 403")
ADMIN_SUPERUSER = anywhere("in in in in in in in in 403 200")
ADMIN_SUPERUSER_GOES_ON = anywhere("in in in in in in in in 403 302")
ADMIN_GOES_ON = anywhere("in in in in in in in in 302 302")
ADMIN_NOTHING_THERE = anywhere("in in in in in in in in 404 404")
ADMIN_NO_SUCH_VERB = anywhere("in in in in in in in in 405 405")
SECRETARIAT = anywhere("in 403 403 403 403 403 403 403 200 200")
SECRETARIAT_FORM = anywhere("in 403 403 403 403 403 403 403 422 422")
SECRETARIAT_ACTS = anywhere("in 403 403 403 403 403 403 403 302 302")
MEMBERS = anywhere("in 403 200 200 200 200 200 403 200 200")
# Whoever leads a group, and the secretariat.
LEADS = anywhere("in 403 403 403 403 200 200 403 200 200")
DOOR = anywhere("200 302 302 302 302 302 302 302 302 302")
WAY_OUT = anywhere("302 200 200 200 200 200 200 200 200 200")
PROOF_WHERE_NONE_IS = anywhere("in proof proof proof proof 200 200 200 200 200")
PROOF_WHERE_ONE_IS = anywhere("in 404 404 404 404 proof proof proof proof proof")
ADMIN_WAY_OUT = anywhere("in 302 302 302 302 302 302 302 405 405")
# Read by whoever may know of the group.
READERS = of_a_group("""
    200 200 200 200 200 200 200 200 200 200
    404 404 200 200 200 200 200 404 200 200
    404 404 404 200 200 200 404 404 200 200
""")
GROUP_NO_SUCH_VERB = of_a_group("""
    405 405 405 405 405 405 405 405 405 405
    405 405 405 405 405 405 405 405 405 405
    405 405 405 405 405 405 405 405 405 405
""")
GROUP_NO_SUCH_VERB_WITHIN = of_a_group("""
    in 405 405 405 405 405 405 405 405 405
    in 405 405 405 405 405 405 405 405 405
    in 405 405 405 405 405 405 405 405 405
""")
# The group's leads and the secretariat.
GROUP_LEADS = of_a_group("""
    in 403 403 403 403 200 403 403 200 200
    in 404 403 403 403 200 403 404 200 200
    in 404 404 403 403 200 404 404 200 200
""")
GROUP_LEADS_FORM = of_a_group("""
    in 403 403 403 403 422 403 403 422 422
    in 404 403 403 403 422 403 404 422 422
    in 404 404 403 403 422 404 404 422 422
""")
GROUP_LEADS_ACT = of_a_group("""
    in 403 403 403 403 302 403 403 302 302
    in 404 403 403 403 302 403 404 302 302
    in 404 404 403 403 302 404 404 302 302
""")
# What one does with the own seat; who has none is told so on the group's page.
OWN_SEAT = of_a_group("""
    in 302 302 302 302 302 302 302 302 302
    in 404 302 302 302 302 302 404 302 302
    in 404 404 302 302 302 404 404 302 302
""")
# Those with a seat, and the secretariat.
SEATED = of_a_group("""
    in 403 403 200 200 200 403 403 200 200
    in 404 403 200 200 200 403 404 200 200
    in 404 404 200 200 200 404 404 200 200
""")
# On a page that anybody reads.
GROUP_LEADS_FORM_IN_PUBLIC = of_a_group("""
    403 403 403 403 403 422 403 403 422 422
    404 404 403 403 403 422 403 404 422 422
    404 404 404 403 403 422 404 404 422 422
""")
# Members without a seat; who has one goes on to the group.
JOINERS = of_a_group("""
    in 403 200 302 302 302 200 302 200 200
    in 404 200 302 302 302 200 404 200 200
    in 404 404 302 302 302 404 404 200 200
""")
JOINERS_FORM = of_a_group("""
    in 403 302 302 302 302 302 302 302 302
    in 404 302 302 302 302 302 404 302 302
    in 404 404 302 302 302 404 404 302 302
""")
# Members who may know of the group.
MEMBER_READERS = of_a_group("""
    in 403 200 200 200 200 200 403 200 200
    in 404 200 200 200 200 200 404 200 200
    in 404 404 200 200 200 404 404 200 200
""")
MEMBER_READERS_FORM = of_a_group("""
    in 403 422 422 422 422 422 403 422 422
    in 404 422 422 422 422 422 404 422 422
    in 404 404 422 422 422 404 404 422 422
""")
# The same, and on from there to where it stands.
READERS_GO_ON = of_a_group("""
    302 302 302 302 302 302 302 302 302 302
    404 404 302 302 302 302 302 404 302 302
    404 404 404 302 302 302 404 404 302 302
""")
# Those with a seat to speak from. The secretariat speaks only where it has one.
SPEAKERS = of_a_group("""
    in 403 403 200 403 200 403 403 403 403
    in 404 403 200 403 200 403 404 403 403
    in 404 404 200 403 200 404 404 403 403
""")
SPEAKERS_FORM = of_a_group("""
    in 403 403 422 403 422 403 403 403 403
    in 404 403 422 403 422 403 404 403 403
    in 404 404 422 403 422 404 404 403 403
""")
# Observers reply too.
REPLIERS_FORM = of_a_group("""
    in 403 403 422 422 422 403 403 403 403
    in 404 403 422 422 422 403 404 403 403
    in 404 404 422 422 422 404 404 403 403
""")

# Profiles of rules

NOBODY = of_a_group("""
    no no no no no no no no no no
    no no no no no no no no no no
    no no no no no no no no no no
""")
BY_SECRETARIAT = of_a_group("""
    no no no no no no no no yes yes
    no no no no no no no no yes yes
    no no no no no no no no yes yes
""")
BY_MEMBERS = of_a_group("""
    no no yes yes yes yes yes no yes yes
    no no yes yes yes yes yes no yes yes
    no no yes yes yes yes yes no yes yes
""")
BY_LEADS = of_a_group("""
    no no no no no yes no no yes yes
    no no no no no yes no no yes yes
    no no no no no yes no no yes yes
""")
BY_THE_SEATED = of_a_group("""
    no no no yes yes yes no no no no
    no no no yes yes yes no no no no
    no no no yes yes yes no no no no
""")
BY_SPEAKERS = of_a_group("""
    no no no yes no yes no no no no
    no no no yes no yes no no no no
    no no no yes no yes no no no no
""")
BY_MEMBERS_WHO_SEE = of_a_group("""
    no no yes yes yes yes yes no yes yes
    no no yes yes yes yes yes no yes yes
    no no no yes yes yes no no yes yes
""")
BY_READERS = of_a_group("""
    yes yes yes yes yes yes yes yes yes yes
    no no yes yes yes yes yes no yes yes
    no no no yes yes yes no no yes yes
""")
BY_THE_SEATED_AND_SECRETARIAT = of_a_group("""
    no no no yes yes yes no no yes yes
    no no no yes yes yes no no yes yes
    no no no yes yes yes no no yes yes
""")
BY_ALL = of_a_group("""
    yes yes yes yes yes yes yes yes yes yes
    yes yes yes yes yes yes yes yes yes yes
    yes yes yes yes yes yes yes yes yes yes
""")

#: The name of each address: what looking gets, what pressing gets.
ADDRESSES = {
    # The portal
    "healthz": (ANYONE, ANYONE),
    "readyz": (ANYONE, ANYONE),
    "application": (SIGNED_IN, SIGNED_IN_FORM),
    "apply_again": (SIGNED_IN_GOES_ON, SIGNED_IN_GOES_ON),
    "erase": (PROOF_FIRST, PROOF_FIRST),
    "invitation": (WHO_WAS_INVITED, WHO_WAS_INVITED),
    "organisation_suggestions": (ANYONE, NO_SUCH_VERB),
    "leave_alliance": (PROOF_FIRST, PROOF_FIRST),
    "own_data": (SIGNED_IN, PROOF_FIRST),
    "own_data_file": (SIGNED_IN_NOTHING_THERE, NO_SUCH_VERB_WITHIN),
    "profile": (SIGNED_IN, SIGNED_IN_FORM),
    "rules": (ANYONE, NO_SUCH_VERB),
    "settings": (SIGNED_IN, SIGNED_IN_FORM),
    "affiliation": (SIGNED_IN, SIGNED_IN_FORM),
    "withdraw_affiliation_change": (NO_SUCH_VERB_WITHIN, SIGNED_IN_NOTHING_THERE),
    "security": (SIGNED_IN, NO_SUCH_VERB_WITHIN),
    "groups": (ANYONE, NO_SUCH_VERB),
    "group_new": (SECRETARIAT, SECRETARIAT_FORM),
    "invitations": (SECRETARIAT, NO_SUCH_VERB_WITHIN),
    "invite": (SECRETARIAT, SECRETARIAT_FORM),
    "invite_list": (SECRETARIAT, SECRETARIAT_FORM),
    "invitation_resend": (NO_SUCH_VERB_WITHIN, SECRETARIAT_ACTS),
    "invitation_revoke": (NO_SUCH_VERB_WITHIN, SECRETARIAT_ACTS),
    "group_invitations": (GROUP_LEADS, GROUP_NO_SUCH_VERB_WITHIN),
    "group_invite": (GROUP_LEADS, GROUP_LEADS_FORM),
    "group_invite_list": (GROUP_LEADS, GROUP_LEADS_FORM),
    "group_invitation_resend": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_ACT),
    "group_invitation_revoke": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_ACT),
    "group_edit": (GROUP_LEADS, GROUP_LEADS_FORM),
    "group_life": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_FORM),
    "group_people": (READERS, GROUP_NO_SUCH_VERB),
    "group_people_before": (SEATED, GROUP_NO_SUCH_VERB_WITHIN),
    "group_people_table": (GROUP_LEADS, GROUP_NO_SUCH_VERB_WITHIN),
    "group_seat": (GROUP_LEADS, GROUP_LEADS_FORM),
    "group_seat_remove": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_FORM),
    "group_charter": (READERS, GROUP_NO_SUCH_VERB),
    "group_charter_edit": (GROUP_LEADS, GROUP_LEADS_FORM),
    "group_charter_revisions": (READERS, GROUP_NO_SUCH_VERB),
    "group_charter_revision": (READERS, GROUP_NO_SUCH_VERB),
    "group_charter_changes": (READERS, GROUP_NO_SUCH_VERB),
    "group_milestones": (READERS, GROUP_LEADS_FORM_IN_PUBLIC),
    "group_milestone": (GROUP_LEADS, GROUP_LEADS_FORM),
    "group_milestone_settle": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_ACT),
    "group_join": (JOINERS, JOINERS_FORM),
    "group_leave": (GROUP_NO_SUCH_VERB_WITHIN, OWN_SEAT),
    "group_step_down": (GROUP_NO_SUCH_VERB_WITHIN, OWN_SEAT),
    "flag_post": (MEMBER_READERS, MEMBER_READERS_FORM),
    "hide_post": (GROUP_LEADS, GROUP_LEADS_FORM),
    "decide_post": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_FORM),
    "desk": (GROUP_LEADS, GROUP_NO_SUCH_VERB_WITHIN),
    "desk_requests": (GROUP_LEADS, GROUP_NO_SUCH_VERB_WITHIN),
    "decide_request": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_FORM),
    "desk_decided": (GROUP_LEADS, GROUP_NO_SUCH_VERB_WITHIN),
    "group_balance": (READERS, GROUP_NO_SUCH_VERB),
    "group_balance_csv": (READERS, GROUP_NO_SUCH_VERB),
    "preview": (NO_SUCH_VERB_WITHIN, SIGNED_IN),
    "post": (READERS_GO_ON, GROUP_NO_SUCH_VERB),
    "group": (READERS, GROUP_NO_SUCH_VERB),
    "thread_new": (SPEAKERS, SPEAKERS_FORM),
    "thread": (READERS, GROUP_NO_SUCH_VERB),
    "thread_reply": (GROUP_NO_SUCH_VERB_WITHIN, REPLIERS_FORM),
    "thread_pin": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_ACT),
    "thread_unpin": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_ACT),
    "thread_lock": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_ACT),
    "thread_unlock": (GROUP_NO_SUCH_VERB_WITHIN, GROUP_LEADS_ACT),
    "balance": (ANYONE, NO_SUCH_VERB),
    "balance_csv": (ANYONE, NO_SUCH_VERB),
    "area_balance": (ANYONE, NO_SUCH_VERB),
    "area_balance_csv": (ANYONE, NO_SUCH_VERB),
    "desks": (LEADS, NO_SUCH_VERB_WITHIN),
    "digest_settings": (SIGNED_IN, SIGNED_IN),
    "digest_unsubscribe": (NOT_FOUND, NOT_FOUND),
    "directory": (MEMBERS, NO_SUCH_VERB_WITHIN),
    "directory_csv": (SECRETARIAT, NO_SUCH_VERB_WITHIN),
    "member": (MEMBERS, NO_SUCH_VERB_WITHIN),
    "theme": (NO_SUCH_VERB, ANYONE_GOES_ON),
    "home": (ANYONE, ANYONE),
    # Signing in, and one's account
    "account_signup": (DOOR, DOOR_FORM),
    "socialaccount_signup": (A_STEP_OF_SIGNING_IN, A_STEP_OF_SIGNING_IN),
    "mfa_index": (SIGNED_IN_GOES_ON, SIGNED_IN_GOES_ON),
    "mfa_activate_totp": (PROOF_FIRST, PROOF_FIRST),
    "mfa_add_webauthn": (PROOF_FIRST, PROOF_FIRST),
    "mfa_view_recovery_codes": (SIGNED_IN_NOTHING_THERE, NO_SUCH_VERB_WITHIN),
    "account_login": (DOOR, DOOR),
    "account_logout": (WAY_OUT, ANYONE_GOES_ON),
    "account_inactive": (ANYONE, NO_SUCH_VERB),
    "account_reauthenticate": (SIGNED_IN, SIGNED_IN),
    "account_email": (SIGNED_IN, SIGNED_IN_GOES_ON),
    "account_email_verification_sent": (SIGNED_IN_GOES_ON, SIGNED_IN_GOES_ON),
    "account_change_password": (SIGNED_IN, SIGNED_IN),
    "account_set_password": (SIGNED_IN_GOES_ON, SIGNED_IN_GOES_ON),
    "account_reset_password": (ANYONE, ANYONE),
    "account_confirm_login_code": (ANYONE_GOES_ON, ANYONE_GOES_ON),
    "account_reset_password_from_key_done": (ANYONE, NO_SUCH_VERB),
    "account_reset_password_from_key": (ANYONE, ANYONE),
    "account_reset_password_done": (ANYONE, NO_SUCH_VERB),
    "account_request_login_code": (DOOR, DOOR),
    "mfa_authenticate": (SIGNED_IN_GOES_ON, SIGNED_IN_GOES_ON),
    "mfa_reauthenticate": (PROOF_WHERE_NONE_IS, PROOF_WHERE_NONE_IS),
    "mfa_deactivate_totp": (PROOF_WHERE_ONE_IS, PROOF_WHERE_ONE_IS),
    "mfa_generate_recovery_codes": (PROOF_FIRST, PROOF_FIRST),
    "mfa_download_recovery_codes": (SIGNED_IN_NOTHING_THERE, SIGNED_IN_NOTHING_THERE),
    "mfa_list_webauthn": (SIGNED_IN, NO_SUCH_VERB_WITHIN),
    "mfa_reauthenticate_webauthn": (PROOF_FIRST, PROOF_FIRST),
    "mfa_remove_webauthn": (PROOF_FIRST, PROOF_FIRST),
    "mfa_edit_webauthn": (PROOF_FIRST, PROOF_FIRST),
    "mfa_login_webauthn": (SIGNED_IN_GOES_ON, SIGNED_IN_GOES_ON),
    "socialaccount_login_cancelled": (ANYONE, NO_SUCH_VERB),
    "socialaccount_login_error": (A_FAILED_SIGN_IN, NO_SUCH_VERB_WITHIN),
    "socialaccount_connections": (SIGNED_IN, SIGNED_IN),
    "openid_connect_login": (NOT_FOUND, NOT_FOUND),
    "openid_connect_callback": (NOT_FOUND, NOT_FOUND),
    "usersessions_list": (SIGNED_IN, SIGNED_IN_GOES_ON),
    # The administration
    "admin:index": (ADMIN, ADMIN),
    "admin:login": (SECRETARIAT_ACTS, SECRETARIAT),
    "admin:logout": (ADMIN_WAY_OUT, SIGNED_IN_GOES_ON),
    "admin:password_change": (ADMIN, ADMIN),
    "admin:password_change_done": (ADMIN, ADMIN_NO_SUCH_VERB),
    "admin:autocomplete": (ADMIN_NEVER, ADMIN_NO_SUCH_VERB),
    "admin:jsi18n": (ADMIN, ADMIN_NO_SUCH_VERB),
    "admin:view_on_site": (ADMIN_NOTHING_THERE, ADMIN_NOTHING_THERE),
    "admin:members_affiliationchange_changelist": (ADMIN, ADMIN),
    "admin:members_affiliationchange_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_affiliationchange_history": (ADMIN, ADMIN),
    "admin:members_affiliationchange_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_affiliationchange_change": (ADMIN, ADMIN_NEVER),
    "admin:members_expertise_changelist": (ADMIN, ADMIN),
    "admin:members_expertise_add": (ADMIN, ADMIN),
    "admin:members_expertise_history": (ADMIN, ADMIN),
    "admin:members_expertise_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_expertise_change": (ADMIN, ADMIN),
    "admin:members_invitation_changelist": (ADMIN, ADMIN),
    "admin:members_invitation_add": (ADMIN_GOES_ON, ADMIN_GOES_ON),
    "admin:members_invitation_history": (ADMIN, ADMIN),
    "admin:members_invitation_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_invitation_change": (ADMIN, ADMIN_NEVER),
    "admin:members_membership_changelist": (ADMIN, ADMIN),
    "admin:members_membership_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_membership_history": (ADMIN, ADMIN),
    "admin:members_membership_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_membership_change": (ADMIN, ADMIN_NEVER),
    "admin:members_organisation_merge": (ADMIN_NOTHING_THERE, ADMIN_NOTHING_THERE),
    "admin:members_organisation_changelist": (ADMIN, ADMIN),
    "admin:members_organisation_add": (ADMIN, ADMIN),
    "admin:members_organisation_history": (ADMIN_GOES_ON, ADMIN_GOES_ON),
    "admin:members_organisation_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_organisation_change": (ADMIN_GOES_ON, ADMIN_GOES_ON),
    "admin:members_member_erase": (ADMIN_PROOF_FIRST, ADMIN_PROOF_FIRST),
    "admin:members_member_changelist": (ADMIN, ADMIN),
    "admin:members_member_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_member_history": (ADMIN, ADMIN),
    "admin:members_member_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_member_change": (ADMIN, ADMIN_SUPERUSER),
    "admin:members_rulesversion_changelist": (ADMIN, ADMIN),
    "admin:members_rulesversion_add": (ADMIN, ADMIN),
    "admin:members_rulesversion_history": (ADMIN, ADMIN),
    "admin:members_rulesversion_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_rulesversion_change": (ADMIN, ADMIN_NEVER),
    "admin:members_sector_changelist": (ADMIN, ADMIN),
    "admin:members_sector_add": (ADMIN, ADMIN),
    "admin:members_sector_history": (ADMIN, ADMIN),
    "admin:members_sector_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:members_sector_change": (ADMIN, ADMIN),
    "admin:groups_priorityarea_changelist": (ADMIN, ADMIN),
    "admin:groups_priorityarea_add": (ADMIN, ADMIN),
    "admin:groups_priorityarea_history": (ADMIN, ADMIN),
    "admin:groups_priorityarea_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:groups_priorityarea_change": (ADMIN, ADMIN),
    "admin:groups_workinggroup_changelist": (ADMIN, ADMIN),
    "admin:groups_workinggroup_add": (ADMIN, ADMIN),
    "admin:groups_workinggroup_history": (ADMIN, ADMIN),
    "admin:groups_workinggroup_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:groups_workinggroup_change": (ADMIN, ADMIN),
    "admin:groups_participation_changelist": (ADMIN, ADMIN),
    "admin:groups_participation_add": (ADMIN, ADMIN),
    "admin:groups_participation_history": (ADMIN, ADMIN),
    "admin:groups_participation_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:groups_participation_change": (ADMIN, ADMIN_NEVER),
    "admin:groups_joinrequest_changelist": (ADMIN, ADMIN),
    "admin:groups_joinrequest_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:groups_joinrequest_history": (ADMIN, ADMIN),
    "admin:groups_joinrequest_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:groups_joinrequest_change": (ADMIN, ADMIN_NEVER),
    "admin:discussion_thread_changelist": (ADMIN, ADMIN),
    "admin:discussion_thread_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:discussion_thread_history": (ADMIN, ADMIN),
    "admin:discussion_thread_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:discussion_thread_change": (ADMIN, ADMIN_NEVER),
    "admin:discussion_post_changelist": (ADMIN, ADMIN),
    "admin:discussion_post_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:discussion_post_history": (ADMIN, ADMIN),
    "admin:discussion_post_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:discussion_post_change": (ADMIN, ADMIN_NEVER),
    "admin:moderation_flag_changelist": (ADMIN, ADMIN),
    "admin:moderation_flag_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:moderation_flag_history": (ADMIN, ADMIN),
    "admin:moderation_flag_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:moderation_flag_change": (ADMIN, ADMIN_NEVER),
    "admin:moderation_decision_changelist": (ADMIN, ADMIN),
    "admin:moderation_decision_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:moderation_decision_history": (ADMIN_GOES_ON, ADMIN_GOES_ON),
    "admin:moderation_decision_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:moderation_decision_change": (ADMIN_GOES_ON, ADMIN_NEVER),
    "admin:digests_subscription_changelist": (ADMIN, ADMIN),
    "admin:digests_subscription_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:digests_subscription_history": (ADMIN_GOES_ON, ADMIN_GOES_ON),
    "admin:digests_subscription_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:digests_subscription_change": (ADMIN_GOES_ON, ADMIN_NEVER),
    "admin:digests_digest_changelist": (ADMIN, ADMIN),
    "admin:digests_digest_add": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:digests_digest_history": (ADMIN_GOES_ON, ADMIN_GOES_ON),
    "admin:digests_digest_delete": (ADMIN_NEVER, ADMIN_NEVER),
    "admin:digests_digest_change": (ADMIN_GOES_ON, ADMIN_NEVER),
    "admin:app_list": (ADMIN, ADMIN),
    # Only while the demo runs
    "mailbox": (ANYONE, ANYONE),
    "mailbox_letter": (NOT_FOUND, NOT_FOUND),
    "mailbox_letter_html": (NOT_FOUND, NOT_FOUND),
    "kit": (ANYONE, ANYONE),
}

#: Each rule: what it says of everybody, about a thing of the group that is somebody else's.
RULES = {
    "members.can_accept_invitation": NOBODY,
    "members.can_bring_in": BY_SECRETARIAT,
    "members.can_change_profile": NOBODY,
    "members.can_decide_affiliation_change": BY_SECRETARIAT,
    "members.can_decide_membership": BY_SECRETARIAT,
    "members.can_erase": BY_SECRETARIAT,
    "members.can_invite": BY_SECRETARIAT,
    "members.can_keep_lists": BY_SECRETARIAT,
    "members.can_leave": NOBODY,
    "members.can_suspend": BY_SECRETARIAT,
    "members.can_take_own_data": NOBODY,
    "digests.can_choose_digest": NOBODY,
    "directory.can_read_directory": BY_MEMBERS,
    "directory.can_take_out_directory": BY_SECRETARIAT,
    "discussion.can_hide": BY_LEADS,
    "discussion.can_import": BY_LEADS,
    "discussion.can_reply": BY_THE_SEATED,
    "discussion.can_start_thread": BY_SPEAKERS,
    "discussion.can_steer": BY_LEADS,
    "groups.can_appoint": BY_LEADS,
    "groups.can_change": BY_LEADS,
    "groups.can_charter": BY_SECRETARIAT,
    "groups.can_decide_join_request": BY_LEADS,
    "groups.can_export_roster": BY_LEADS,
    "groups.can_found": BY_SECRETARIAT,
    "groups.can_invite": BY_LEADS,
    "groups.can_join": BY_MEMBERS_WHO_SEE,
    "groups.can_lead": BY_LEADS,
    "groups.can_open_matters": BY_SPEAKERS,
    "groups.can_remove": BY_LEADS,
    "groups.can_seat": BY_SECRETARIAT,
    "groups.can_see": BY_READERS,
    "groups.can_see_former": BY_THE_SEATED_AND_SECRETARIAT,
    "groups.can_see_names": BY_ALL,
    "groups.can_take_part": BY_THE_SEATED,
    "moderation.can_decide": BY_LEADS,
    "moderation.can_flag": BY_MEMBERS_WHO_SEE,
    "moderation.can_see_desk": BY_LEADS,
}


def answers(name):
    """The two profiles of an address, or None for one without a line."""
    return ADDRESSES.get(name)
