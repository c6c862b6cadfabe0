"""The form and the signatures of the files of docs/trust.md, §1 to §4. What a reader asks besides is in reader.py."""

import re

from in_python import jws
from in_python.jws import Refused

KIB = 1024
LONGEST = {"root": 16 * KIB, "register": 2048 * KIB, "statement": 8 * KIB, "state": 4 * KIB, "book": 4096 * KIB}
NOT_AS_WRITTEN = (ValueError, KeyError, IndexError, TypeError, AttributeError)


def bounded(text, kind):
    if len(text.encode()) > LONGEST[kind]:
        raise Refused("book_too_large" if kind == "book" else "file_too_large")


def general(text, kind):
    """The payload of a root or register, in bytes and as an object."""
    bounded(text, kind)
    try:
        return jws.payload_of(jws.parts_of(text)[0])
    except NOT_AS_WRITTEN as error:
        raise Refused("file_malformed") from error


def compact(text, kind):
    """The payload of a statement or state, in bytes and as an object."""
    bounded(text, kind)
    try:
        jws.header_of(text, _typ(kind))
        return jws.payload_of(text)
    except NOT_AS_WRITTEN as error:
        raise Refused("file_malformed") from error


def signers(text, kind, keys):
    """The x of each key that signed a file."""
    try:
        parts = jws.parts_of(text) if kind in ("root", "register") else [text]
        return {jws.signed_by(part, _typ(kind), keys) for part in parts} - {None}
    except NOT_AS_WRITTEN as error:
        raise Refused("file_malformed") from error


def signed(text, kind, role):
    """Refuses a file that fewer keys of a role have signed than must."""
    if len(signers(text, kind, role["keys"])) < role["threshold"]:
        raise Refused("file_signature_missing")


def root(text):
    """A root that its own keys have signed."""
    _, value = general(text, "root")
    try:
        keys = [key for role in ("root", "register", "state") for key in value[role]["keys"]]
        distinct = all(len({key[name] for key in keys}) == len(keys) for name in ("kid", "x"))
        for role in ("root", "register", "state"):
            distinct = distinct and 1 <= value[role]["threshold"] <= len(value[role]["keys"]) <= 8
    except NOT_AS_WRITTEN as error:
        raise Refused("file_malformed") from error
    if not distinct:
        raise Refused("file_malformed")
    signed(text, "root", value["root"])
    return value


def members(register):
    """The members of a register by code, and the codes of the entries that are left out."""
    taken, left_out = {}, []
    for entry in register["members"]:
        try:
            fits = entry["code"] not in taken and _fits(entry, register)
        except NOT_AS_WRITTEN:
            fits = False
        if fits:
            taken[entry["code"]] = entry
        else:
            left_out.append(entry.get("code"))
    return taken, left_out


def statement(text, member):
    """A statement of a member, with the `since` and the x of the identity key that signed it. Refuses: ValueError."""
    try:
        _, value = compact(text, "statement")
        by = signers(text, "statement", member["keys"])
        signer = next(key for key in member["keys"] if key["x"] in by)
        for key in value["keys"]:
            jws.public(key)
            if not re.fullmatch(rf"{member['code']}\.(0|[1-9][0-9]{{0,4}})", key["kid"]) or not key["nbf"] < key["exp"]:
                raise ValueError("a key of another issuer, or of no time")
        return {**value, "since": signer["since"], "by": signer["x"]}
    except (Refused, StopIteration, *NOT_AS_WRITTEN) as error:
        raise ValueError("unreadable") from error


def _fits(entry, register):
    keys = entry["keys"]
    for key in keys:
        jws.public(key)
    return (
        re.fullmatch(r"0|[1-9][0-9]|[1-9][0-9]{3}", entry["code"])
        and entry["mode"] in ("A", "B", "C")
        and 1 <= len(keys) <= 8
        and all(re.fullmatch(rf"{entry['code']}\.i[0-9]+", key["kid"]) and key["since"] <= register["seq"] for key in keys)
        and (entry["readmitted"] is None or entry["readmitted"] <= register["iat"])
    )


def _typ(kind):
    return f"yima-{kind}+{'jwt' if kind in ('statement', 'state') else 'jws'}"
