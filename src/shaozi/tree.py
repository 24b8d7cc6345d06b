"""The commands as Typer reads them: for help, completion and whatever is typed wrongly."""

import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer

from shaozi import __version__
from shaozi.aliases import ALIASES
from shaozi.commands.options import Json
from shaozi.errors import Usage
from shaozi.labels import choices
from shaozi.typed import term_of
from shaozi.words import say


class Tree(NamedTuple):
    """The commands as `cli` lists them."""

    commands: Sequence[tuple[str, str, str, str, str]]
    groups: Sequence[tuple[str, str, str, str]]
    bare: Sequence[tuple[str, str]]
    panels: Mapping[str, tuple[str, str]]


def grown(tree: Tree, words: Sequence[str] | None = None) -> typer.Typer:
    """The whole tree; with ``words`` the part that such a line can lead to.

    Commands that are not named there have their names and help only, as the overview shows them.
    """
    tree = tree if words is None else _led_to(tree, words)
    root = typer.Typer(
        help=say("哨子: 社区专员的案件台账", "shaozi: the community officer's case tracker"),
        add_completion=False,
    )

    def panel_of(name: str) -> str | None:
        return say(*tree.panels[name]) if name else None

    bare = dict(tree.bare)
    groups = {"": root}
    for name, panel, zh, en in tree.groups:
        groups[name] = typer.Typer(no_args_is_help=name not in bare)
        root.add_typer(groups[name], name=name, help=say(zh, en), rich_help_panel=panel_of(panel))
    for path, function, panel, zh, en in tree.commands:
        group, _, name = path.rpartition(" ")
        run = function_of(function) if words is None or name in words else _not_meant
        groups[group].command(name, help=say(zh, en), rich_help_panel=panel_of(panel))(run)
    for group, function in bare.items():
        alone = _by_itself(group, function)
        callback = alone if group else _with_version(alone)
        groups[group].callback(invoke_without_command=True)(callback)
    return root


def _led_to(tree: Tree, words: Sequence[str]) -> Tree:
    """The command or group that a line begins with; where it names none, what stands alone."""
    known = {name for name, *_ in (*tree.commands, *tree.groups)}
    named = next((path for size in (2, 1) if (path := " ".join(words[:size])) in known), "")
    if not named:
        return tree._replace(commands=[row for row in tree.commands if " " not in row[0]])
    group = named.partition(" ")[0]
    return tree._replace(
        commands=[row for row in tree.commands if f"{row[0]} ".startswith(f"{named} ")],
        groups=[row for row in tree.groups if row[0] == group],
        bare=[row for row in tree.bare if row[0] in ("", group)],
    )


def function_of(path: str) -> Callable[..., None]:
    """The function of a command, by its module and name."""
    module, _, name = path.partition(".")
    function: Callable[..., None] = getattr(import_module(f"shaozi.commands.{module}"), name)
    return function


def _not_meant() -> None:
    """Stands for a command that was not named."""


Group = Callable[[typer.Context, bool], None]


def _by_itself(group: str, function: str) -> Group:
    """What a group does where no command follows."""

    def run(context: typer.Context, as_json: Json = False) -> None:
        command = context.invoked_subcommand
        if command is None:
            function_of(function)(as_json=as_json)
        elif as_json:
            message = say("--json 要写在命令后面", "--json goes after the command")
            raise Usage(message, " ".join(filter(None, ("shaozi", group, command, "… --json"))))

    return run


def _with_version(run: Group) -> Callable[..., None]:
    def version(asked: bool) -> None:
        if asked:
            print(f"shaozi {__version__}")
            raise typer.Exit

    def desk(
        context: typer.Context,
        as_json: Json = False,
        version: Annotated[
            bool,
            typer.Option("--version", callback=version, is_eager=True, help=say("版本", "version")),
        ] = False,
    ) -> None:
        run(context, as_json)

    return desk


def refusal(error: typer.TyperException, tree: Tree, typed: Sequence[str]) -> Usage | None:
    """What is wrong with the line typed; None where Typer has shown the help instead."""
    format_message = getattr(error, "format_message", None)
    message = format_message() if format_message else str(error)
    if not message:
        return None
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context else "shaozi"
    words = path.split()[1:]
    hint = say(f"用法见: {path} --help", f"see: {path} --help")
    if lost := re.match(r"No such command '(.+?)'", message):
        near = _nearest(lost[1], tree, words)
        hint = say("是不是: ", "did you mean: ") + ", ".join(near) if near else hint
    elif choice := re.match(r"Invalid value for '(.+?)': '(.*)' is not one of (.+)\.", message):
        return _no_choice(words, choice[1], choice[2], choice[3], hint)
    elif extra := re.match(r"Got unexpected extra .+? \((.+)\)", message):
        hint = _in_quotes(typed, extra[1].split(" ")) or hint
    return Usage(_in_our_words(message), hint)


