from importlib import import_module

from django.apps import AppConfig

from ibasho.base.ui import furigana, panels, texts


class BulletinConfig(AppConfig):
    name = "ibasho.rooms.bulletin"
    label = "bulletin"
    verbose_name = "知らせる"

    def ready(self) -> None:
        """Models stand only now, so what uses them is looked up here."""
        panels.add("places.place", import_module(f"{self.name}.views.stories_public").panel)
        panels.add("places.place", import_module(f"{self.name}.views.place_panel").panel)
        panels.add("places.ops_place", import_module(f"{self.name}.views.papers_ops").panel)
        import_module(f"{self.name}.queries.news").add(import_module(f"{self.name}.queries.story_news").lines)
        panels.add("outbox.wishes", import_module(f"{self.name}.views.line_link").panel)
        panels.add("outbox.stop", import_module(f"{self.name}.views.subscriptions_own").panel)
        journal = import_module("ibasho.base.journal.followers")
        news = import_module(f"{self.name}.rules.place_news")
        for verb in news.FOLLOWED:
            journal.follow(verb, "bulletin.tell_news", only_people=verb in news.BY_PEOPLE)
        for verb in import_module(f"{self.name}.rules.reading").FOLLOWED:
            journal.follow(verb, "bulletin.read_news", only_people=verb.startswith("places."))
        texts.add("bulletin", import_module(f"{self.name}.queries.readable").texts)
        furigana.more(import_module(f"{self.name}.queries.readings").words)
