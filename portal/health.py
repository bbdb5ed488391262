"""Two answers for whoever watches the site: is this process up, and can it serve."""

import logging

import psycopg
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
# Seconds. A watcher asks every few seconds; a database that needs longer to be reached serves nobody.
PATIENCE = 2


@login_not_required
@never_cache
def healthz(request):
    """This process answers. Asks neither database nor cache, so that their trouble restarts no web process."""
    return JsonResponse({"status": "up"})


@login_not_required
@never_cache
def readyz(request):
    """Database and cache answer: 200; else 503, naming each that does not."""
    silent = [name for name, answers in (("database", database_answers), ("cache", cache_answers)) if not answers()]
    if silent:
        return JsonResponse({"status": "not ready", "silent": silent}, status=503)
    return JsonResponse({"status": "ready"})


def database_answers():
    """Does the database answer within PATIENCE? The cause of a no is logged, for the answer is public."""
    try:
        # Past the pool, which would wait long and hide the cause.
        with psycopg.connect(**connection.get_connection_params(), connect_timeout=PATIENCE) as straight:
            straight.execute("SELECT 1")
    except psycopg.Error:
        logger.exception("The database does not answer.")
        return False
    return True


def cache_answers():
    """Does the cache take and give back a value? The cause of a no is logged."""
    try:
        cache.set("readyz", 1, 10)
        return cache.get("readyz") == 1
    except (RedisError, OSError):
        logger.exception("The cache does not answer.")
        return False
