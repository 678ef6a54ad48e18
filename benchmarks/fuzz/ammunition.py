"""Makes malformed requests: wrong values in the right places, and HTTP that is none."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from benchmarks.fuzz.target import Target, filled, parameters_of
from benchmarks.fuzz.words import HEADERS, JUNK, METHODS, NO_CHUNKS, NO_JSON, TYPES, VALUES


@dataclass(frozen=True)
class Shot:
    """A request as bytes; ``is_http`` if a server could read it as one."""

    kind: str
    raw: bytes
    is_http: bool


class Gunner:
    """Makes shots from a seed: the same seed makes the same shots for the same target."""

    def __init__(self, target: Target, seed: int) -> None:
        """Aim at ``target``."""
        self._target = target
        self._random = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret

    def shot(self) -> Shot:
        """Return the next request."""
        kinds: Sequence[tuple[int, Callable[[], Shot]]] = (
            (30, self._bent_form),
            (25, self._bent_route),
            (15, self._bent_json),
            (10, self._bent_address),
            (10, self._bent_head),
            (10, self._broken),
        )
        weights = [weight for weight, _ in kinds]
        [make] = self._random.choices([make for _, make in kinds], weights)
        return make()

    def _value(self) -> str:
        chance = self._random.random()
        if chance < 0.7:
            return self._random.choice(VALUES)
        length = self._random.choice((1, 3, 20, 200))
        return "".join(chr(self._random.randrange(1, 0x3000)) for _ in range(length))

    def _bent_form(self) -> Shot:
        form = self._random.choice(self._target.forms)
        fields = list(form.fields.items())
        for _ in range(self._random.randrange(1, 4)):
            change = self._random.randrange(4)
            place = self._random.randrange(len(fields)) if fields else 0
            if change == 0 or not fields:
                fields.append((self._value()[:300], self._value()))
            elif change == 1:
                del fields[place]
            elif change == 2:
                fields.append((fields[place][0], self._value()))
            else:
                fields[place] = (fields[place][0], self._value())
        encoded = urlencode(fields, errors="surrogatepass").encode()
        if form.method == "POST":
            return self._request("form", "POST", form.action, encoded, TYPES[0])
        return self._request("form", "GET", form.action + "?" + encoded[:6000].decode(), b"", "")

    def _bent_route(self) -> Shot:
        path, method = self._random.choice(self._target.routes)
        values = {name: quote(self._value()[:400], safe="", errors="surrogatepass")
                  for name in parameters_of(path)}  # fmt: skip
        query = {self._value()[:50]: self._value()[:900] for _ in range(self._random.randrange(3))}
        address = filled(path, values)
        if query:
            address += "?" + urlencode(query, errors="surrogatepass")
        if self._random.random() < 0.3:
            method = self._random.choice(METHODS)
        body = (
            self._value().encode("utf-8", "surrogatepass") if self._random.random() < 0.4 else b""
        )
        return self._request("route", method, address, body, self._random.choice(TYPES))

    def _bent_json(self) -> Shot:
        path, method = self._random.choice(
            [
                (path, method)
                for path, method in self._target.routes
                if method not in ("GET", "HEAD")
            ]
        )
        names = [*self._target.json_fields, self._value()[:20]]
        content: object = {
            self._random.choice(names): self._random.choice((*JUNK, self._value(), "Hallo"))
            for _ in range(self._random.randrange(4))
        }
        if self._random.random() < 0.15:
            content = self._random.choice(JUNK)
        body = json.dumps(content).encode()
        if self._random.random() < 0.1:
            body = self._random.choice((*NO_JSON, body[:-1]))
        values = {name: "x" for name in parameters_of(path)}
        return self._request("json", method, filled(path, values), body, TYPES[1])

    def _bent_address(self) -> Shot:
        address = self._random.choice(self._target.addresses)
        place = self._random.randrange(len(address) + 1)
        part = quote(self._value()[:80], safe="/?&=%", errors="surrogatepass")
        bent = address[:place] + part + address[place + self._random.randrange(3) :]
        return self._request(
            "address", "GET", bent if bent.startswith("/") else f"/{bent}", b"", ""
        )

    def _bent_head(self) -> Shot:
        path, method = self._random.choice(self._target.routes)
        values = {name: "x" for name in parameters_of(path)}
        more = [
            (self._random.choice(HEADERS), self._value()[: self._random.choice((20, 200, 9000))])
            for _ in range(self._random.randrange(1, 6))
        ]
        return self._request("head", method, filled(path, values), b"", "", more)

    def _request(
        self, kind: str, method: str, address: str, body: bytes, media_type: str,
        more: Sequence[tuple[str, str]] = (),
    ) -> Shot:  # fmt: skip
        headers = [
            ("Host", "127.0.0.1"),
            ("Origin", "http://127.0.0.1"),
            ("Sec-Fetch-Site", "none"),
            ("X-Forwarded-For", self._address()),
            ("X-Session", self._target.session),
            ("Cookie", self._target.cookies),
            *more,
        ]
        if media_type:
            headers.append(("Content-Type", media_type))
        if body:
            headers.append(("Content-Length", str(len(body))))
        lines = [f"{method} {address or '/'} HTTP/1.1"]
        lines += [f"{name}: {_header(value)}" for name, value in headers]
        head = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")
        return Shot(kind, head + body, is_http=True)

    def _address(self) -> str:
        # Everyone has an address of their own: what is tested is the routes, not the limits.
        return ".".join(str(self._random.randrange(1, 255)) for _ in range(4))

    def _broken(self) -> Shot:
        raw = bytearray(self._bent_route().raw[:4000])
        change = self._random.randrange(8)
        if change == 0:
            for _ in range(self._random.randrange(1, 20)):
                raw[self._random.randrange(len(raw))] = self._random.randrange(256)
        elif change == 1:
            raw = raw[: self._random.randrange(1, len(raw))]
        elif change == 2:
            raw = raw.replace(b"\r\n", self._random.choice((b"\n", b"\r", b"\r\n\r\n", b"")))
        elif change == 3:
            raw = bytearray(self._random.randbytes(self._random.randrange(1, 300)))
        elif change == 4:
            raw = raw.replace(
                b"HTTP/1.1", self._random.choice((b"HTTP/3", b"HTTP/1.0", b"ICY", b""))
            )
        elif change == 5:
            start = b"POST /beratung HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            raw = bytearray(start + self._random.choice(NO_CHUNKS))
        elif change == 6:
            raw = raw.replace(b"\r\n", b"\r\nContent-Length: 5\r\nContent-Length: 6\r\n", 1)
        else:
            raw = raw + raw
        return Shot("broken", bytes(raw), is_http=False)


def _header(value: str) -> str:
    # Line ends would make another header: that is what _broken is for.
    return value.replace("\r", " ").replace("\n", " ").replace("\x00", " ").strip()
