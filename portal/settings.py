"""Every setting of the portal, from the environment alone.

Safe by default: without SECRET_KEY, DATABASE_URL, CELERY_BROKER_URL and CACHE_URL nothing starts. `manage.py` fills
them in for the embedded servers of a data folder (see portal/embedded); a real deployment sets them itself
(docs/deployment.md lists each variable).
"""

from email.utils import parseaddr
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.contrib.messages import constants as messages
from django.urls import reverse_lazy

from portal import oidc

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Where and how it runs ------------------------------------------------------------------------------------------

# Demo mode adds the demo accounts' notice and the mail reader at /demo/mail/. It never loosens access.
DEMO = env.bool("PORTAL_DEMO", False)
DATA_DIR = Path(env("PORTAL_DATA", default=str(BASE_DIR / ".portal")))
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_URL = env("SITE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

ALLIANCE_NAME = env("ALLIANCE_NAME", default="AI Governance Alliance")
SOURCE_CODE_URL = env("SOURCE_CODE_URL", default="")

# Django ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "bootstrap",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_countries",
    "django_htmx",
    "portal",
    "portal.postoffice",
    "members",
    "workstreams.markup",
    "workstreams.groups",
    "workstreams.directory",
    "workstreams.discussion",
    "workstreams.balance",
    "workstreams.moderation",
    "workstreams.replies",
    "workstreams.recommendations",
    "workstreams.consultations",
    "workstreams.consensus",
    "workstreams.publications",
    "workstreams.duties",
    "workstreams.notices",
    "workstreams.desk",
    "workstreams.search",
    "workstreams.digests",
    "workstreams.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.middleware.TimeZoneMiddleware",
    "members.middleware.LastSeenMiddleware",
    "members.middleware.LoginRequiredMiddleware",
    "members.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.middleware.MailAwayMiddleware",
    "workstreams.discussion.middleware.FormerThreadMiddleware",
    "workstreams.groups.middleware.FormerAddressMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
                "workstreams.home.context.masthead",
            ],
            "builtins": ["django.templatetags.i18n", "portal.templatetags.look"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
MESSAGE_TAGS = {messages.SUCCESS: "done", messages.WARNING: "warn", messages.ERROR: "danger"}

# Data -----------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL")}
_options = DATABASES["default"].setdefault("OPTIONS", {})
# No question here runs long enough to be worth compiling. DATABASE_TUNING="" where a pooler in between takes no such
# settings.
if tuning := env("DATABASE_TUNING", default="-c jit=off"):
    _options["options"] = f"{_options.get('options', '')} {tuning}".strip()
if env.bool("DATABASE_PREPARED", True):
    # Only questions that ask for it are kept prepared (portal.prepared): no other is asked so often in one connection.
    _options["prepare_threshold"] = 1_000_000_000
if env.bool("DATABASE_POOL", False):
    # For web processes only: a pool in every worker and command would hold connections that nobody uses.
    _options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "portal.caching.KeptRedisCache", "LOCATION": env("CACHE_URL")}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# How fast members may post and flag (see portal.rates). Off only where machines play members: in tests and benchmarks.
RATES_ENFORCED = env.bool("RATES_ENFORCED", default=True)
# How many posts in 5 minutes one address of the network may send, whoever sits behind it: a hall of people shares one.
# 0 for no limit.
POSTS_PER_ADDRESS = env.int("POSTS_PER_ADDRESS", default=60)

