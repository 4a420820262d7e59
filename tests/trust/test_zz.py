from tests.trust.test_j_my_number import *  # noqa

@pytest.mark.parametrize("who", ["hana", "fumi"])
def test_zz(who, town: Cast, as_person: As) -> None:
    made = objects.Objects(town)
    client = as_person(getattr(town, who)) if who != "anonymous" else Client()
    client.raise_request_exception = True
    sent = {**dict.fromkeys(FREE, NUMBER), **FIXED}
    walked = sorted(addresses(made), key=lambda one: bool(ENDS.search(one.name)))
    bad=[]
    for one in walked:
        for given in (sent, {**sent, "do": "send"}, {**sent, "name": "名前", "title": "題"}):
            from django.db import transaction
            try:
                with transaction.atomic():
                    client.post(one.path, given)
            except Exception as e:
                bad.append((one.name, repr(e)[:300]))
    print("BAD", who, *sorted(set(bad)), sep="\n")
    print("KEPT", kept())
