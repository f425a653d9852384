"""Reads settings from the environment; a wrong value stops the start with a sentence."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on", "ja"}
FALSE_WORDS = {"0", "false", "no", "off", "nein", ""}


def text(name: str, default: str = "") -> str:
    """The variable itself, or the content of the file that ``<name>_FILE`` names."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE={path}: Die Datei lässt sich nicht lesen ({error.strerror})."
            ) from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").strip().lower()
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name}={value}: Schreiben Sie 1 (an) oder 0 (aus).")


def number(name: str, default: int, *, minimum: int = 0) -> int:
    value = text(name, str(default))
    try:
        result = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value}: Schreiben Sie eine ganze Zahl.") from error
    if result < minimum:
        raise ImproperlyConfigured(f"{name}={value}: Die Zahl muss mindestens {minimum} sein.")
    return result


def choice(name: str, options: list[str]) -> str:
    """One of ``options``; the first one where nothing is said."""
    value = text(name, options[0])
    if value not in options:
        allowed = ", ".join(option or "nichts" for option in options)
        raise ImproperlyConfigured(f"{name}={value}: Möglich sind {allowed}.")
    return value


def base_address(value: str) -> str:
    """Where people reach the installation, for links in mails; without a slash at its end."""
    parts = urlsplit(value.strip())
    whole = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    if not whole or parts.path.strip("/") or parts.query or parts.fragment or " " in value.strip():
        raise ImproperlyConfigured(
            f"ALLMENDE_URL={value}: Schreiben Sie die Adresse, unter der Allmende erreichbar ist, "
            "zum Beispiel https://ki.stadt.example."
        )
    return f"{parts.scheme}://{parts.netloc}"


def address(name: str) -> str:
    """Of a server; without TLS only on this machine."""
    value = text(name).strip().rstrip("/")
    local = re.match(r"http://(localhost|127\.0\.0\.1)(:\d+)?(/|$)", value)
    if value and not local and not re.match(r"https://[^/\s]+", value):
        raise ImproperlyConfigured(f"{name}={value}: Die Adresse muss mit https:// beginnen.")
    return value


def together(values: Mapping[str, str]) -> None:
    """Variables that only make sense all or none."""
    missing = [name for name, value in values.items() if not value]
    if missing and len(missing) < len(values):
        raise ImproperlyConfigured(f"Es fehlt: {', '.join(missing)}. Setzen Sie alle oder keine.")


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret_key(home: Path) -> str:
    """The key from the environment, else one that is made once and kept beside the data."""
    key = text("ALLMENDE_SECRET_KEY")
    if key and len(key) < 32:
        raise ImproperlyConfigured("ALLMENDE_SECRET_KEY ist kürzer als 32 Zeichen.")
    if key:
        return key
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")
