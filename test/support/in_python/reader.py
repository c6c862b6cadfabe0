"""A reader of the four signed files by docs/trust.md §5. What it has taken is a plain object, which its caller keeps as JSON."""

import time

from in_python import files, jws
from in_python.jws import Refused


def begin(pinned):
    """A reader with a whole root in its setting."""
    value = files.root(pinned)
    return {
        "root": value, "latest": value["iat"], "state": None, "register": None, "book": {}, "bookSeq": 0, "statements": {}, "suspended": {},
        "texts": {f"root/{value['version']}": pinned},
    }  # fmt: skip


def take_root(kept, text):
    """Walks to the next root."""
    value = files.root(text)
    version, held = value["version"], kept["root"]["version"]
    if version <= held:
        raise Refused("file_rolled_back")
    if version > held + 1:
        raise Refused("root_skipped")
    files.signed(text, "root", kept["root"]["root"])
    kept["root"] = value
    kept["texts"][f"root/{version}"] = text


def take_state(kept, text):
    data, value = files.compact(text, "state")
    _under_root(kept, value)
    files.signed(text, "state", kept["root"]["state"])
    _in_order(kept["state"], value, jws.digest(data))
    _in_time(kept, value)
    if any(one["at"] > value["iat"] for one in value["suspended"]):
        raise Refused("file_malformed")
    kept["state"] = {**value, "hash": jws.digest(data)}
    kept["texts"]["state"] = text
    kept["latest"] = max(kept["latest"], value["iat"])
    for one in value["suspended"]:
        kept["suspended"][one["code"]] = max(one["at"], kept["suspended"].get(one["code"], 0))
    _end_suspensions(kept)


def take_register(kept, text):
    if not kept["state"]:
        raise Refused("state_missing")
    data, value = files.general(text, "register")
    mine = jws.digest(data)
    _under_root(kept, value)
    files.signed(text, "register", kept["root"]["register"])
    if [value["seq"], mine] != kept["state"]["register"]:
        raise Refused("file_another")
    held = kept["register"]
    _in_order(held, value, mine)
    if held and value["root"] == held["root"] and value["seq"] == held["seq"] + 1 and value["prev"] != held["hash"]:
        raise Refused("file_forked")
    _in_time(kept, value)
    members, left_out = files.members(value)
    if held and not value.get("mass"):
        gone = [code for code in held["members"] if code not in members]
        if len(gone) * 5 > len(held["members"]):
            raise Refused("register_loses_members")
    kept["register"] = {**value, "members": members, "leftOut": left_out, "hash": mine}
    _end_suspensions(kept)
    kept["texts"]["register"] = kept["texts"][f"register/{value['seq']}"] = text
    kept["latest"] = max(kept["latest"], value["iat"])


def take_book(kept, text):
    """Takes the whole book or its changes. Answers why a statement was left out, by code: its issuer keeps the one before."""
    if not kept["state"] or not kept["register"]:
        raise Refused("state_missing")
    files.bounded(text, "book")
    try:
        changes = jws.read_object(text)
        book = {} if changes["from"] == 0 else dict(kept["book"])
        for code in changes["gone"]:
            book.pop(code, None)
        for statement in changes["statements"]:
            files.bounded(statement, "statement")
            book[jws.payload_of(statement)[1]["iss"]] = statement
        lines = "".join(f"{code}.{jws.digest(book[code].encode())}\n" for code in sorted(book, key=int))
    except files.NOT_AS_WRITTEN as error:
        raise Refused("book_malformed") from error
    if [changes["to"], jws.digest(lines.encode())] != kept["state"]["book"]:
        raise Refused("trust_inconsistent")
    kept["book"], kept["bookSeq"] = book, changes["to"]
    left_out = {code: _take_statement(kept, code, statement) for code, statement in book.items()}
    return {code: why for code, why in left_out.items() if why}


def issuers(kept):
    """What a verifier believes now, by code: whether it believes the issuer, and the names of the keys of its codes."""
    now = int(time.time())
    believed = {}
    for code, member in kept["register"]["members"].items():
        statement = kept["statements"].get(code)
        counts = statement and any(key["x"] == statement["by"] for key in member["keys"])
        ends = min(kept["register"]["exp"], kept["state"]["exp"], statement["exp"] if counts else 0)
        lasts = member["from"] <= now and (member["until"] is None or now < member["until"])
        if not counts or not lasts:
            verdict = "issuer_unknown"
        elif code in kept["suspended"]:
            verdict = "issuer_suspended"
        else:
            verdict = "trust_expired" if now >= ends else "believed"
        believed[code] = {"verdict": verdict, "keys": [key["kid"] for key in statement["keys"]] if counts else []}
    return believed


def _end_suspensions(kept):
    """Only a register that readmits a member ends its suspension."""
    for code, member in (kept["register"] or {"members": {}})["members"].items():
        if member["readmitted"] is not None and kept["suspended"].get(code, member["readmitted"] + 1) <= member["readmitted"]:
            del kept["suspended"][code]


def _take_statement(kept, code, text):
    try:
        value = files.statement(text, kept["register"]["members"].get(code, {"code": code, "keys": []}))
    except ValueError:
        return "unreadable"
    held = kept["statements"].get(code)
    if held:
        pair, before = [value["since"], value["seq"]], [held["since"], held["seq"]]
        if pair < before:
            return "rolled_back"
        if pair == before and value != held:
            return "forked"
    kept["statements"][code] = value
    return None


def _under_root(kept, value):
    if value["root"] > kept["root"]["version"]:
        raise Refused("root_unknown")


def _in_order(held, value, mine):
    if held:
        pair, before = [value["root"], value["seq"]], [held["root"], held["seq"]]
        if pair < before:
            raise Refused("file_rolled_back")
        if pair == before and mine != held["hash"]:
            raise Refused("file_forked")


def _in_time(kept, value):
    now = int(time.time())
    if max(now, kept["latest"]) >= value["exp"]:
        raise Refused("file_expired")
    if now < value["iat"] - 120:
        raise Refused("file_not_yet_valid")
