"""Makes posts found anew after an upgrade that indexes them by other rules."""

from django.core.management.base import BaseCommand

from workstreams.discussion.actions.indexing import index_stale


class Command(BaseCommand):
    help = (
        "Tell the language of every post, and make its searchable words, where they were made by older rules. The "
        "portal may run meanwhile. Running it twice does nothing twice; the clock does the same once a night."
    )

    def handle(self, *args, verbosity, **options):
        def progress(done):
            if verbosity > 1:
                self.stdout.write(f"{done:,} posts")

        self.stdout.write(f"Indexed anew: {index_stale(progress=progress):,} posts.")
