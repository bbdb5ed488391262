"""What stands before the first page: the tables, and something to look at."""

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make or renew the tables, and the sample content where there is nothing yet. `make run` begins with it."
    # `migrate` looks itself, with the database.
    requires_system_checks = []

    def handle(self, *args, **options):
        # In one process: to read all of the code twice would take longer than what is usually left to do.
        call_command("migrate", verbosity=1, skip_checks=False, stdout=self.stdout)
        if "seed_demo" in get_commands():
            call_command("seed_demo", stdout=self.stdout)
