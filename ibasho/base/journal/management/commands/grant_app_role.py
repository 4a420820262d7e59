"""`ibasho prepare` runs this as the owner after every migration."""

from typing import Any

from django.core.management.base import BaseCommand

from ibasho.base.journal import grants


class Command(BaseCommand):
    help = "Lets the app role work with rows, and only add to the append-only tables."

    def handle(self, *args: Any, **options: Any) -> None:
        grants.apply()