def _in_quotes(typed: Sequence[str], extra: list[str]) -> str:
    """How an option's value with spaces is typed, where the extra words are its end."""
    for place in range(2, len(typed)):
        flag, value = typed[place - 2 : place]
        if typed[place] == extra[0] and flag.startswith("--") and not value.startswith("-"):
            return say("用引号括起来: ", "put it in quotes: ") + f'{flag} "{value} {extra[0]}"'
    return ""


def _no_choice(words: list[str], flag: str, said: str, known: str, hint: str) -> Usage:
    """A word that an option does not take, with those it does; ``known`` is how Typer has them."""
    kind = term_of(words, flag)
    may = choices(kind) if kind else known.replace("'", "").replace(", ", say("、", ", "))
    return Usage(
        say(f"{flag} 不能是“{said}”，可以是 {may}", f"{flag} cannot be “{said}”; it may be {may}"),
        hint,
    )


def _nearest(typed: str, tree: Tree, group: list[str]) -> list[str]:
    """What may be meant, as it is to be typed: within a group that was typed, or anywhere.

    A command by itself before one of a group, which is named only if there is no other.
    """
    paths = [path.split() for path, *_ in tree.commands]
    if group:
        return _alike(typed, {path[-1]: " ".join(path) for path in paths if path[:-1] == group})
    alone = [path[0] for path in paths if len(path) == 1]
    names = {name: name for name in (*alone, *(name for name, *_ in tree.groups), *ALIASES)}
    return _alike(typed, names) or _alike(typed, {path[-1]: " ".join(path) for path in paths})


def _alike(typed: str, names: Mapping[str, str]) -> list[str]:
    """The two most like it; a word whose letters only changed places is nearer than any other."""
    from difflib import SequenceMatcher

    ratios = {name: SequenceMatcher(None, typed, name).ratio() for name in names}
    near = [name for name, ratio in ratios.items() if ratio >= _ALIKE]
    near.sort(key=lambda name: (sorted(name) != sorted(typed), -ratios[name]))
    return list(dict.fromkeys(names[name] for name in near))[:2]


#: How alike two words are of which one may be meant by the other, of 1.
_ALIKE = 0.6


#: What Typer says, and how an officer reads it.
_TYPER_SAYS = (
    (r"Missing argument '(.+)'\.?", "还缺{0}", "{0} is missing"),
    (r"Missing option '(.+)'\.?", "还缺 {0}", "{0} is missing"),
    (r"Missing parameter: (.+)", "还缺 {0}", "{0} is missing"),
    (
        r"No such option: (\S+) \(Possible options: (.+)\)",
        "没有选项 {0}，是不是 {1}",
        "there is no option {0}; did you mean {1}",
    ),
    (
        r"No such option: (\S+?)\.? Did you mean (\S+?)\?",
        "没有选项 {0}，是不是 {1}",
        "there is no option {0}; did you mean {1}",
    ),
    (r"No such option: (\S+?)\.?", "没有选项 {0}", "there is no option {0}"),
    (
        r"No such command '(.+?)'\.(?: Did you mean .+\?)?",
        "没有命令“{0}”",
        "there is no command “{0}”",
    ),
    (
        r"Invalid value for '(.+?)': '(.*)' is not a valid (?:int|integer).*",
        "{0} 要是整数，不能是“{1}”",
        "{0} takes a whole number, not “{1}”",
    ),
    (
        r"Invalid value for '(.+?)': (.*) is not in the range (\d+)<=x<=\d+\.",
        "{0} 要是 {2} 以上的整数，不能是 {1}",
        "{0} takes a whole number from {2}, not {1}",
    ),
    (r"Invalid value for '(.+?)': (.*)", "{0} 的值不对: {1}", "{0} has a wrong value: {1}"),
    (r"Option '(.+)' requires an argument\.", "{0} 后面要有内容", "write something after {0}"),
    (
        r"Got unexpected extra .+? \((.+)\)",
        "多出来的内容: {0}（有空格的话要用引号括起来）",
        "this is too much: {0} (put what has spaces in quotes)",
    ),
)


def _in_our_words(message: str) -> str:
    for pattern, zh, en in _TYPER_SAYS:
        found = re.fullmatch(pattern, message.strip())
        if found:
            return say(zh, en).format(*found.groups())
    return say(f"命令写得不对: {message}", message)
