"""What the doors of children and families say: every Japanese text of ours that can reach them, found in the sources.

From templates: `{% furigana _("…") %}`, `{% translate %}`, `{% blocktranslate %}` of every page that extends neither the
desk's nor the operators' frame, and of what it includes. From Python: `_("…")`, the words of enumerations and of refusals,
in what the views of those doors import. Names with `desk` or `ops` in them, and letters, are staff's or mail's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from ibasho.base.ui.languages import tables
from ibasho.base.ui.languages.tables import sentence

ROOT = Path(__file__).resolve().parents[4]
_STAFF_FRAMES = frozenset(
    {"ui/desk.html", "ui/operator.html", "ui/guide_desk.html", "ui/guide_operator.html"}
)
_SPEAKS = re.compile(r"\.base\.ui\b|\.menu$|\.templatetags\.")  # modules whose words may stand on any page
_STAFF = re.compile(
    r"(^|_)(desk|ops)(_|$)|letter|^(commands|migrations|admin|tasks|news|engine|datasets|facts)$"
)
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_EXTENDS, _INCLUDES = re.compile(r'{% extends "([^"]+)"'), re.compile(r'{% include "([^"]+)"')
_COUNTED = re.compile(r'{% furigana _\("((?:[^"\\]|\\.)*)"\)[^%]*? n=')
_BARE = re.compile(r'{% furigana "((?:[^"\\]|\\.)*)"')
_CALL = re.compile(r"""\b(n?gettext|_)\((u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))""")
_DOORS = frozenset({"child", "family", "both", "anyone"})
_ENUMS = frozenset({"Labelled", "TextChoices"})
_REFUSALS = frozenset({"Invalid", "Conflict", "NotAllowed", "NotFound", "Unavailable", "DomainError"})
_GETTEXT = frozenset({"_", "gettext", "gettext_lazy"})


@dataclass(slots=True)
class Saying:
    """`counted`: shown with a number `n`, so other languages may need a plural. `app`: the dotted name of its home."""

    text: str
    app: str
    counted: bool = False
    where: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sources:
    """All apps below `root`, the lowest floor first: a text that several say has its home in the lowest."""

    root: Path = ROOT

    @cached_property
    def apps(self) -> list[Path]:
        found = [*self.root.glob("ibasho/base/*"), *self.root.glob("ibasho/town/*"), *self.root.glob("ibasho/rooms/*"),
                 *self.root.glob("ibasho/front/*")]  # fmt: skip
        return [one for one in found if (one / "apps.py").exists() or one.name in ("kernel", "ports")]

    @cached_property
    def templates(self) -> dict[str, Path]:
        return {
            str(path.relative_to(app / "templates")): path
            for app in self.apps
            for path in sorted((app / "templates").rglob("*.html"))
        }

    @cached_property
    def texts(self) -> dict[str, str]:
        return {name: path.read_text(encoding="utf-8") for name, path in self.templates.items()}

    @cached_property
    def modules(self) -> dict[str, Path]:
        """By dotted name."""
        paths = sorted((self.root / "ibasho").rglob("*.py"))
        return {
            ".".join(path.relative_to(self.root).with_suffix("").parts).removesuffix(".__init__"): path
            for path in paths
        }

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in self.modules.items()}

    @cached_property
    def nodes(self) -> dict[str, list[ast.AST]]:
        """By dotted name, all of its tree: walked once, asked often."""
        return {name: list(ast.walk(tree)) for name, tree in self.trees.items()}

    @cached_property
    def speaking(self) -> set[str]:
        """Dotted names of the modules that may say something at those doors."""
        return _modules(self)

    def app_of(self, path: Path) -> Path:
        """The app whose folder holds `path`; the kernel and the ports say their words through ui."""
        app = next(one for one in self.apps if path.is_relative_to(one))
        return self.root / "ibasho/base/ui" if app.name in ("kernel", "ports") else app


@cache
def sayings() -> Mapping[str, Saying]:
    """By text, each once, in the order of floors and files. Read once in a process."""
    known = Sources()
    found: dict[str, Saying] = {}
    for path, line, text, counted in _texts(known):
        if not _JAPANESE.search(text):
            continue
        app = ".".join(known.app_of(path).relative_to(known.root).parts)
        saying = found.setdefault(text, Saying(text, app))
        saying.counted |= counted
        saying.where.append(f"{path.relative_to(known.root)}:{line}")
    return found


def child_texts(sources: Sources, without: tuple[str, ...] = ()) -> list[str]:
    """What the templates of the children's door and what they include say. `without`: beginnings of names to leave out."""
    extends = {
        name: match[1] if (match := _EXTENDS.search(text)) else "" for name, text in sources.texts.items()
    }
    todo = [name for name in sources.texts if "ui/child.html" in _frames(name, extends)]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found and name in sources.texts:
            found.add(name)
            todo += _INCLUDES.findall(sources.texts[name])
    kept = (name for name in sorted(found) if not name.startswith(without))
    texts = (text for name in kept for _path, _line, text, _counted in _of_template(sources, name))
    return [text for text in dict.fromkeys(texts) if _JAPANESE.search(text)]


