"""The folder of the issuer, and what its origin answers from it."""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from in_python import code, jws, letters

ENTRIES = 1024
MAX_LETTER = 262_144


def load(folder, name, otherwise=None):
    path = folder / f"{name}.json"
    return json.loads(path.read_text()) if path.exists() else otherwise


def store(folder, name, value):
    """Replaces a file as a whole, because `serve` may read it at the same time."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{name}.{os.getpid()}"
    fresh.write_text(json.dumps(value, ensure_ascii=False))
    fresh.chmod(0o600)
    fresh.rename(folder / f"{name}.json")


def _media_type(path):
    """The content types of docs/trust.md §7 and docs/code-format.md §7, of which readers take no other."""
    kinds = {"status": "statuslist+jwt", "state": "yima-state+jwt", "statement": "yima-statement+jwt", "book": "json"}
    first = path.removeprefix("/.well-known/trust").split("/")[1]
    return f"application/{kinds.get(first, 'jose+json')}"


def serve(args):
    """Answers on loopback, after a line that says so, until the standard input ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            text = _answer(args.folder, urlsplit(self.path).path)
            self.send_response(404 if text is None else 200)
            self.send_header("content-type", _media_type(urlsplit(self.path).path))
            self.send_header("access-control-allow-origin", "*")
            self.end_headers()
            self.wfile.write((text or "").encode())

        def do_POST(self):
            status, media_type, text = _take(args.folder, self.path, self.headers, self.rfile)
            self.send_response(status)
            self.send_header("content-type", media_type)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", args.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("listening", flush=True)
    sys.stdin.read()


def _take(folder, path, headers, body):
    """The status, the type and the text of the answer to a letter: docs/trust.md §10."""
    length = int(headers.get("content-length") or 0)
    if path != letters.PATH or headers.get("content-type") != f"application/{letters.LETTER}" or length > MAX_LETTER:
        return 404, "text/plain", ""
    kept = load(folder, "kept")
    if kept is None:
        return 401, "application/problem+json", json.dumps({"code": "letter_signature"})
    try:
        visits = load(folder, "visits", {})
        receipt = letters.answer(load(folder, "own"), kept, visits, body.read(length).decode())
        store(folder, "kept", kept)
        store(folder, "visits", visits)
        return 200, f"application/{letters.RECEIPT}", receipt
    except letters.Problem as problem:
        status, name = problem.args
        return status, "application/problem+json", json.dumps({"code": name})


def _answer(folder, path):
    """The text at a path, or None: docs/trust.md §7, docs/code-format.md §7."""
    if path.startswith("/status/"):
        return _status(folder, path.removeprefix("/status/"))
    if path.startswith("/.well-known/trust/"):
        return _trust(folder, path.removeprefix("/.well-known/trust/"))
    return None


def _status(folder, name):
    """The list of live codes of a community and day. Lists of paper codes are not public."""
    live = {one["list"] for one in (load(file.parent, file.stem) for file in (folder / "credentials").glob("*.json")) if one["device"]}
    if name not in live:
        return None
    own = load(folder, "own")
    return code.status_token(own["code"], own["keys"][-1], name, load(folder, "revoked", {}).get(name, []), ENTRIES)


def _trust(folder, name):
    if name == f"statement/{load(folder, 'own')['code']}":
        return load(folder, "statement")
    kept = load(folder, "kept", {"texts": {}})
    if name == "book" and kept["texts"]:
        return jws.write({"from": 0, "to": kept["bookSeq"], "statements": list(kept["book"].values()), "gone": []}).decode()
    return kept["texts"].get(name)
