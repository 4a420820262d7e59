"""Who holds the keys: wraps the key of a row, makes keyed marks, opens what a device sealed. A room never sees a secret."""

from __future__ import annotations

from django.conf import settings

from ibasho.base.kernel import sealing
from ibasho.base.ports.vault.kinds import NewKey, Vault
from ibasho.base.ports.vault.local import LocalVault
from ibasho.base.ports.vault.remote import SocketVault

__all__ = ["LocalVault", "NewKey", "SocketVault", "Vault", "vault"]


def vault() -> Vault:
    """The one this city uses: `VAULT` names the socket of another OS user's, else the keys are worked out here."""
    if settings.VAULT:
        return SocketVault(settings.VAULT.removeprefix("unix:"))
    return LocalVault(sealing.Keys.read(settings.SEAL_SECRETS))
