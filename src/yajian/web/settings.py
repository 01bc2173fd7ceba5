"""Everything that can be set, read once at start; what cannot be used is refused with the words to type."""

import os
import re
import secrets
import stat
from pathlib import Path
from typing import Any

import django
from django.conf import settings

AT_HOME = ("127.0.0.1", "localhost", "[::1]")
MEGABYTE = 1024 * 1024
BODY_LIMIT = 30 * MEGABYTE  # one submission, files included
FORM_LIMIT = MEGABYTE // 4  # the typed part of it
SECRET_NAME = "web-secret"
CSRF_COOKIE = "yajian_csrf"


class CannotStart(SystemExit):
    """The office cannot open. The message says what to do; nobody is shown a trace."""


def configure(folder: Path) -> None:
    """Set Django up, once in a process: a later call changes nothing."""
    if settings.configured:
        return
    settings.configure(**values(folder))
    django.setup()


def values(folder: Path) -> dict[str, Any]:
    """The settings of an office that keeps its data in this folder."""
    return {
        "DEBUG": False,
        "SECRET_KEY": secret_key(folder),
        "ALLOWED_HOSTS": [*AT_HOME, *hosts()],
        "ROOT_URLCONF": "yajian.web.urls",
        "INSTALLED_APPS": [],
        "DATABASES": {},
        "TEMPLATES": [],
        "MIDDLEWARE": [
            "yajian.web.middleware.seat_the_office",
            "yajian.web.middleware.keep_within_limits",
            "yajian.web.door.identify",
            "yajian.web.pace.keep_pace",
            "yajian.web.middleware.explain_wrong_method",
            "django.middleware.csrf.CsrfViewMiddleware",
            "yajian.web.middleware.TellOfOutage",
            "yajian.web.kept.keep_pages",
        ],
        "APPEND_SLASH": False,
        "CSRF_COOKIE_NAME": CSRF_COOKIE,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_FAILURE_VIEW": "yajian.web.errors.csrf_failure",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": FORM_LIMIT,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 1000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 20,
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.TemporaryFileUploadHandler"],
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "LANGUAGE_CODE": "zh-hans",
        "TIME_ZONE": "Asia/Shanghai",
        "USE_TZ": True,
        "LOGGING": LOGGING,
    }


LOGGING: dict[str, Any] = {  # what went wrong goes to stderr; stdout belongs to whoever called
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {
            "level": "CRITICAL"
        },  # a refused host or body has had its page; it is no fault of ours
        "waitress.queue": {"level": "ERROR"},  # that more come at once than there are threads is no trouble
    },
}


def home() -> Path:
    """The data folder: YAJIAN_HOME, or ./data."""
    folder = Path(os.environ.get("YAJIAN_HOME") or "data").expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        raise CannotStart(f"{folder} 不是文件夹。请输入 export YAJIAN_HOME=数据文件夹 再启动。")
    return folder


def hosts() -> list[str]:
    """The names by which others may call this office: YAJIAN_HOSTS, none unless it is set."""
    named = [name.strip() for name in os.environ.get("YAJIAN_HOSTS", "").split(",") if name.strip()]
    for name in named:
        if not re.fullmatch(r"[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]", name):
            raise CannotStart(
                f"YAJIAN_HOSTS 里的“{name}”不是主机名。请写主机名或地址，逗号分开，不带 http 和端口，不用通配符。"
            )
    return named


def proxy() -> str:
    """The address of the one proxy whose word on addresses and https is taken: YAJIAN_PROXY, none unless set."""
    return os.environ.get("YAJIAN_PROXY", "").strip()


def secret_key(folder: Path) -> str:
    """The key that signs what browsers bring back: made once, readable by its owner only."""
    path = folder / SECRET_NAME
    try:
        if not path.exists():
            _write_secret(path)
        mode = stat.S_IMODE(path.stat().st_mode)
        found = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise CannotStart(
            f"读写不了 {path}（{problem}）。请把数据文件夹交给当前用户：chown -R $(id -un) {folder}"
        ) from None
    if mode & 0o077:
        raise CannotStart(f"{path} 别人也能读。请输入 chmod 600 {path} 再启动。")
    if len(found) < 50:
        raise CannotStart(f"{path} 内容不完整。请输入 rm {path} 再启动，会自动重新生成。")
    return found


def _write_secret(path: Path) -> None:
    """Complete before it has its name, so that two starts at once agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{SECRET_NAME}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
