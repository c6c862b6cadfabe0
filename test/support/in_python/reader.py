"""A reader of the four signed files by docs/trust.md §5. What it has taken is a plain object, which its caller keeps as JSON."""

from in_python import files, jws
from in_python.jws import Refused


def begin(pinned, is_local):
    """A reader with a whole root in its setting. `is_local`: its nation is on one machine."""
    value = files.root(pinned)
    return {
        "root": value, "latest": value["iat"], "state": None, "register": None, "book": {}, "bookSeq": 0, "statements": {}, "suspended": {},
        "leftOut": {}, "isLocal": is_local, "texts": {f"root/{value['version']}": pinned},
    }


def offer(kept, offered, now):
    """Takes what a server offers: `roots`, `state`, `register` and `book`, all of which may be absent. Answers the refusals."""
    refusals = []
    takes = [(take_root, text) for text in offered.get("roots", [])]
    takes += [(take, offered.get(name)) for name, take in (("state", take_state), ("register", take_register), ("book", take_book))]
    for take, text in takes:
        try:
            if text is not None:
                take(kept, text, now)
        except Refused as refusal:
            refusals.append(str(refusal))
    return refusals


def take_root(kept, text, now):
    """Walks to the next root."""
    value = files.root(text)
    files.signed(text, "root", kept["root"]["root"])
    if value["version"] <= kept["root"]["version"]:
        raise Refused("file_rolled_back")
    if value["version"] > kept["root"]["version"] + 1:
        raise Refused("root_skipped")
    _not_ahead(value, now)
    kept["root"] = value
    kept["texts"][f"root/{value['version']}"] = text
    kept["latest"] = max(kept["latest"], value["iat"])


def take_state(kept, text, now):
    data, value = files.compact(text, "state")
    files.suspensions(value)
    files.signed(text, "state", kept["root"]["state"])
    value["hash"] = jws.digest(data)
    _follows(kept, "state", value, now)
    kept["state"] = value
    kept["texts"]["state"] = text
    kept["latest"] = max(kept["latest"], value["iat"])
    for one in value["suspended"]:
        kept["suspended"][one["code"]] = max(one["at"], kept["suspended"].get(one["code"], 0))
    _end_suspensions(kept)


def take_register(kept, text, now):
    data, value = files.general(text, "register")
    files.signed(text, "register", kept["root"]["register"])
    if not kept["state"]:
        raise Refused("state_missing")
    value["hash"] = jws.digest(data)
    if [value["seq"], value["hash"]] != kept["state"]["register"]:
        raise Refused("file_another")
    _follows(kept, "register", value, now)
    held = kept["register"]
    if held and value["seq"] != held["seq"] + 1:
        held = None
    if held and value["prev"] != held["hash"]:
        raise Refused("file_forked")
    members, left_out = files.members(value, kept["isLocal"])
    gone = [code for code in held["members"] if code not in members] if held else []
    if gone and len(gone) * 5 > len(held["members"]) and not value.get("mass"):
        raise Refused("register_loses_members")
    kept["register"] = {**value, "members": members, "leftOut": left_out}
    kept["texts"]["register"] = kept["texts"][f"register/{value['seq']}"] = text
    kept["latest"] = max(kept["latest"], value["iat"])
    _end_suspensions(kept)


def take_book(kept, text, now):
    """Takes the whole book or its changes. A statement that is left out is named, and its issuer keeps the one before."""
    files.bounded(text, "book")
    try:
        changes = jws.read_object(text)
        book = {} if changes["from"] == 0 else dict(kept["book"])
        for code in changes["gone"]:
            book.pop(code, None)
        for statement in files.listed(changes["statements"]):
            issuer = jws.payload_of(statement)[1]["iss"]
            if not files.is_code(issuer):
                raise ValueError("a statement of nobody")
            book[issuer] = statement
        lines = "".join(f"{code}.{jws.digest(book[code].encode())}\n" for code in sorted(book, key=int))
    except files.NOT_AS_WRITTEN as error:
        raise Refused("book_malformed") from error
    if not kept["state"]:
        raise Refused("state_missing")
    if jws.digest(lines.encode()) != kept["state"]["book"][1]:
        raise Refused("trust_inconsistent")
    kept["book"], kept["bookSeq"] = book, kept["state"]["book"][0]
    left_out = {code: _take_statement(kept, code, statement, now) for code, statement in book.items()}
    kept["leftOut"] = {code: why for code, why in left_out.items() if why}


def issuers(kept, now):
    """What a verifier believes, by code: whether it believes the issuer, and the names of the keys of its codes."""
    believed = {}
    for code, member in kept["register"]["members"].items():
        statement = kept["statements"].get(code)
        counts = code in kept["book"] and statement and any(key["x"] == statement["by"] for key in member["keys"])
        ends = min(kept["register"]["exp"], kept["state"]["exp"], statement["exp"] if counts else 0)
        lasts = member["from"] <= now and (member["until"] is None or now < member["until"])
        if not counts:
            verdict = "issuer_unknown"
        elif code in kept["suspended"]:
            verdict = "issuer_suspended"
        elif now >= ends:
            verdict = "trust_expired"
        else:
            verdict = "believed" if lasts else "issuer_unknown"
        believed[code] = {"verdict": verdict, "keys": [key["kid"] for key in statement["keys"]] if counts else []}
    return believed


def _end_suspensions(kept):
    """Only a register that readmits a member ends its suspension."""
    for code, member in (kept["register"] or {"members": {}})["members"].items():
        if member["readmitted"] is not None and kept["suspended"].get(code, member["readmitted"] + 1) <= member["readmitted"]:
            del kept["suspended"][code]


def _take_statement(kept, code, text, now):
    try:
        value = files.statement(text, kept["register"]["members"][code])
        _not_ahead(value, now)
    except (ValueError, KeyError, TypeError, Refused):
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


def _follows(kept, kind, value, now):
    """The refusals that a state and a register have alike, in their order."""
    if value["root"] > kept["root"]["version"]:
        raise Refused("root_unknown")
    held = kept[kind]
    if held:
        pair, before = [value["root"], value["seq"]], [held["root"], held["seq"]]
        if pair < before:
            raise Refused("file_rolled_back")
        if pair == before and value["hash"] != held["hash"]:
            raise Refused("file_forked")
    _not_ahead(value, now)
    if max(now, kept["latest"]) >= value["exp"]:
        raise Refused("file_expired")


def _not_ahead(value, now):
    if now < value["iat"] - 120:
        raise Refused("file_not_yet_valid")
