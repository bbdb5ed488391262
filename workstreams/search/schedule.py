"""What the clock starts."""

from celery import shared_task
from celery.schedules import crontab

from workstreams.discussion.actions.indexing import index_stale


@shared_task
def index_stale_posts():
    index_stale()


ENTRIES = {
    # After an upgrade that indexes by other rules; else one question that finds nothing.
    "stale_posts": {
        "task": index_stale_posts.name,
        "schedule": crontab(hour=2, minute=20),
        "options": {"expires": 3600},
    },
}
