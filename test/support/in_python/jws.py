"""Signed texts of docs/trust.md ("How a file is signed") and of docs/code-format.md §6: ES256 over bytes, by PyJWT and cryptography."""

import base64
import hashlib
import json
import re

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from jwt.api_jws import PyJWS
from jwt.exceptions import InvalidKeyError, InvalidTokenError

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ES256 = ECAlgorithm(hashes.SHA256)


class Refused(Exception):
    """A refusal by its code in docs/trust.md §5."""


def to_text(data):
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text):
    """The bytes of canonical base64url. Refuses: ValueError."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise ValueError("not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_text(data) != text:
        raise ValueError("base64url with bits that are not zero")
    return data


def digest(data):
    return to_text(hashlib.sha256(data).digest())


def write(value):
    """JSON as docs/trust.md writes it, in bytes."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _once(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a member stands twice")
    return dict(pairs)


def read_object(text):
    """A JSON object with each member once. Refuses: ValueError."""
    value = json.loads(text, object_pairs_hook=_once)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def new_key():
    """A new private key of P-256 as PEM."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def private(pem):
    return serialization.load_pem_private_key(pem.encode(), password=None)


def jwk(pem, kid, **more):
    """The public half of a key."""
    point = private(pem).public_key().public_numbers()
    x, y = (to_text(n.to_bytes(32, "big")) for n in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "kid": kid, "x": x, "y": y, **more}


def public(key, more=()):
    """The key of a JWK, in which no further members than these may stand. Refuses: ValueError."""
    if set(key) - {"kty", "crv", "kid", "x", "y", "alg", "use", *more}:
        raise ValueError("a further member")
    if key.get("alg", "ES256") != "ES256" or key.get("use", "sig") != "sig":
        raise ValueError("not a public key that signs")
    if not 1 <= len(key["kid"]) <= 40 or any(len(to_bytes(key[name])) != 32 for name in ("x", "y")):
        raise ValueError("not a key of P-256 with a name")
    try:
        return ES256.from_jwk(json.dumps(key))
    except InvalidKeyError as error:
        raise ValueError(str(error)) from error


def sign_low(data, pem):
    """64 bytes r ‖ s with s ≤ n/2: docs/code-format.md §6."""
    signature = ES256.sign(data, private(pem))
    s = int.from_bytes(signature[32:], "big")
    return signature[:32] + min(s, ORDER - s).to_bytes(32, "big")


def sign(payload, pem, kid, typ):
    """The compact JWS of a payload in bytes."""
    return PyJWS().encode(payload, private(pem), algorithm="ES256", headers={"kid": kid, "typ": typ})


def header_of(text, typ):
    """The protected header of a compact JWS, which has exactly three members. Refuses: ValueError."""
    header = read_object(to_bytes(text.split(".")[0]))
    if sorted(header) != ["alg", "kid", "typ"] or header["alg"] != "ES256" or header["typ"] != typ:
        raise ValueError("another header")
    return header


def signed_by(text, typ, keys):
    """The x of the key among these that signed a compact JWS, or None."""
    kid = header_of(text, typ)["kid"]
    for key in keys:
        if key["kid"] == kid:
            try:
                PyJWS().decode(text, public(key, ("since",)), algorithms=["ES256"])
                return key["x"]
            except InvalidTokenError:
                return None
    return None


def payload_of(text):
    """The payload of a compact JWS in bytes and as an object that is written as docs/trust.md says. Refuses: ValueError."""
    head, payload, signature = text.split(".")
    data = to_bytes(payload)
    value = read_object(data)
    if write(value) != data:
        raise ValueError("JSON with blanks or needless escapes")
    return data, value


def parts_of(text):
    """Each signature of a JWS in the general form, as a compact JWS. Refuses: ValueError."""
    outer = read_object(text)
    if sorted(outer) != ["payload", "signatures"]:
        raise ValueError("another member")
    parts = []
    for one in outer["signatures"]:
        if sorted(one) != ["protected", "signature"]:
            raise ValueError("another member")
        parts.append(f"{one['protected']}.{outer['payload']}.{one['signature']}")
    return parts
