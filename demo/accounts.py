"""Who can try the demo: one account or more for each door, with a password and a second factor everybody may know.

They exist in the demo alone. City roles need a second factor; here its secret follows from the mail address,
so that the page /demo/ can show the code of this moment.
"""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256
from pathlib import Path

from demo.chapters import people
from demo.chapters.people import Account, People

KAKEGAWA = Path(__file__).parent / "cities" / "kakegawa" / "accounts.toml"
DOORS = {"desk": "市と社協 /desk/", "operator": "団体・店・農家 /ops/", "family": "家族・会員 /my/"}


def everyone(city: str) -> People:
    """The people of the demo city with this slug."""
    return people.read(KAKEGAWA, KAKEGAWA) if city == "kakegawa" else people.build()


def totp_secret(account: Account) -> str:
    """32 base32 characters, as an authenticator app takes them."""
    return b32encode(sha256(f"ibasho demo {account.email}".encode()).digest()[:20]).decode()