# What members attach, and what they are given to download. No address serves this folder: views ask who wants a file.
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Of a file that is larger a form keeps its name alone, so that what was typed beside it is not lost (portal.uploads).
UPLOAD_LIMIT = 10 * 1024 * 1024
UPLOAD_LIMIT_OF_A_FORM = 11 * UPLOAD_LIMIT
FILE_UPLOAD_HANDLERS = [
    "portal.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# All files of one member together.
ATTACHMENTS_QUOTA = env.int("ATTACHMENTS_QUOTA_MB", default=200) * 1024 * 1024
# Where a web server in front hands out files that it is told of (nginx: an internal location), the beginning of that
# location's address. "" for handing them out ourselves.
ATTACHMENTS_ACCEL = env("ATTACHMENTS_ACCEL", default="")

# Work outside the request ---------------------------------------------------------------------------------------

CELERY_BROKER_URL = env("CELERY_BROKER_URL")
CELERY_TASK_IGNORE_RESULT = True  # the outcome of a task stands in its own rows
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
# The broker may hand a task out again only after its time limit; kombu looks for such tasks every interval x throttle.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("CELERY_VISIBILITY_TIMEOUT", default=3600),
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# What the clock starts, by name: the ground knows nothing of what stands on it.
SCHEDULES = [
    "portal.postoffice.schedule.ENTRIES",
    "members.schedule.ENTRIES",
    "workstreams.discussion.schedule.ENTRIES",
    "workstreams.consultations.schedule.ENTRIES",
    "workstreams.moderation.schedule.ENTRIES",
    "workstreams.replies.schedule.ENTRIES",
    "workstreams.consensus.schedule.ENTRIES",
    "workstreams.notices.schedule.ENTRIES",
    "workstreams.search.schedule.ENTRIES",
    "workstreams.digests.schedule.ENTRIES",
]
# How often the clock looks for digests that are due. One indexed query when none is.
DIGEST_CLOCK_SECONDS = env.int("DIGEST_CLOCK_SECONDS", default=60)

# How often an open page of a thread asks whether there is anything new: at first, and while there is. It asks more
# rarely where nothing happens, and not at all where nobody looks.
LIVE_SECONDS = env.float("LIVE_SECONDS", default=15)

# People ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.Member"
# The address is unique whatever its case, by the constraint member_email_unique, which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["members.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The rules are Markdown; what renders it stands on an upper floor, so members knows it by name only.
MARKDOWN_RENDERER = "workstreams.markup.rendering.render"
# What upper floors do for a new member: functions of the membership, called in the transaction that admits.
ON_ADMISSION = []
# What upper floors put right when two organisations become one: functions of the duplicate and of the one that stays,
# called in the transaction that merges them, before anything of the one belongs to the other.
BEFORE_MERGE = ["workstreams.consensus.actions.before_merge"]
# What ends on upper floors when somebody leaves the alliance: called with the member, in the same transaction.
ON_LEAVING = [
    "workstreams.groups.actions.give_up_seats",
    "workstreams.discussion.actions.take_back_all",
    "workstreams.digests.actions.stop_for_good",
]
# What upper floors do when a post was said: functions of the post, called in the transaction that said it.
ON_SAID = ["workstreams.notices.actions.on_said"]
# What upper floors do when a text waits for a lead instead: functions of the HeldPost, in the transaction that sent it.
ON_HELD = ["workstreams.moderation.actions.on_held"]
# The same as on_said, for a post whose text was changed.
ON_EDITED = ["workstreams.notices.actions.on_edited"]
# What upper floors do when posts were read: functions of the member, the `thread`, and either the numbers of the
# `posts` or the number `until` which the whole thread was read. In the transaction that moved the read mark.
ON_READ = ["workstreams.notices.actions.on_read"]
# What keeps a log of what leads do in their groups: functions of the event's name, `by` whom, and what it changed (see
# workstreams.discussion.actions.telling), called in the transaction of whoever did it.
ON_STEERED = ["workstreams.moderation.actions.on_steered"]
# What goes along when a thread, or a part of it, comes to stand in another group: functions of the thread's number and
# the group, in the same transaction.
ON_MOVED = ["workstreams.moderation.actions.on_moved"]
# What upper floors do when something happened to a document: functions of its Event, in the same transaction.
ON_DOCUMENT_EVENT = [
    "workstreams.consultations.actions.on_document_event",
    "workstreams.notices.actions.on_document_event",
]
# What upper floors show of a document: notes in the margin of its clauses, {clause id: notes} of a revision and a user;
# parts of its page, of the document, the revision and the user (see workstreams.recommendations.layout).
CLAUSE_NOTES = ["workstreams.consultations.margin.notes", "workstreams.consensus.layout.clause_notes"]
DOCUMENT_PARTS = [
    "workstreams.consultations.margin.parts",
    "workstreams.publications.ways.document_parts",
    "workstreams.consensus.layout.parts",
]
# Where a step is taken that keeps more than the step: functions of the document and the move, "" for those of others;
# and what a step needs before it is taken, a list of needs of both (see workstreams.recommendations.ways).
STEP_ADDRESSES = [
    "workstreams.consultations.margin.address",
    "workstreams.publications.ways.step_address",
    "workstreams.consensus.layout.step_address",
]
STEP_NEEDS = [
    "workstreams.publications.ways.step_needs",
    "workstreams.consensus.layout.step_needs",
]
# What published clauses came from these posts, asked once for what is kept of a page of a thread: {post id: [one with
# `clause`, `publication` and `url`]}.
BECAME_OF_POSTS = "workstreams.publications.origin.became_of"
# What was published of these texts last, asked once for a list of them: {id: recommendations.layout.PublishedAs}.
PUBLISHED_AS = "workstreams.publications.ways.published_as"
# What keeps and tells that somebody was removed from a group: functions of the seat, `by` whom, the `reason` and the
# `rule`, in the same transaction.
ON_REMOVED = ["workstreams.moderation.actions.on_removed"]
# What tells members of what happened to them: functions of the event's name, `to` whom (None for all who sit in the
# group, or whom the text concerns), `by` whom, and the `group`, `post`, text or objection (`about`) that it is about,
# called in the transaction of whoever did it.
ON_HAPPENED = ["workstreams.notices.actions.on_happened"]
# What each floor tells of a member in the download of their data: functions of the member (see members.own_data).
OWN_DATA = [
    "members.own_data.sections",
    "workstreams.groups.own_data.sections",
    "workstreams.discussion.own_data.sections",
    "workstreams.moderation.own_data.sections",
    "workstreams.replies.own_data.sections",
    "workstreams.recommendations.own_data.sections",
    "workstreams.consultations.own_data.sections",
    "workstreams.consensus.own_data.sections",
    "workstreams.publications.own_data.sections",
    "workstreams.notices.own_data.sections",
    "workstreams.search.own_data.sections",
    "workstreams.digests.own_data.sections",
]
# What each upper floor clears of a member who is erased, in this order and in one transaction: functions of the member
# and of what takes them out of a text (see members.actions.erasing).
ERASURE = [
    "workstreams.groups.actions.erasing.erase_member",
    "workstreams.discussion.actions.erasing.erase_member",
    "workstreams.moderation.actions.erasing.erase_member",
    "workstreams.replies.actions.erase_member",
    "workstreams.recommendations.actions.erasing.erase_member",
    "workstreams.consultations.actions.erasing.erase_member",
    "workstreams.consensus.actions.erasing.erase_member",
    "workstreams.publications.actions.erasing.erase_member",
    "workstreams.notices.actions.erase_member",
    "workstreams.search.actions.erase_member",
    "workstreams.digests.actions.erase_member",
]
# Columns with names of things that are no persons: whoever bears the same name is erased by the secretariat alone.
THINGS_WITH_NAMES = ["groups.PriorityArea.name", "groups.WorkingGroup.name"]
# Where somebody without an account is known by their address: functions of the address that give a
# name, or "", for each thing that is kept.
KNOWN_GUESTS = ["workstreams.consultations.guests.names_under", "workstreams.replies.guests.names_under"]
# How many unread posts each group has for a member: a function of the member, {group id: count as it is shown}.
NEWS_OF_GROUPS = "workstreams.discussion.unread.news_of_groups"
# Where invitations lead, and what happens when one is accepted, in its transaction: upper floors, by their names.
INVITATION_DESTINATIONS = "workstreams.groups.offers.destinations"
ON_INVITATION_ACCEPTED = ["workstreams.groups.actions.take_invited_seat"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "members.forms.SignupForm",
    "login": "members.forms.entrance.LoginForm",
    "request_login_code": "members.forms.entrance.RequestLoginCodeForm",
    "confirm_login_code": "members.forms.entrance.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "members.forms.entrance.ConfirmAddressForm",
    "change_email": "members.forms.entrance.ChangeAddressForm",
    "add_email": "members.forms.entrance.AddAddressForm",
    "reset_password": "members.forms.entrance.ResetPasswordForm",
    "user_token": "members.forms.entrance.ResetLinkForm",
    "reset_password_from_key": "members.forms.entrance.ResetPasswordKeyForm",
    "change_password": "members.forms.entrance.ChangePasswordForm",
    "set_password": "members.forms.entrance.SetPasswordForm",
    "reauthenticate": "members.forms.entrance.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
# How long people look at the form of sign-up at least; 0 where machines play them, in tests.
SIGNUP_SECONDS = env.int("SIGNUP_SECONDS", default=3)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A sign-up is three pages, each of them sent; and a hall full of people shares one address.
# Suggestions come while somebody types, a few for each name.
ACCOUNT_RATE_LIMITS = {"signup": "120/m/ip", "organisation_suggestions": "300/m/ip"}
# Leads and the secretariat need one before they act as such. The demo's accounts have none, and work at once.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEMO)
MFA_ADAPTER = "members.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "members.forms.passkey.AddPasskeyForm",
    "edit_webauthn": "members.forms.entrance.RenamePasskeyForm",
    "authenticate": "members.forms.entrance.SecondFactorForm",
    "reauthenticate": "members.forms.entrance.SecondFactorAgainForm",
    "activate_totp": "members.forms.entrance.ActivateTotpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = ALLIANCE_NAME
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute off, or a slow typist
# A browser offers passkeys without TLS for this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_URL.startswith("https://")
# Organisations that sign their people in here by OpenID Connect: a list of objects, see docs/deployment.md.
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])
SOCIALACCOUNT_ADAPTER = "members.adapter.OrganisationLoginAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False  # who comes that way applies like everybody else
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = oidc.providers(OIDC_PROVIDERS)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# Mail -----------------------------------------------------------------------------------------------------------

