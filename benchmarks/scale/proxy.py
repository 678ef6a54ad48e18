"""nginx with the configuration of ``deploy/nginx``, on ports and with files of our own."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.settings import PROJECT_ROOT

DEPLOYED = PROJECT_ROOT / "deploy" / "nginx"
MAIN = """
daemon off;
# One process: whoever kills it has killed all of it.
master_process off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/ija-lotse.conf;
}}
"""


@dataclass(frozen=True)
class Ports:
    """Where nginx listens and where it finds the doors and the desk."""

    plain: int
    public: int
    gateways: tuple[int, int]
    desk: int


def is_installed() -> bool:
    """Tell whether there is a web server to start."""
    return _binary() is not None


def command(folder: Path, *options: str) -> list[str]:
    """Return the command that runs nginx with the files in ``folder``."""
    return [str(_binary()), "-p", str(folder), "-c", str(folder / "nginx.conf"), *options]


def write(folder: Path, ports: Ports, certificate: Path | None = None) -> None:
    """Write the deployed configuration with other places; without a certificate, without TLS."""
    site = (DEPLOYED / "ija-lotse.conf").read_text(encoding="utf-8")
    site = re.sub(r"\n\s*listen \[::\].*", "", site)
    site = site.replace("listen 80;", f"listen 127.0.0.1:{ports.plain};")
    site = site.replace("/etc/nginx/ija-proxy.conf", str(folder / "ija-proxy.conf"))
    site = site.replace("/etc/nginx/ija-lotse", str(folder))
    site = site.replace("/var/log/nginx", str(folder))
    for deployed, port in zip((8000, 8010), ports.gateways, strict=True):
        site = site.replace(f"127.0.0.1:{deployed}", f"127.0.0.1:{port}")
    site = site.replace("127.0.0.1:8001", f"127.0.0.1:{ports.desk}")
    if certificate is None:
        site = re.sub(r"\n\s*ssl_.*", "", site)
        site = site.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{ports.public};")
    else:
        site = re.sub(r"/etc/letsencrypt/live/\S+\.pem", str(certificate), site)
        site = site.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{ports.public} ssl http2;")
    (folder / "ija-lotse.conf").write_text(site, encoding="utf-8")
    for name in ("ija-proxy.conf", "pause.html"):
        shutil.copy(DEPLOYED / name, folder / name)
    user = "user root;" if _is_root() else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")


def let_clients_say_who_they_are(folder: Path) -> None:
    """Believe a header of ours, so that one machine can be many people."""
    file = folder / "ija-proxy.conf"
    believed = file.read_text(encoding="utf-8").replace(
        "X-Forwarded-For $remote_addr", "X-Forwarded-For $http_x_test_address"
    )
    file.write_text(believed, encoding="utf-8")


def _binary() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def _is_root() -> bool:
    return os.geteuid() == 0
