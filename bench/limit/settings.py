"""The limit's settings: what a Django site needs to read posts and know who is signed in, and nothing else.

Server, workers, threads, database, pool and cache of templates are the portal's. Sessions are rows in the database and
the signed-in page reads its session, its user and its posts: three queries.
"""

import environ

env = environ.Env()

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "limit"]
AUTH_USER_MODEL = "limit.Member"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "limit.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_TZ = True
USE_I18N = False
TIME_ZONE = "UTC"
# As many posts and threads as the portal's pages have.
POSTS_A_PAGE = env.int("BENCH_POSTS_A_PAGE")
THREADS_A_PAGE = env.int("BENCH_THREADS_A_PAGE")
# No mail to administrators, no log of each request: the portal's web processes write none either.
LOGGING = {"version": 1, "disable_existing_loggers": False}