def _texts(sources: Sources) -> Iterator[tuple[Path, int, str, bool]]:
    shown, modules = sorted(pages(sources)), sorted(sources.speaking)
    for app in sources.apps:
        for name in shown:
            if sources.templates[name].is_relative_to(app):
                yield from _of_template(sources, name)
        for module in modules:
            if sources.modules[module].is_relative_to(app):
                yield from _of_module(sources.modules[module], sources.nodes[module])
        for name in tables.FILES:
            if (path := sources.root / name).is_relative_to(app):
                yield from ((path, line, text, False) for line, text in tables.texts(path))
        if app.match("base/ui"):
            yield from ((Path(tables.__file__), 1, name, False) for name in (*tables.HOLIDAYS, *tables.WORDS))
            yield from ((Path(tables.__file__), 1, name, "%(n)s" in name) for name in tables.FIGURES)


def pages(sources: Sources) -> set[str]:
    """Names of the templates that may stand on a page of children or families."""
    extends = {
        name: match[1] if (match := _EXTENDS.search(text)) else "" for name, text in sources.texts.items()
    }
    shown = _loaded(sources) | {"ui/base.html"}
    todo = [
        one
        for one in sources.texts
        if _STAFF_FRAMES.isdisjoint(_frames(one, extends))
        and not _STAFF.search(Path(one).stem)  # its frame may be chosen by the view
        and (extends[one] or one in shown)
    ]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name in found or name not in sources.texts or name in _STAFF_FRAMES:
            continue
        found.add(name)
        todo += [*_INCLUDES.findall(sources.texts[name]), extends[name]]
    return found


def _frames(name: str, extends: dict[str, str]) -> list[str]:
    out = [name]
    while extends.get(out[-1]):
        out.append(extends[out[-1]])
    return out


def _loaded(sources: Sources) -> set[str]:
    """Templates that Python names: parts of a page rendered on their own."""
    names: set[str] = set()
    for module in sources.speaking:
        strings = (one.value for one in sources.nodes[module] if isinstance(one, ast.Constant))
        names |= {one for one in strings if isinstance(one, str) and one.endswith(".html")}
    return names


def _of_template(sources: Sources, name: str) -> Iterator[tuple[Path, int, str, bool]]:
    text = sources.texts[name]
    counted = {one.replace('\\"', '"') for one in _COUNTED.findall(text)}
    for found in _BARE.finditer(text):
        yield (
            sources.templates[name],
            text.count("\n", 0, found.start()) + 1,
            found[1].replace('\\"', '"'),
            False,
        )
    code = templatize(text, origin=name)
    for call in _CALL.finditer(code):
        words = ast.literal_eval(call[2].removeprefix("u"))
        line = code.count("\n", 0, call.start()) + 1
        yield sources.templates[name], line, words, words in counted or call[1] == "ngettext"


def _modules(sources: Sources) -> set[str]:
    """Views of those doors, the parts of ui, template tags, and what they import inside the house."""
    todo = [
        name
        for name, tree in sources.trees.items()
        if _opens_door(sources.nodes[name]) or _adds_panel(tree) or _SPEAKS.search(name)
    ]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if (
            name in found
            or name not in sources.trees
            or any(_STAFF.search(part) for part in name.split(".")[3:])
        ):
            continue
        found.add(name)
        todo += _imports(sources.nodes[name])
    return found


