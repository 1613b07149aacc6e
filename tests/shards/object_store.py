"""A server that answers as S3 does, as far as Arrow asks: put, get with ranges, list and delete, all in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

_DAY = "Sat, 01 Mar 2031 00:00:00 GMT"


@contextmanager
def object_store() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The address's host and port, and the objects by bucket and name."""
    objects: dict[str, bytes] = {}

    class Handler(_Handler):
        there = objects

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}", objects
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    there: dict[str, bytes]

    def log_message(self, *_: object) -> None:
        pass

    @property
    def _name(self) -> str:
        return unquote(urlsplit(self.path).path).strip("/")

    def do_PUT(self) -> None:
        self.there[self._name] = self._body()
        self._answer(200, b"", ETag='"0"')

    def do_DELETE(self) -> None:
        self.there.pop(self._name, None)
        self._answer(204, b"")

    def do_HEAD(self) -> None:
        if "/" not in self._name:
            self._answer(200, b"")
        elif self._name in self.there:
            self._answer(200, self.there[self._name], ETag='"0"')
        else:
            self._answer(404, b"")

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        if "list-type" in asked:
            self._answer(200, self._listing(asked), **{"Content-Type": "application/xml"})
        elif self._name not in self.there:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            data, wanted = self.there[self._name], self.headers.get("Range")
            if wanted is None:
                self._answer(200, data, ETag='"0"')
                return
            start, _, end = wanted.removeprefix("bytes=").partition("-")
            part = data[int(start) : int(end) + 1 if end else None]
            whole = {"Content-Range": f"bytes {start}-{int(start) + len(part) - 1}/{len(data)}"}
            self._answer(206, part, ETag='"0"', **whole)

    def _listing(self, asked: dict[str, list[str]]) -> bytes:
        bucket, prefix = self._name.split("/")[0], asked.get("prefix", [""])[0]
        names = sorted(name.removeprefix(f"{bucket}/") for name in self.there if name.startswith(f"{bucket}/{prefix}"))
        rows = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>2031-03-01T00:00:00.000Z</LastModified>"
            f"<ETag>0</ETag><Size>{len(self.there[f'{bucket}/{name}'])}</Size></Contents>"
            for name in names
        )
        head = f"<Name>{bucket}</Name><KeyCount>{len(names)}</KeyCount><IsTruncated>false</IsTruncated>"
        return f'<?xml version="1.0"?><ListBucketResult>{head}{rows}</ListBucketResult>'.encode()

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "") == "chunked":
            data = b"".join(self._chunks())
        else:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return _unwrapped(data) if "aws-chunked" in self.headers.get("Content-Encoding", "") else data

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def _answer(self, status: int, data: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", _DAY)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _unwrapped(data: bytes) -> bytes:
    """A body in the chunks that Amazon's programs sign: a size, a line's end, so many bytes, and again."""
    parts = []
    while True:
        head, _, rest = data.partition(b"\r\n")
        size = int(head.partition(b";")[0], 16)
        if not size:
            return b"".join(parts)
        parts.append(rest[:size])
        data = rest[size + 2 :]