# Without EMAIL_URL, mail is kept as messages (Maildir) in the data folder.
if env("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "portal.mailbox.MaildirBackend"
if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_BACKEND = "portal.postoffice.smtp.BriskBackend"
# After so many seconds without a word the mail server counts as gone.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
# How many mails a second the provider takes, over all workers together; 0 for no limit.
MAIL_PER_SECOND = env.int("MAIL_PER_SECOND", default=0)
# How often the clock looks for mail that is due. One indexed query for each outbox when none is.
MAIL_CLOCK_SECONDS = env.int("MAIL_CLOCK_SECONDS", default=60)
# Over how many minutes the digests of one hour are spread, each member always at the same minute; 0 for none.
DIGEST_SPREAD_MINUTES = env.int("DIGEST_SPREAD_MINUTES", default=0 if DEMO else 30)
# How many minutes a notice waits for others of the same matter before it goes by mail, and after how many mails of
# notices in an hour the rest comes to a member in one.
NOTICE_MAIL_MINUTES = env.int("NOTICE_MAIL_MINUTES", default=1 if DEMO else 10)
NOTICE_MAILS_AN_HOUR = env.int("NOTICE_MAILS_AN_HOUR", default=6)
# Answers to our mails, and mails that came back, arrive at this address with "+" and a signed word before its "@". ""
# where nothing is read: then mails say so, and nobody can answer by mail.
INBOUND_ADDRESS = env("INBOUND_ADDRESS", default="")
# The mailbox to which that mail comes, as imaps://name:password@host/folder; "" where a provider hands it over instead.
INBOUND_IMAP_URL = env("INBOUND_IMAP_URL", default="")
# How often the clock looks there, and for mail that came in and was not taken up.
INBOUND_CLOCK_SECONDS = env.int("INBOUND_CLOCK_SECONDS", default=60)
# The name under which the mail server that takes this mail in writes whether a sender is who they claim to be
# (Authentication-Results, RFC 8601). "" where none does: then the signed address alone tells, and the sender's own.
INBOUND_AUTHSERV_ID = env("INBOUND_AUTHSERV_ID", default="")
# A provider that anymail knows ("postmark", "mailgun" …) and that tells by webhook of mail that came in or came back,
# and the name and password that it shows: "name:password".
MAIL_PROVIDER = env("MAIL_PROVIDER", default="")
ANYMAIL = env.json("ANYMAIL", default={}) | {"WEBHOOK_SECRET": env("MAIL_WEBHOOK_SECRET", default="")}
# Where mail waits, by name (see portal.postoffice.delivery.Outbox).
OUTBOXES = [
    "portal.postoffice.dispatches.OUTBOX",
    "workstreams.moderation.delivery.OUTBOX",
    "workstreams.notices.delivery.OUTBOX",
    "workstreams.digests.delivery.OUTBOX",
]
# Who writes the mails of each kind: functions of the Dispatch (its `about` is the number of what it tells of, its
# `recipient` None where the address is not a member's) that return a message, or None where there is nothing to say any
# more.
DISPATCHES = {
    "membership_decided": "members.delivery.membership_decided",
    "affiliation_decided": "members.delivery.affiliation_decided",
    "suspended": "members.delivery.suspended",
    "reinstated": "members.delivery.reinstated",
    "left": "members.delivery.left",
    "data_export_ready": "members.delivery.data_export_ready",
    "invitation": "members.delivery.invitation",
    "join_request_received": "workstreams.groups.delivery.join_request_received",
    "join_request_decided": "workstreams.groups.delivery.join_request_decided",
    "role_given": "workstreams.groups.delivery.role_given",
    "comment_confirm": "workstreams.consultations.delivery.comment_confirm",
    "comment_disposed": "workstreams.consultations.delivery.comment_disposed",
    "reply_by_mail": "workstreams.replies.emails.outcome",
}
# Every mail with invented content, for the secretariat to look at: functions that yield
# portal.postoffice.samples.Sample.
MAIL_SAMPLES = [
    "members.samples.mails",
    "workstreams.groups.samples.mails",
    "workstreams.consultations.samples.mails",
    "workstreams.moderation.samples.mails",
    "workstreams.notices.samples.mails",
    "workstreams.replies.samples.mails",
    "workstreams.digests.samples.mails",
]
# What wants to know, in the same transaction, what became of the mails of a kind: functions of the Dispatch.
ON_DISPATCHED = {"invitation": "members.delivery.note_invitation"}
MAILDIR = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{ALLIANCE_NAME} <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where members object to a decision, and where answers to such mail go.
SECRETARIAT_EMAIL = env("SECRETARIAT_EMAIL", default=parseaddr(DEFAULT_FROM_EMAIL)[1])

# Language and time ----------------------------------------------------------------------------------------------

# The languages of the site and its mails, by code, the site's own first. Each calls itself by its own name.
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in env.list("LANGUAGES", default=["en"])]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files ---------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names need `collectstatic`, which a demo and the tests do without.
STATIC_MANIFEST = env.bool("STATIC_MANIFEST", default=not DEMO)
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
STORAGES = {
    # With S3_BUCKET files lie there, which needs `pip install django-storages[s3]`: see docs/attachments.md.
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("S3_BUCKET"),
            "endpoint_url": env("S3_ENDPOINT", default=None),
            "region_name": env("S3_REGION", default=None),
            "default_acl": None,
            "file_overwrite": False,
        },
    }
    if env("S3_BUCKET", default="")
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "portal.bundles.BundledStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Security -------------------------------------------------------------------------------------------------------

HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=HTTPS)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=HTTPS)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=HTTPS)
if env.bool("BEHIND_TLS_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        # The form that begins a sign-in through an organisation is answered with the way to its own page.
        "form-action": [SELF, *oidc.origins(OIDC_PROVIDERS)],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
PERMISSIONS_POLICY = {feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")}

# Logs -----------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # Printing tells each of its steps, and each part of a font that it leaves out.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools")},
}
