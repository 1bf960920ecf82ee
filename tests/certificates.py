"""Certificates for tests."""

import ssl
import subprocess
from pathlib import Path

from tests import needs


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for `name`, and the TLS context of a server with it."""
    key, made = folder / "key.pem", folder / "certificate.pem"
    kind = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    words = f"req -x509 {kind} -days 2 -subj /CN={name} -addext subjectAltName=DNS:{name}"
    command = [needs.openssl(), *words.split(), "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return made, context
