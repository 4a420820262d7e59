"""What the first floor itself does after a restore: the chain is proved, the grants are looked at, what had its time goes again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.django_connector import DjangoConnector

from ibasho.base.backups.settling import Said
from ibasho.base.journal import actions as journal
from ibasho.base.journal import grants, queries
from ibasho.base.kernel.actor import Actor

QUEUE = "after-restore"
_ERASING = (
    "forget",
    "erase",
    "purge",
    "drop",
    "clear_up",
)  # how jobs are called that let go what has had its time


def prove_journal(by: Actor, at: datetime) -> Said:
    """Seals what was written last, so that the head printed is of everything that came back."""
    while journal.seal():
        pass
    verdict = queries.verify()
    if verdict.broken_entry is not None:
        return Said(
            f"記録 {verdict.broken_entry} が 封印と 合いません。この控えは 使わないでください。",
            is_problem=True,
        )
    return Said(f"記録 {verdict.sealed:,}件は 書かれたままです。先頭 {verdict.head}")


def look_at_grants(by: Actor, at: datetime) -> Said:
    """The app role may add to the journal, never change it."""
    too_much = []
    with connection.cursor() as cursor:
        for table in grants.append_only_tables():
            cursor.execute(
                "select has_table_privilege(%s, %s, 'update') or has_table_privilege(%s, %s, 'delete')",
                [settings.IBASHO_APP_ROLE, table] * 2,
            )
            if cursor.fetchone()[0]:
                too_much.append(table)
    if too_much:
        return Said(
            f"{', '.join(too_much)} を アプリの 役割が 書きかえられます。`ibasho prepare` を してください。",
            is_problem=True,
        )
    return Said("アプリの 役割は 記録を 書きかえられません。")


def erase_again(by: Actor, at: datetime) -> Said:
    """What has had its time since the backup's moment goes before anybody looks."""
    names = sorted(name for name in _periodic() if any(word in name.rpartition(".")[2] for word in _ERASING))
    for name in names:
        told = jobs.configure_task(name, queue=QUEUE, queueing_lock=f"{QUEUE}.{name}")
        told.defer(timestamp=int(at.timestamp()))
    with jobs.replace_connector(DjangoConnector().get_worker_connector()) as working:
        working.run_worker(queues=[QUEUE], wait=False, listen_notify=False, install_signal_handlers=False)
    failed = [job.task_name for job in jobs.job_manager.list_jobs(queue=QUEUE) if job.status != "succeeded"]
    if failed:
        return Said(
            f"期限の すぎたものを 消す 仕事の うち {len(failed)}個が できませんでした（{', '.join(failed)}）。今夜 もう一度 します。"
        )
    return Said(f"期限の すぎたものを もう一度 消しました（{len(names)}個の 仕事）。")


def _periodic() -> set[str]:
    jobs.perform_import_paths()  # type: ignore[no-untyped-call]
    return {periodic.task.name for periodic in jobs.periodic_registry.periodic_tasks.values()}
