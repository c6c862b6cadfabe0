"""A verifier of health codes by docs/code-format.md §8. It tries the 24 checks in their order; the first that fails gives the refusal."""

import re
import unicodedata

from cryptography.hazmat.primitives.asymmetric import ec

from in_python import jws
from in_python.code import WIDTHS

KINDS = {1: "live", 2: "paper", 3: "specimen"}
COLOURS = ("none", "grey", "green", "yellow", "red", "orange")
FLAGS = {16: "identity_unchecked", 32: "other_phone"}
SIZES = {width: size for size, width in WIDTHS.items()}
WINDOW_MS = 45_000
UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
KEYS_FOR = {"live": (None, "live", "free", "converted"), "paper": (None, "paper"), "specimen": (None, "live", "paper", "free", "converted")}


class Refused(Exception):
    def __init__(self, code, **data):
        super().__init__(code)
        self.refusal = {"code": code, **data}


def to_bytes(text):
    """§4, checks 1 to 3."""
    if not re.fullmatch("[0-9]+", text):
        raise Refused("not_a_code")
    last = len(text) % 17
    if not 255 <= len(text) <= 604 or (last and last not in SIZES):
        raise Refused("wrong_length", digits=len(text))
    data = b""
    for group, at in enumerate(range(0, len(text), 17)):
        digits = text[at : at + 17]
        if int(digits) >= 256 ** SIZES[len(digits)]:
            raise Refused("not_canonical", group=group)
        data += int(digits).to_bytes(SIZES[len(digits)], "big")
    return data


def parse(text):
    """Checks 1 to 8. The claims with times in ms, and the parts that are signed."""
    data = to_bytes(text)
    if data[0] >> 4 != 1:
        raise Refused("version_unknown", version=data[0] >> 4)
    kind = KINDS.get(data[0] & 15)
    if kind is None:
        raise Refused("kind_unknown", kind=data[0] & 15)
    size = 40 + data[39] + (33 if kind == "live" else 0)
    if len(data) < size:
        raise Refused("wrong_length", digits=len(text))
    claims = _claims(data[:size], kind)
    rest = data[size:]
    if len(rest) != (132 if kind == "live" else 64):
        raise Refused("wrong_length", digits=len(text))
    return claims, data[:size], rest


