from django.apps import AppConfig


class BulletinConfig(AppConfig):
    name = "ibasho.rooms.bulletin"
    label = "bulletin"
    verbose_name = "知らせる"
