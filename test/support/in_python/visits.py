"""Passes that other issuers registered by codes of this one: docs/trust.md §10, Passes."""

import re
import time

from in_python import code, gate, jws
from in_python.files import NOT_AS_WRITTEN

LEAD = 45
MAX_AGE = 31 * 86_400


def take(own, visits, sender, item):
    """The result of an item. A new visit goes into `visits`, by handle and time of the proof."""
    try:
        at, place = item["at"], item["place"]
        division, point, shown = place["division"], place["point"], jws.to_bytes(item["code"])
        if type(at) is not int or not re.fullmatch("[1-9][0-9]{11}", division) or not re.fullmatch("[^\u0000-\u001f\u007f-\u009f]{1,40}", point):
            raise ValueError("no pass")
        digits = code.to_digits(shown)
        claims = gate.parse(digits)[0]
    except (*NOT_AS_WRITTEN, gate.Refused):
        return _refused("item_malformed")
    now = int(time.time())
    if at > now + LEAD or at <= now - MAX_AGE:
        return _refused("pass_time")
    if sender != "0" and not division.startswith(sender):
        return _refused("region_foreign")
    if claims["issuer"] != own["code"]:
        return _refused("not_for_here")
    if claims["kind"] != "live":
        return _refused("proof_missing")
    proof = int.from_bytes(shown[-68:-64], "big")
    # One second more than at a gate, because `at` is rounded.
    moment = min(max(at, proof - LEAD), proof + LEAD) if abs(at - proof) <= LEAD + 1 else at
    keys = [jws.jwk(key["pem"], f"{own['code']}.{key['number']}", nbf=key["nbf"], exp=key["exp"]) for key in own["keys"]]
    try:
        gate.verify(digits, {own["code"]: keys}, {}, moment * 1000, None, {})
    except gate.Refused as refused:
        return _refused(refused.refusal["code"])
    name = f"{claims['handle']} {proof}"
    if name in visits:
        return {"state": "known"}
    visits[name] = {"from": sender, "division": division, "point": point}
    return {"state": "taken"}


def _refused(name):
    return {"state": "refused", "code": name}
