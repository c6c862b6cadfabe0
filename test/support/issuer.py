"""
An issuer of health codes in Python, written from docs/trust.md and docs/code-format.md alone: it shows that these two documents are enough.
It keeps all it has in one folder. Each command acts on the folder, and `serve` answers from it.
"""

import argparse
import json
import time
from pathlib import Path

from in_python import code, gate, jws, letters, nation, reader
from in_python.origin import load, serve, store

DAY = 86_400


def begin(args):
    """Makes the identity key and the first key of codes."""
    own = {
        "code": args.code, "name": {"zh": args.zh, "en": args.en}, "origin": args.origin, "seq": 0, "keys": [],
        "identity": {"kid": f"{args.code}.i1", "pem": jws.new_key()}, "maxLifetimeMinutes": {"live": 1440, "paper": 63360},
    }
    now = int(time.time())
    own["keys"].append({"number": 1, "pem": jws.new_key(), "nbf": now - now % 3600, "exp": now + 30 * DAY})
    store(args.folder, "own", own)
    return {"code": args.code}


def apply(args):
    """Writes the application: docs/trust.md §7."""
    own = load(args.folder, "own")
    identity = own["identity"]
    application = {
        "iss": own["code"], "iat": int(time.time()), "name": own["name"], "origin": own["origin"], "mode": "A",
        "maxLifetimeMinutes": own["maxLifetimeMinutes"], "key": jws.jwk(identity["pem"], identity["kid"]),
    }
    args.out.write_text(jws.sign(jws.write(application), identity["pem"], identity["kid"], "yima-application+jwt"))
    return {"out": str(args.out)}


def read(args):
    """Takes the files that the nation serves, and says what a verifier believes."""
    kept = load(args.folder, "kept") or reader.begin(args.root.read_text(), is_local=args.nation.startswith("http://"))
    refusals = reader.offer(kept, nation.files(kept, args.nation), int(time.time()))
    store(args.folder, "kept", kept)
    return result(kept, refusals, int(time.time()))


def replay(args):
    """Reads the offers of a file, `[{"pinned", "offers": [[files, seconds]]}]`, and answers what each did to a reader of that root."""
    answers = []
    for case in json.loads(args.cases.read_text()):
        kept = reader.begin(case["pinned"], is_local=False)
        answers.append([result(kept, reader.offer(kept, offered, now), now) for offered, now in case["offers"]])
    return answers


def check(args):
    """What a gate of this issuer says of a code of another one, by the files that it has read."""
    now = time.time()
    kept = load(args.folder, "kept")
    try:
        issuer = gate.parse(args.digits)[0]["issuer"]
        verdict = reader.issuers(kept, int(now)).get(issuer, {"verdict": "issuer_unknown"})["verdict"]
        if verdict != "believed":
            raise gate.Refused(verdict, issuer=issuer)
        members, keys = kept["register"]["members"], kept["statements"][issuer]["keys"]
        return gate.verify(args.digits, {issuer: keys}, members, int(now * 1000), None, {issuer: members[issuer]["maxLifetimeMinutes"]})
    except gate.Refused as refused:
        return {"refusal": refused.refusal}


def vectors(args):
    """What a gate that believes the issuers in `keys` says of the codes in `cases`: test/vectors/code."""
    published = json.loads(args.keys.read_text())["issuers"]
    issuers = {one["code"]: gate.usable(one["code"], one["jwks"]["keys"]) for one in published}
    members = {one["code"]: {"mode": "A", "from": one["from"], "until": None} for one in published if "from" in one}
    answers = []
    for case in json.loads(args.cases.read_text()):
        try:
            answers.append({"expected": gate.verify(case["code"], issuers, members, case["now"], case.get("status"), {})})
        except gate.Refused as refused:
            answers.append({"refusal": refused.refusal})
    return answers


def result(kept, refusals, now):
    issuers = reader.issuers(kept, now) if kept["register"] else {}
    return {"refused": refusals, "root": kept["root"]["version"], "issuers": issuers, "leftOut": kept["leftOut"]}