def _opens_door(nodes: Sequence[ast.AST]) -> bool:
    doors = _DOORS | _imported_as(nodes, "ibasho.base.ui.doors", _DOORS)
    marks = (mark for one in nodes if isinstance(one, ast.FunctionDef) for mark in one.decorator_list)
    return any(
        (mark.attr if isinstance(mark, ast.Attribute) else getattr(mark, "id", "")) in doors for mark in marks
    )


def _adds_panel(tree: ast.Module) -> bool:
    """A room's part of a page below it (`ui.panels`)."""
    return any(isinstance(one, ast.FunctionDef) and one.name == "panel" for one in tree.body)


def _imported_as(nodes: Sequence[ast.AST], module: str, names: frozenset[str]) -> frozenset[str]:
    """`from module import name as this`"""
    imports = (one for one in nodes if isinstance(one, ast.ImportFrom) and one.module == module)
    return frozenset(
        alias.asname for one in imports for alias in one.names if alias.asname and alias.name in names
    )


def _imports(nodes: Sequence[ast.AST]) -> list[str]:
    out: list[str] = []
    for one in nodes:
        if isinstance(one, ast.ImportFrom) and (one.module or "").startswith("ibasho."):
            out += [f"{one.module}.{alias.name}" for alias in one.names] + [one.module or ""]
    return out


def _of_module(path: Path, nodes: Sequence[ast.AST]) -> Iterator[tuple[Path, int, str, bool]]:
    calls = _Calls.of(nodes)
    for one in nodes:
        for words in calls.words(one):
            if text := sentence(words):
                yield path, words.lineno, text, False


@dataclass(frozen=True)
class _Calls:
    """What a module calls to say something: `gettext` by whatever name, refusals, and its own makers of refusals.
    `named`: what its names stand for, wherever they are given a value."""

    gettext: frozenset[str]
    refusals: frozenset[str]
    named: dict[str, list[ast.expr]]

    @classmethod
    def of(cls, nodes: Sequence[ast.AST]) -> _Calls:
        named: dict[str, list[ast.expr]] = {}
        for one in nodes:
            if isinstance(one, ast.Assign):
                for target in one.targets:
                    named.setdefault(getattr(target, "id", ""), []).append(one.value)
        return cls(
            _GETTEXT | _imported_as(nodes, "django.utils.translation", _GETTEXT),
            _REFUSALS | _makers(nodes),
            named,
        )

    def words(self, one: ast.AST) -> list[ast.expr]:
        if isinstance(one, ast.ClassDef):
            return _enumerated(one)
        if not isinstance(one, ast.Call):
            return []
        called = getattr(one.func, "attr", getattr(one.func, "id", ""))
        if called in self.gettext:
            return one.args[:1]
        if called not in self.refusals:
            return []
        fields = [word.value for word in one.keywords if word.arg == "fields"]
        given = [part for value in fields if isinstance(value, ast.Dict) for part in value.values]
        return [part for word in [*one.args, *given] for part in self._meant(word)]

    def _meant(self, word: ast.expr) -> list[ast.expr]:
        """A name is what it was given; of `a if b else c` both."""
        if isinstance(word, ast.IfExp):
            return [*self._meant(word.body), *self._meant(word.orelse)]
        if isinstance(word, ast.Name):
            return [part for value in self.named.get(word.id, []) for part in self._shown(value)]
        return [word]

    def _shown(self, value: ast.expr) -> list[ast.expr]:
        return [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]


def _enumerated(one: ast.ClassDef) -> list[ast.expr]:
    bases = {getattr(base, "attr", getattr(base, "id", "")) for base in one.bases}
    values = [row.value for row in one.body if isinstance(row, ast.Assign)] if bases & _ENUMS else []
    return [part for value in values if isinstance(value, ast.Tuple) for part in value.elts[1:]]


def _makers(nodes: Sequence[ast.AST]) -> frozenset[str]:
    """Private functions that make a refusal from what they are given."""
    return frozenset(
        one.name
        for one in nodes
        if isinstance(one, ast.FunctionDef)
        and one.name.startswith("_")
        and any(_refuses(part) for part in ast.walk(one))
    )


def _refuses(one: ast.AST) -> bool:
    if not isinstance(one, ast.Return) or not isinstance(one.value, ast.Call):
        return False
    return getattr(one.value.func, "attr", getattr(one.value.func, "id", "")) in _REFUSALS


if not settings.configured:  # the lexer of templates asks for settings; it needs none of ours
    settings.configure()
