"""One page behind two doors: a group sees its own, the city everyone's. The door gives layout and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Side:
    """`code` begins the names of its addresses (`ops_board`, `desk_board`), `layout` is the template to extend."""

    room: str
    code: str
    layout: str

    @classmethod
    def two(cls, room: str) -> tuple[Self, Self]:
        """The groups' side and the city's."""
        return cls(room, "ops", "ui/operator.html"), cls(room, "desk", "ui/desk.html")

    @property
    def is_desk(self) -> bool:
        return self.code == "desk"

    def url(self, name: str, *args: object, **kwargs: Any) -> str:
        return reverse(
            f"{self.room}:{self.code}_{name}", args=[str(one) for one in args], kwargs=kwargs or None
        )