def state(args):
    """Makes the next statement and hands it in by a letter: docs/trust.md §3 and §10."""
    own = load(args.folder, "own")
    own["seq"] += 1
    now = int(time.time())
    identity = own["identity"]
    statement = {
        "iss": own["code"], "seq": own["seq"], "iat": now, "exp": now + 30 * DAY,
        "keys": [jws.jwk(key["pem"], f"{own['code']}.{key['number']}", nbf=key["nbf"], exp=key["exp"]) for key in own["keys"]],
        "saw": load(args.folder, "kept")["state"]["register"],
    }
    text = jws.sign(jws.write(statement), identity["pem"], identity["kid"], "yima-statement+jwt")
    store(args.folder, "own", own)
    store(args.folder, "statement", text)
    return letters.hand_in(own, load(args.folder, "kept"), args.nation, "statement", {"file": text})


def issue(args):
    """Makes a credential with the newest key. `show` says its digits."""
    own = load(args.folder, "own")
    own["index"] = own.get("index", 0) + 1
    lifetime = own["maxLifetimeMinutes"][args.kind]
    credential = code.issue(own["code"], own["keys"][-1], args.kind, args.community, own["index"], "陈**", lifetime)
    store(args.folder, "own", own)
    store(args.folder / "credentials", credential["handle"], credential)
    return {"handle": credential["handle"], "list": credential["list"]}


def show(args):
    """The digits of a code, of a live one with a proof of now."""
    return {"digits": code.show(load(args.folder / "credentials", args.handle))}


def rotate(args):
    """Makes a new key of codes. The old key stays in the statement, for the codes that it signed."""
    own = load(args.folder, "own")
    now = int(time.time())
    begins = now - now % 60
    number = own["keys"][-1]["number"] + 1
    own["keys"].append({"number": number, "pem": jws.new_key(), "nbf": begins, "exp": now + 30 * DAY})
    store(args.folder, "own", own)
    return {"kid": f"{own['code']}.{number}"}


def revoke(args):
    """Revokes a code in its status list."""
    credential = load(args.folder / "credentials", args.handle)
    revoked = load(args.folder, "revoked", {})
    revoked.setdefault(credential["list"], []).append(credential["index"])
    store(args.folder, "revoked", revoked)
    return {"list": credential["list"], "index": credential["index"]}


def tell(args):
    """Tells the home of a code of a pass at a gate of this issuer."""
    kept = load(args.folder, "kept")
    shown = gate.to_bytes(args.digits)
    home = gate.parse(args.digits)[0]["issuer"]
    at = int(time.time()) - args.ago
    item = {"at": at, "place": {"division": args.division, "point": "东站"}, "code": jws.to_text(shown)}
    return letters.hand_in(load(args.folder, "own"), kept, kept["register"]["members"][home]["origin"], "passes", item, home)


def visited(args):
    """The passes of its codes that others have told."""
    return list(load(args.folder, "visits", {}).values())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    commands = parser.add_subparsers(required=True)
    options = {
        begin: ("--code", "--zh", "--en", "--origin"), apply: ("--out",), read: ("--nation", "--root"), replay: ("--cases",), check: ("--digits",), vectors: ("--keys", "--cases"), state: ("--nation",),
        issue: ("--kind", "--community"), show: ("--handle",), rotate: (), revoke: ("--handle",), tell: ("--digits", "--division", "--ago"), visited: (), serve: ("--port",),
    }
    types = {"--out": Path, "--root": Path, "--cases": Path, "--keys": Path, "--port": int, "--ago": int}
    for act, names in options.items():
        command = commands.add_parser(act.__name__, help=act.__doc__)
        command.set_defaults(act=act)
        for name in names:
            command.add_argument(name, type=types.get(name, str), required=True)
    args = parser.parse_args()
    if (answer := args.act(args)) is not None:
        print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