def _claims(record, kind):
    def number(begin, end):
        return int.from_bytes(record[begin:end], "big")

    issuer, marks, minutes, community = number(1, 4), record[22], number(27, 29), number(31, 36)
    name = record[40 : 40 + record[39]]
    device = record[40 + record[39] :] if kind == "live" else None
    checks = {
        "issuer": issuer == 0 or 10 <= issuer <= 99 or 1000 <= issuer <= 9999,
        "reservedBits": marks >> 6 == 0,
        "colour": marks & 15 < len(COLOURS) and (kind != "paper" or marks & 15 == 0),
        "lifetimeMinutes": minutes >= 1,
        "community": 100_000_000_000 <= community <= 999_999_999_999,
        "maskedName": 1 <= len(name) <= 24 and _is_name(name),
        "deviceKey": device is None or device[0] in (2, 3),
    }
    for field, fits in checks.items():
        if not fits:
            raise Refused("record_malformed", field=field)
    issued, declared = number(23, 27), number(29, 31)
    return {
        "kind": kind, "issuer": str(issuer), "keyNumber": number(4, 6), "handle": record[6:22].hex(), "colour": COLOURS[marks & 15],
        "flags": [flag for bit, flag in FLAGS.items() if marks & bit], "issuedAt": issued * 1000, "lifetimeMinutes": minutes,
        "declaredAt": None if declared == 65535 else (issued // 60 - declared) * 60_000, "community": str(community),
        "statusIndex": number(36, 39), "maskedName": name.decode(), **({"deviceKey": device.hex()} if device else {}),
    }


def _is_name(name):
    try:
        text = name.decode()
    except UnicodeDecodeError:
        return False
    return unicodedata.is_normalized("NFC", text) and not UNSEEN.search(text)


def usable(issuer, keys):
    """The keys of a JWKS that §3 does not leave out."""
    kinds = ("live", "paper", "free", "converted") if issuer == "0" else ("live", "paper")
    return [key for key in keys if "d" not in key and key.get("for", "live") in kinds and key["kid"].split(".")[0] == issuer]


def verify(text, issuers, members, now, status, lifetimes):
    """
    All checks but 9a to 9c. Answers the claims and the end of the code. `issuers`: the keys by the code of the issuer. `members`: those of the register by their code.
    `status`: the value in the list; None without a list. `lifetimes`: the longest ones by issuer and kind, in minutes: docs/trust.md §8. Unit: `now` in ms.
    """
    claims, record, rest = parse(text)
    _check_issuer(claims, record, rest[:64], issuers, members)
    issuer = claims["issuer"]
    minutes = min(claims["lifetimeMinutes"], lifetimes.get(issuer, {}).get(claims["kind"], 65535))
    expires = claims["issuedAt"] + minutes * 60_000
    proof = int.from_bytes(rest[64:68], "big") * 1000 if claims["kind"] == "live" else None
    if claims["kind"] == "specimen":
        raise Refused("specimen")
    if proof is not None:
        _check_device(claims, b"yima-live-1" + record + rest[:68], rest[68:])
        if now - proof > WINDOW_MS:
            raise Refused("proof_too_old", proofTime=proof, ageSeconds=_rounded(now - proof))
        if proof - now > WINDOW_MS:
            raise Refused("clock_skew", offsetSeconds=_rounded(proof - now))
    if claims["issuedAt"] - now > WINDOW_MS:
        raise Refused("not_yet_valid", issuedAt=claims["issuedAt"])
    if now >= expires:
        raise Refused("expired", expiresAt=expires)
    if status == 1:
        raise Refused("revoked")
    if status and claims["kind"] == "live":
        raise Refused("suspended") if status == 2 else Refused("status_unknown", status=status)
    if claims["colour"] == "orange" and issuer != "0":
        raise Refused("colour_foreign", issuer=issuer, colour="orange")
    return {"claims": claims, "expiresAt": expires, "proofTime": proof}


def _check_issuer(claims, record, signature, issuers, members):
    """Checks 9 to 14."""
    issuer, number = claims["issuer"], claims["keyNumber"]
    if issuer not in issuers:
        raise Refused("issuer_unknown", issuer=issuer)
    kid = f"{issuer}.{number}"
    key = next((one for one in issuers[issuer] if one["kid"] == kid), None)
    if key is None:
        raise Refused("key_unknown", issuer=issuer, keyNumber=number)
    if not key["nbf"] * 1000 <= claims["issuedAt"] < key["exp"] * 1000:
        raise Refused("key_not_valid_then", issuer=issuer, keyNumber=number, issuedAt=claims["issuedAt"])
    if key.get("for") not in KEYS_FOR[claims["kind"]]:
        raise Refused("key_not_for_this", issuer=issuer, keyNumber=number)
    if issuer != "0" and not claims["community"].startswith(issuer):
        raise Refused("region_foreign", issuer=issuer, community=claims["community"])
    if issuer == "0" and key.get("for") != "converted" and _is_covered(claims, members):
        raise Refused("region_foreign", issuer=issuer, community=claims["community"])
    if not _is_low(signature):
        raise Refused("signature_high_s")
    header = jws.write({"alg": "ES256", "kid": kid, "typ": "yima-code+jws"})
    signed = f"{jws.to_text(header)}.{jws.to_text(record)}".encode()
    if not jws.ES256.verify(signed, jws.public(key, ("nbf", "exp", "for")), signature):
        raise Refused("signature_invalid")


def _is_covered(claims, members):
    """Whether a member with a system covered the community when the code was issued: of two the city decides."""
    for member in (members.get(claims["community"][:size]) for size in (4, 2)):
        if member and member["from"] * 1000 <= claims["issuedAt"] and (member["until"] is None or claims["issuedAt"] < member["until"] * 1000):
            return member["mode"] != "C"
    return False


def _check_device(claims, signed, signature):
    """Checks 16 to 18."""
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes.fromhex(claims["deviceKey"]))
    except ValueError as error:
        raise Refused("device_key_invalid") from error
    if not _is_low(signature):
        raise Refused("device_signature_high_s")
    if not jws.ES256.verify(signed, key, signature):
        raise Refused("device_signature_invalid")


def _is_low(signature):
    return int.from_bytes(signature[32:], "big") <= jws.ORDER // 2


def _rounded(ms):
    return (ms + 500) // 1000
