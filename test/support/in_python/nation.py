"""Requests to the nation's host and to those of other issuers: docs/trust.md §7, §10."""

import urllib.error
import urllib.parse
import urllib.request


def files(kept, origin):
    """What the nation serves now, for a reader with these files."""
    ask = f"{origin}/.well-known/trust"
    since = f"?since={kept['bookSeq']}" if kept["bookSeq"] else ""
    offered = {"state": fetch(f"{ask}/state"), "register": fetch(f"{ask}/register"), "book": fetch(f"{ask}/book{since}")}
    return {"roots": _roots_after(kept["root"]["version"], ask), **offered}


def fetch(address):
    """The text at an address, or None where nothing is."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return response.read().decode()
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise


def post(address, data, media_type):
    """The status and the text of the answer to these bytes."""
    asked = urllib.parse.urlsplit(address)
    # No resolver knows the hosts of one machine.
    here = asked._replace(netloc=f"127.0.0.1:{asked.port}") if asked.hostname.endswith(".localhost") else asked
    request = urllib.request.Request(here.geturl(), data, {"content-type": media_type, "host": asked.netloc})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def _roots_after(version, ask):
    roots = []
    while (text := fetch(f"{ask}/root/{version + len(roots) + 1}")) is not None:
        roots.append(text)
    return roots
