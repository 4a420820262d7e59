"""All that the access matrix walks into of bulletin."""

from __future__ import annotations

from tests.rooms.bulletin.line_objects import BulletinLineObjects
from tests.rooms.bulletin.notices_objects import BulletinNoticesObjects
from tests.rooms.bulletin.papers_objects import BulletinPapersObjects
from tests.rooms.bulletin.readings_objects import BulletinReadingsObjects
from tests.rooms.bulletin.schools_objects import BulletinSchoolsObjects
from tests.rooms.bulletin.stories_objects import BulletinStoriesObjects
from tests.rooms.bulletin.subscriptions_objects import BulletinSubscriptionsObjects


class BulletinNounsObjects(
    BulletinReadingsObjects,
    BulletinNoticesObjects,
    BulletinSubscriptionsObjects,
    BulletinLineObjects,
    BulletinPapersObjects,
    BulletinSchoolsObjects,
    BulletinStoriesObjects,
):
    """One class per noun."""
