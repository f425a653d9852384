"""Reads settings from the environment; a wrong value stops the start with a sentence."""

import os
import secrets
from pathlib import Path

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
