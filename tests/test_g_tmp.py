from tests.test_access import *
from tests.test_access import _met
MINE = ("voices:results","voices:desk_results","voices:desk_release","voices:desk_council","voices:desk_results_ask","voices:desk_results_approve","voices:desk_results_decline","voices:desk_results_withdraw")
@pytest.mark.django_db
def test_mine():
    people = cast(); made = objects.Objects(people)
    for name in MINE: made.kwargs(matrix()[name].get("object"))
    for who in WHO:
        c = Client()
        if who != "anonymous": sign_in(c, getattr(people, who))
        for name in MINE:
            m=_met(name, matrix()[name], who, made, c)
            if m: print("MISS", who, m)
