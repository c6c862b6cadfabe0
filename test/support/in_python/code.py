"""Health codes by docs/code-format.md: the claim record, its digits, the proof of a live code, and status lists."""

import datetime
import os
import time
import zlib

from cryptography.hazmat.primitives import serialization

from in_python import jws

KINDS = {"live": 1, "paper": 2}
WIDTHS = {1: 3, 2: 5, 3: 8, 4: 10, 5: 13, 6: 15, 7: 17}
CHINA = datetime.timezone(datetime.timedelta(hours=8))
HOUR = 3600


def number(value, size):
    return value.to_bytes(size, "big")


def to_digits(data):
    """§4."""
    groups = (data[at : at + 7] for at in range(0, len(data), 7))
    return "".join(str(int.from_bytes(group, "big")).zfill(WIDTHS[len(group)]) for group in groups)


def issue(issuer, key, kind, community, index, name, minutes):
    """
    A new credential of §2, signed by a key of the issuer: §3. It begins at the full hour, or with its key in that hour, and ends at a full hour.
    Unit: `minutes` of the longest lifetime.
    """
    now = int(time.time())
    issued = max(now - now % HOUR, key["nbf"])
    expires = (now + minutes * 60) // HOUR * HOUR
    if expires - issued > minutes * 60:
        expires -= HOUR
    device = jws.new_key() if kind == "live" else None
    handle = os.urandom(16)
    masked = name.encode()
    record = b"".join(
        (
            number(1 << 4 | KINDS[kind], 1),
            number(int(issuer), 3),
            number(key["number"], 2),
            handle,
            number(2 if kind == "live" else 0, 1),
            number(issued, 4),
            number((expires - issued) // 60, 2),
            number(60, 2),
            number(int(community), 5),
            number(index, 3),
            number(len(masked), 1),
            masked,
            _compressed(device) if device else b"",
        )
    )
    header = jws.write({"alg": "ES256", "kid": f"{issuer}.{key['number']}", "typ": "yima-code+jws"})
    signed = f"{jws.to_text(header)}.{jws.to_text(record)}".encode()
    return {
        "handle": handle.hex(),
        "record": record.hex(),
        "signature": jws.sign_low(signed, key["pem"]).hex(),
        "device": device,
        "list": list_name(community, expires, kind),
        "index": index,
    }


def show(credential):
    """The digits of a credential; of a live one with a proof of now: §5."""
    shown = bytes.fromhex(credential["record"] + credential["signature"])
    if credential["device"]:
        proof = number(int(time.time()), 4)
        shown += proof + jws.sign_low(b"yima-live-1" + shown + proof, credential["device"])
    return to_digits(shown)


def list_name(community, expires, kind):
    """§7: the list of the day in China on which a credential ends."""
    day = datetime.datetime.fromtimestamp(expires, CHINA).strftime("%Y%m%d")
    return f"{community}-{day}{'p' if kind == 'paper' else ''}"


def status_token(issuer, key, name, revoked, entries):
    """The signed list of a name, in which the revoked indexes have the value 1: §7."""
    bits = bytearray(entries // 4)
    for index in revoked:
        bits[index // 4] |= 1 << index % 4 * 2
    day = datetime.datetime.strptime(name.split("-")[1], "%Y%m%d").replace(tzinfo=CHINA)
    header = {"alg": "ES256", "kid": f"{issuer}.{key['number']}", "typ": "statuslist+jwt"}
    payload = {
        "sub": f"urn:yima:status:{issuer}:{name}",
        "iat": int(time.time()),
        "exp": int(day.timestamp()) + 24 * HOUR,
        "ttl": 20,
        "status_list": {"bits": 2, "lst": jws.to_text(zlib.compress(bytes(bits)))},
    }
    signed = f"{jws.to_text(jws.write(header))}.{jws.to_text(jws.write(payload))}"
    return f"{signed}.{jws.to_text(jws.sign_low(signed.encode(), key['pem']))}"


def _compressed(pem):
    return jws.private(pem).public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
