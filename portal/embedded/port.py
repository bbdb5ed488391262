"""Whether an address is free to listen on."""

import errno
import socket

from portal.embedded.problem import Unusable


def chosen(environ):
    """Host and port that `environ` asks for (HOST, PORT), else this machine's own 127.0.0.1 and 8000.

    Raises Unusable if nothing can listen there.
    """
    host, text = environ.get("HOST") or "127.0.0.1", environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Unusable(f"PORT must be a number from 1 to 65535, not {text!r}.")
    port = int(text)
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family) as probe:
            # As the web server will: connections of a server that just stopped are no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Unusable(f"Port {port} is taken: choose another, for instance PORT={_next(port)}.") from error
        raise Unusable(f"Nothing can listen on {host}, port {port}: {error.strerror or error}.") from error
    return host, port


def _next(port):
    return port + 1 if port < 65535 else 8000
