"""Every step × every state: one table says what may be."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Conflict
from ibasho.town.payouts.models import Run
from ibasho.town.payouts.rules import states
from ibasho.town.payouts.rules.states import Step

MAY = {
    ("ask", "draft"): "asked",
    ("confirm", "asked"): "confirmed",
    ("approve", "confirmed"): "approved",
    ("withdraw", "draft"): "withdrawn",
    ("withdraw", "asked"): "withdrawn",
    ("withdraw", "confirmed"): "withdrawn",
    ("withdraw", "approved"): "withdrawn",
    ("list", "approved"): "approved",
    ("list", "sent"): "sent",
    ("list", "settled"): "settled",
    ("send", "approved"): "sent",
    ("send", "sent"): "sent",
    ("result", "sent"): "sent",
    ("result", "settled"): "settled",
}


@pytest.mark.parametrize("state", Run.State.values)
@pytest.mark.parametrize("step", list(Step))
def test_a_step_leads_on_or_is_refused(step: Step, state: str) -> None:
    wanted = MAY.get((step.value, state))
    assert states.allows(step, state) == (wanted is not None)
    if wanted:
        assert states.after(step, state) == wanted
    else:
        with pytest.raises(Conflict, match="確かめてください") as refused:
            states.after(step, state)
        assert refused.value.code == "payouts.state"
