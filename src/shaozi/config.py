"""Where things are, whose desk this is, and what time it is.

Flag > SHAOZI_* variable > user config (TOML) > default.
"""

import getpass
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import NamedTuple

from shaozi.errors import because
from shaozi.errors.ledger import CannotWrite
from shaozi.errors.lists import BadSetting, NoSuchSetting
from shaozi.words import say
from shaozi.worktime import BEIJING


class Settings(NamedTuple):
    """What holds for this run."""

    ledger: Path
    desk: str
    officer: str
    community: str
    street: str
    level: str
    approval: bool
    zone: tzinfo
    duty_list: Path
    escalation: Path
    cache: Path
    drafts: Path
    community_admission: tuple[str, ...]
    silent_days: int
    erase_days: int
    score_weights: tuple[int, ...]


class Setting(NamedTuple):
    """One thing an office may set: its default, what it takes, and what it is for."""

    default: str
    takes: Callable[[str], bool]
    zh: str
    en: str


def _is_zone(text: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _anything(text: str) -> bool:
    return "\n" not in text and len(text) <= 200


#: Every setting, in the order in which `shaozi config` shows them.
SETTINGS: dict[str, Setting] = {
    "desk": Setting(
        "SZ",
        lambda text: bool(re.fullmatch(r"[A-Z]{2,8}", text)),
        "台席代码，2–8 个大写字母，街道内唯一；案件编号以它开头",
        "desk code, 2–8 capital letters, unique in the street; case numbers begin with it",
    ),
    "officer": Setting(
        "", _anything, "专员姓名，写入办理记录", "the officer's name, kept in the history"
    ),
    "community": Setting(
        "", _anything, "默认社区", "the community that cases belong to by default"
    ),
    "street": Setting(
        "",
        _anything,
        "街道办事处名称，落在文书上",
        "the street office's name, signed under its papers",
    ),
    "level": Setting(
        "both",
        lambda text: text in ("community", "street", "both"),
        "台席是哪一级: community 社区（吹哨到街道）、street 街道（呼叫单位）、both 两者",
        "whose desk: community (whistles to the street), street (calls the units) or both",
    ),
    "approval": Setting(
        "",
        lambda text: text == "street",
        "street: 吹哨先等街道批准；不写就不等",
        "street: a whistle waits for the street's approval; left out, it does not",
    ),
    "db": Setting("", _anything, "台账文件", "the ledger's file"),
    "duty_list": Setting("", _anything, "本街道的职责清单文件", "the office's own duty list"),
    "escalation": Setting(
        "", _anything, "本街道的督办阶梯文件", "the office's own escalation ladder"
    ),
    "timezone": Setting(
        "Asia/Shanghai", _is_zone, "时区，如 Asia/Shanghai", "time zone, as Asia/Shanghai"
    ),
    "community_admission": Setting(
        "",
        lambda text: bool(re.fullmatch(r"[1-9]\d{0,2}wd/[1-9]\d{0,2}wd", text)),
        "社区工作准入: 提前多少工作日申请/多少工作日内决定；不写就不计。"
        "例 30wd/15wd（西城区 2018 年的做法，仅供参考）",
        "work handed to communities: working days of notice/to decide; none if left out. "
        "Example: 30wd/15wd (Xicheng district, 2018)",
    ),
    "silent_days": Setting(
        "14",
        lambda text: bool(re.fullmatch(r"[1-9]\d{0,2}", text)),
        "报告里多少天没有任何记录算久无动静（默认 14 天是程序定的，没有法规依据）",
        "days without an entry after which reports call a case silent (14 is this program's "
        "choice; no law says so)",
    ),
    "erase_days": Setting(
        "90",
        lambda text: bool(re.fullmatch(r"[1-9]\d{0,3}", text)),
        "结案多少天后清除居民的姓名、电话和门牌（《个人信息保护法》第19条: 最短必要时间，第47条: "
        "目的已实现的应当删除；默认 90 天是程序定的）",
        "days after a case's end until its resident's name, number and flat are to be erased "
        "(个人信息保护法 art. 19: the shortest time needed, art. 47; 90 is this program's choice)",
    ),
    "score_weights": Setting(
        "",
        lambda text: bool(re.fullmatch(r"[1-9]\d{0,2}(/[1-9]\d{0,2}){2}", text)),
        "三率加权: 响应/解决/满意；不写就不算分。北京没有公开的权重",
        "weights of the response, solved and satisfied rates; no score if left out. Beijing has "
        "published none",
    ),
}


#: Settings that are files: kept as absolute paths, since the folder one stands in changes.
PATHS = ("db", "duty_list", "escalation")


class Folders(NamedTuple):
    """Where the user's files belong on this system, under the names that platformdirs has."""

    user_config_path: Path
    user_data_path: Path
    user_cache_path: Path
    user_state_path: Path


_LINUX: bool = sys.platform == "linux"


@cache
def _dirs() -> Folders:
    """On Linux as its standard has it: loading platformdirs would take a tenth of a command."""
    if _LINUX:
        home = Path.home()
        return Folders(
            _xdg("XDG_CONFIG_HOME", home / ".config"),
            _xdg("XDG_DATA_HOME", home / ".local/share"),
            _xdg("XDG_CACHE_HOME", home / ".cache"),
            _xdg("XDG_STATE_HOME", home / ".local/state"),
        )
    from platformdirs import PlatformDirs

    found = PlatformDirs("shaozi", appauthor=False)
    return Folders(*(Path(getattr(found, name)) for name in Folders._fields))


def _xdg(variable: str, otherwise: Path) -> Path:
    """A folder by the XDG Base Directory Specification; a relative one is not heeded."""
    named = os.environ.get(variable, "")
    return (Path(named) if named.startswith("/") else otherwise) / "shaozi"


def config_path() -> Path:
    """The user's config file, whether or not it is there."""
    named = os.environ.get("SHAOZI_CONFIG")
    return Path(named) if named else _dirs().user_config_path / "config.toml"


def templates_path() -> Path:
    """Where an office keeps the templates of its own: beside the config file."""
    return config_path().with_name("papers")


def read_config() -> dict[str, str]:
    """What the config file sets; raises `BadSetting` if it cannot be read."""
    path = config_path()
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        expected = say("检查文件权限", "check its permissions")
        raise BadSetting(str(path), because(error), expected) from None
    import tomllib

    try:
        found = tomllib.loads(raw.decode())
    except ValueError as error:
        raise BadSetting(
            str(path), str(error), say("改正这个 TOML 文件", "mend this TOML file")
        ) from None
    return {name: str(value) for name, value in found.items()}


def value_of(name: str, config: dict[str, str]) -> str:
    """One setting as it holds now; raises `NoSuchSetting` or `BadSetting`."""
    if name not in SETTINGS:
        raise NoSuchSetting(name, SETTINGS)
    setting = SETTINGS[name]
    found = os.environ.get(f"SHAOZI_{name.upper()}") or config.get(name) or setting.default
    if found not in ("", setting.default) and not setting.takes(found):
        raise BadSetting(name, found, say(setting.zh, setting.en))
    return found


def settings() -> Settings:
    """All settings of this run; raises `BadSetting` on one that cannot be used."""
    from shaozi.dutyfile import data_file

    config = read_config()

    def get(name: str) -> str:
        return value_of(name, config)

    duty_list, escalation = get("duty_list"), get("escalation")
    return Settings(
        ledger=_ledger(get("db")),
        desk=get("desk"),
        officer=get("officer") or _login(),
        community=get("community"),
        street=get("street"),
        level=get("level"),
        approval=get("approval") == "street",
        zone=_zone(get("timezone")),
        duty_list=Path(duty_list) if duty_list else data_file("duty_list.yaml"),
        escalation=Path(escalation) if escalation else data_file("escalation.yaml"),
        cache=_dirs().user_cache_path,
        drafts=_dirs().user_state_path / "drafts",
        community_admission=tuple(filter(None, get("community_admission").split("/"))),
        silent_days=int(get("silent_days")),
        erase_days=int(get("erase_days")),
        score_weights=tuple(map(int, filter(None, get("score_weights").split("/")))),
    )


def _ledger(named: str) -> Path:
    if "://" in named:
        expected = say(
            "目前台账是一个 SQLite 文件: 写文件路径", "the ledger is a SQLite file: give a path"
        )
        raise BadSetting("db", named.split("://")[0] + "://…", expected)
    return Path(named).expanduser() if named else _dirs().user_data_path / "ledger.db"


def _zone(name: str) -> tzinfo:
    if name == "Asia/Shanghai":
        return BEIJING
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


class Now(NamedTuple):
    """The moment a command runs at, and whether SHAOZI_NOW set it."""

    at: int
    is_set: bool


def now(zone: tzinfo) -> Now:
    """The clock, or SHAOZI_NOW (ISO) for tests and demonstrations; raises `BadSetting`."""
    set_to = os.environ.get("SHAOZI_NOW")
    if not set_to:
        return Now(int(time.time()), False)
    try:
        moment = datetime.fromisoformat(set_to)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        if not 1970 < moment.year < 2200:
            raise ValueError(set_to)
        return Now(int(moment.timestamp()), True)
    except (ValueError, OverflowError):
        example = "SHAOZI_NOW=2018-05-18T15:00:00+08:00"
        raise BadSetting("SHAOZI_NOW", set_to, example) from None


def write_setting(name: str, value: str) -> None:
    """Put one setting into the config file, whose comments stay; raises like `value_of`."""
    import tomlkit

    if name not in SETTINGS:
        raise NoSuchSetting(name, SETTINGS)
    setting = SETTINGS[name]
    if value and not setting.takes(value):
        raise BadSetting(name, value, say(setting.zh, setting.en))
    if name in PATHS and value:
        value = str(Path(value).expanduser().absolute())
    path = config_path()
    read_config()  # a file that cannot be read is refused, not overwritten
    document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    document[name] = value
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_text(tomlkit.dumps(document), encoding="utf-8")
        half.replace(path)
    except OSError as error:
        raise CannotWrite(path, error) from None
