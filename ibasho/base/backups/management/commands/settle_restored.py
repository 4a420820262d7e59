"""A restore runs this on what came back, before anybody opens it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ibasho.base.backups import actions, settling
from ibasho.base.journal.models import Seal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor


class Command(BaseCommand):
    help = "Proves a restored database, holds back what may have been sent, ends sessions, erases again what had its time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", default="", help="The moment it was restored to, if one was named.")
        parser.add_argument("--label", default="", help="The base backup it came from.")
        parser.add_argument(
            "--head", default="{}", help="The journal's last seal when the backup was taken (JSON)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by, at = Actor.of_job("backups.settle"), clock.now()
        self._passes(json.loads(options["head"]))
        for said in settling.run(by=by, at=at):
            self.stdout.write(f"  {'×' if said.is_problem else '○'} {said.words}")
            if said.is_problem:
                raise SystemExit(1)
        actions.note(deed="restore", label=options["label"], by=by, at=at, data={"until": options["until"]})

    def _passes(self, head: dict[str, Any]) -> None:
        """The chain goes through the seal that stood last when the backup was taken: it is this city's, and not an older one."""
        if not head:
            return
        if not Seal.objects.filter(position=head["position"], hash=head["hash"]).exists():
            self.stdout.write(
                f"  × 控えを とった時の 封印（{head['position']}番）が ありません。べつの データベースです。"
            )
            raise SystemExit(1)
        self.stdout.write(f"  ○ 控えを とった時の 封印（{head['position']}番）を 通っています。")
