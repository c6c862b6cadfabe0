"""The form and the signatures of the files of docs/trust.md, §1 to §4. What a reader asks besides is in reader.py."""

import re
import unicodedata

from in_python import jws
from in_python.jws import Refused

KIB = 1024
LONGEST = {"root": 16 * KIB, "register": 2048 * KIB, "statement": 8 * KIB, "state": 4 * KIB, "book": 4096 * KIB}
PUBLIC = re.compile(r"https://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
PRIVATE = re.compile(r"\.(internal|local|localhost|localdomain|home|lan|corp|intranet|test|invalid|example)$")
LOCAL = re.compile(r"http://([a-z0-9-]+\.)*localhost:[1-9][0-9]{0,4}")
REASON = re.compile(r"[a-z][a-z_]{0,39}")
NOT_AS_WRITTEN = (ValueError, KeyError, IndexError, TypeError, AttributeError)


def bounded(text, kind):
    if len(text.encode()) > LONGEST[kind]:
        raise Refused("book_too_large" if kind == "book" else "file_too_large")


def general(text, kind):
    """The payload of a root or register, in bytes and as an object."""
    bounded(text, kind)
    try:
        return _dated(jws.payload_of(jws.parts_of(text)[0]))
    except NOT_AS_WRITTEN as error:
        raise Refused("file_malformed") from error


def compact(text, kind):
    """The payload of a statement or state, in bytes and as an object."""
    bounded(text, kind)
    try:
        jws.header_of(text, _typ(kind))
        return _dated(jws.payload_of(text))
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
        distinct = _are_different(keys)
        for role in ("root", "register", "state"):
            distinct = distinct and 1 <= value[role]["threshold"] <= len(value[role]["keys"]) <= 8
        for key in keys:
            jws.public(key)
    except NOT_AS_WRITTEN as error:
        raise Refused("file_malformed") from error
    if not distinct:
        raise Refused("file_malformed")
    signed(text, "root", value["root"])
    return value


def members(register, is_local):
    """The members of a register by code, and the codes of the entries that are left out. `is_local`: the members are on one machine."""
    taken, left_out = {}, []
    for entry in register["members"]:
        try:
            fits = entry["code"] not in taken and _fits(entry, register, is_local)
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
        if value["iss"] != member["code"] or value["seq"] < 1 or not 1 <= len(value["keys"]) <= 8 or not _are_different(value["keys"]):
            raise ValueError("not a statement of this member")
        for key in value["keys"]:
            _code_key(key, member["code"])
        return {**value, "since": signer["since"], "by": signer["x"]}
    except (Refused, StopIteration, *NOT_AS_WRITTEN) as error:
        raise ValueError("unreadable") from error


def suspensions(state):
    """Refuses a state of which a suspension breaks a rule of docs/trust.md §4."""
    try:
        rules = [is_code(one["code"]) and REASON.fullmatch(one["reason"]) and 0 <= one["at"] <= state["iat"] for one in listed(state["suspended"])]
    except NOT_AS_WRITTEN as error:
        raise Refused("file_malformed") from error
    if not all(rules):
        raise Refused("file_malformed")


def listed(value):
    """A list as it is. Refuses: TypeError."""
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def is_code(text):
    return re.fullmatch(r"0|[1-9][0-9]|[1-9][0-9]{3}", text) is not None


def _are_different(keys):
    return all(len({key[name] for key in keys}) == len(keys) for name in ("kid", "x"))


def _code_key(key, issuer):
    """A key of codes: docs/trust.md §3. Refuses: ValueError."""
    jws.public(key, ("nbf", "exp", "for"))
    number = re.fullmatch(rf"{issuer}\.(0|[1-9][0-9]{{0,4}})", key["kid"])
    kinds = ("live", "paper", "free", "converted") if issuer == "0" else ("live", "paper")
    if not number or int(number[1]) > 65535 or not key["nbf"] < key["exp"] or key.get("for", "live") not in kinds:
        raise ValueError("not a key of codes of this issuer")


def _dated(read):
    if read[1]["iat"] >= read[1]["exp"]:
        raise ValueError("it ends before it begins")
    return read


def _fits(entry, register, is_local):
    keys = entry["keys"]
    for key in keys:
        jws.public(key, ("since",))
    origin = entry["origin"]
    return (
        is_code(entry["code"])
        and len(origin) <= 200
        and ((PUBLIC.fullmatch(origin) and not PRIVATE.search(origin)) or (is_local and LOCAL.fullmatch(origin)))
        and entry["mode"] in ("A", "B", "C")
        and all(_is_name(entry["name"][language]) for language in ("zh", "en"))
        and all(1 <= entry["maxLifetimeMinutes"][kind] <= 65535 for kind in ("live", "paper"))
        and 1 <= len(keys) <= 8
        and _are_different(keys)
        and all(re.fullmatch(rf"{entry['code']}\.i[1-9][0-9]{{0,4}}", key["kid"]) and key["since"] >= 1 for key in keys)
        and (entry["readmitted"] is None or entry["readmitted"] <= register["iat"])
    )


def _is_name(text):
    letters = [unicodedata.category(letter)[0] in "LMN" for letter in text]
    return 1 <= len(text) <= 80 and letters[0] and all(fits or letter in " .·'’()（）-" for fits, letter in zip(letters, text))


def _typ(kind):
    return f"yima-{kind}+{'jwt' if kind in ('statement', 'state') else 'jws'}"
