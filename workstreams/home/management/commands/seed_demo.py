"""Fill a new portal with sample content: `make run` does it once."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members.models import Member
from workstreams.groups.models import WorkingGroup
from workstreams.home.management.sample import people
from workstreams.home.management.sample.seeding import seed


class Command(BaseCommand):
    help = "Fill a new portal with sample content, once. Everybody in it is invented. Demo mode only."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Sample content is for demo mode: set PORTAL_DEMO=1 if that is what you want.")
        if settings.SECOND_FACTOR_REQUIRED:
            raise CommandError(
                "The invented people act while the content is made, and none of them has a second factor. Run this "
                "command with SECOND_FACTOR_REQUIRED=0; the portal itself may ask for it afterwards."
            )
        if Member.objects.filter(is_fictitious=True).exists() or WorkingGroup.objects.exists():
            self.stdout.write("There is content already. Nothing was changed.")
            return
        with transaction.atomic():
            accounts = seed()
        place = settings.DATA_DIR / "demo-accounts.json"
        place.write_text(json.dumps(accounts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        self.stdout.write(f"Sample content made. Everybody signs in with the password {people.PASSWORD}")
        for account in accounts:
            self.stdout.write(f"{account['role']}: {account['name']}, {account['email']}")
