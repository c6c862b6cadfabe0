"""Letters to the nation and to homes of codes, letters that come, and their receipts: docs/trust.md §10."""

import re
import time
import uuid

from in_python import jws, nation, reader, visits
from in_python.files import NOT_AS_WRITTEN

LETTER = "yima-letter+jwt"
RECEIPT = "yima-receipt+jwt"
AUDIENCE = "urn:yima:issuer:"
PATH = "/api/v1/letters"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Problem(Exception):
    """A refusal of a letter, by its status and its code."""


def hand_in(own, kept, origin, kind, members, to="0"):
    """Sends a letter with one item to the nation or another issuer. Answers the status, and the result of the item or the code of the refusal."""
    now = int(time.time())
    letter = {
        "iss": own["code"], "aud": AUDIENCE + to, "iat": now, "exp": now + 120, "jti": str(uuid.uuid4()), "kind": kind,
        "items": [{"id": str(uuid.uuid4()), **members}],
    }
    sent = _signed(own, letter, LETTER)
    status, answer = nation.post(origin + PATH, sent.encode(), f"application/{LETTER}")
    if status != 200:
        return {"status": status, "answer": jws.read_object(answer)["code"]}
    _, receipt = jws.payload_of(answer)
    names = (receipt["iss"], receipt["aud"], receipt["re"], receipt["hash"], [one["id"] for one in receipt["results"]])
    wanted = (to, AUDIENCE + own["code"], letter["jti"], jws.digest(sent.encode()), [letter["items"][0]["id"]])
    if names != wanted or not _by(to, kept, answer, RECEIPT):
        raise ValueError("not the receipt of this letter")
    result = receipt["results"][0]
    return {"status": status, "answer": result.get("code", result["state"])}


def answer(own, kept, known_visits, text):
    """The receipt of a letter, after its items were taken. Refuses: Problem."""
    try:
        _, letter = jws.payload_of(text)
        sender, to, ids = letter["iss"], letter["aud"], [item["id"] for item in letter["items"]]
        if not all(UUID.fullmatch(name) for name in [letter["jti"], *ids]) or not 1 <= len(ids) <= 250:
            raise ValueError("no names")
        now = int(time.time())
        timely = abs(now - letter["iat"]) <= 120 and now < letter["exp"]
        by_sender = sender in kept["statements"] and _by(sender, kept, text, LETTER)
    except NOT_AS_WRITTEN as error:
        raise Problem(422, "letter_malformed") from error
    if to != AUDIENCE + own["code"]:
        raise Problem(422, "letter_audience")
    if not timely:
        raise Problem(422, "letter_time")
    if not by_sender:
        raise Problem(401, "letter_signature")

    def take(item):
        if letter["kind"] == "passes":
            return visits.take(own, known_visits, sender, item)
        if letter["kind"] == "trust":
            return _take(kept, sender, item.get("file"), now)
        return {"state": "refused", "code": "kind_unknown"}

    results = [{"id": item["id"], **take(item)} for item in letter["items"]]
    receipt = {"iss": own["code"], "aud": AUDIENCE + sender, "iat": now, "re": letter["jti"], "hash": jws.digest(text.encode()), "results": results}
    return _signed(own, receipt, RECEIPT)


def _take(kept, sender, state, now):
    """Takes a state of the nation, and what it names from the nation's host."""
    if sender != "0":
        return {"state": "refused", "code": "not_for_here"}
    if kept["texts"].get("state") == state:
        return {"state": "known"}
    served = nation.files(kept, kept["register"]["members"]["0"]["origin"])
    reader.offer(kept, {**served, "state": state}, now)
    return {"state": "taken"} if kept["texts"].get("state") == state else {"state": "refused", "code": "state_refused"}


def _by(issuer, kept, text, typ):
    return jws.signed_by(text, typ, [_bare(key) for key in kept["statements"][issuer]["keys"]]) is not None


def _bare(key):
    return {name: key[name] for name in ("kty", "crv", "kid", "x", "y")}


def _signed(own, value, typ):
    """Signed by the newest key of codes."""
    key = own["keys"][-1]
    return jws.sign(jws.write(value), key["pem"], f"{own['code']}.{key['number']}", typ)
