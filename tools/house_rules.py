"""
House rules that no off-the-shelf linter knows. Each carries examples that must pass and must fail.

Run: python -m tools.house_rules [FILE…]   (no file: all of src/)
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = "hoshin"
FACES = {"actions", "queries", "models", "rules", "permissions"}
EDGES = {"views", "api", "forms", "jobs", "admin"}
READERS = {"queries", "metrics", "exports", "templatetags"}
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
CLOCK = {"now", "today", "localdate", "localtime", "utcnow"}
MODULES = {"plan", "indicators", "reviews", "publishing", "site"}

Finding = tuple[int, str]


def _package(dotted: str) -> str:
    """`hoshin.services.wifi.models` is of package `services.wifi`, `hoshin.plan.models` of `plan`."""
    parts = dotted.split(".")[1:]
    return ".".join(parts[:2]) if parts[:1] == ["services"] else ".".join(parts[:1])


def _is_module(package: str) -> bool:
    return package in MODULES or package.startswith("services.")


@dataclass(frozen=True)
class File:
    path: PurePosixPath
    tree: ast.Module

    @property
    def dotted(self) -> str:
        return ".".join(self.path.with_suffix("").parts[1:])

    @property
    def package(self) -> str:
        return _package(self.dotted)

    @property
    def role(self) -> str:
        inside = self.dotted.removeprefix(f"{ROOT}.{self.package}").strip(".")
        return inside.split(".")[0]

    def imports(self) -> Iterator[tuple[int, str, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in node.names:
                    yield node.lineno, node.module, name.name
            elif isinstance(node, ast.Import):
                for name in node.names:
                    yield node.lineno, name.name, ""


def _chain(node: ast.expr) -> list[str]:
    names: list[str] = []
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        else:
            return names


def writes_only_in_actions(file: File) -> Iterator[Finding]:
    if file.role not in EDGES | READERS:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            chain = _chain(node.func)[1:]
            # A row is saved as it is; what is saved into something (`document.save(file)`) is a document.
            is_row = node.func.attr in {"save", "delete"} and not chain and not node.args
            if "objects" in chain or "filter" in chain or is_row:
                yield node.lineno, f".{node.func.attr}() writes; call an action"


def views_ask_queries(file: File) -> Iterator[Finding]:
    if file.role not in EDGES:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            yield node.lineno, "the ORM at the edge; put the read into queries.py"


def the_clock_stays_at_the_edge(file: File) -> Iterator[Finding]:
    if file.role not in {"actions", "queries", "rules", "metrics", "exports"}:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            yield node.lineno, f"{node.func.attr}() reads the clock; take the date as an argument"


def imports_at_the_top(file: File) -> Iterator[Finding]:
    for function in ast.walk(file.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == ROOT:
                    yield node.lineno, "an import inside a function hides a cycle"


def no_lookup_by_name(file: File) -> Iterator[Finding]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "get_model":
                yield node.lineno, "get_model() hides an import from the linter"
            if name in {"ForeignKey", "OneToOneField", "ManyToManyField"} and node.args:
                target = node.args[0]
                if isinstance(target, ast.Constant) and "." in str(target.value):
                    yield node.lineno, "a model named by a string hides an import from the linter"


def cross_package_keys_are_one_way(file: File) -> Iterator[Finding]:
    if file.role != "models":
        return
    foreign = {
        name for _, module, name in file.imports() if _is_module(_package(module)) and _package(module) != file.package
    }
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            target = node.args[0]
            if isinstance(target, ast.Name) and target.id in foreign:
                names = [
                    k.value.value
                    for k in node.keywords
                    if k.arg == "related_name" and isinstance(k.value, ast.Constant)
                ]
                if names != ["+"]:
                    yield node.lineno, 'a key to another package needs related_name="+": it must not look back'


def other_modules_show_only_their_faces(file: File) -> Iterator[Finding]:
    if not _is_module(file.package):
        return
    for line, module, name in file.imports():
        package = _package(module)
        if module.split(".")[0] == ROOT and _is_module(package) and package != file.package:
            inside = module.removeprefix(f"{ROOT}.{package}").strip(".").split(".")[0] or name
            if inside not in FACES:
                yield line, f"{package}.{inside} is private; import one of {', '.join(sorted(FACES))}"


def actions_have_the_frame(file: File) -> Iterator[Finding]:
    if file.role != "actions" or not _is_module(file.package):
        return
    for node in file.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            decorators = {
                _chain(d)[0] if _chain(d) else getattr(getattr(d, "func", d), "id", "") for d in node.decorator_list
            }
            positional = [a.arg for a in node.args.posonlyargs + node.args.args]
            if "action" not in decorators and not _opens_the_scope(node):
                yield node.lineno, f"{node.name} lacks @action"
            if positional != ["by"]:
                yield node.lineno, f"{node.name} must take `by`, then keyword-only arguments"


def _opens_the_scope(function: ast.FunctionDef) -> bool:
    """What comes from outside any municipality has nowhere to leave an entry; the actions that it calls inside do."""
    names = {
        node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    return "municipality_scope" in names


def small_enough(file: File) -> Iterator[Finding]:
    lines = max((getattr(node, "end_lineno", 0) or 0 for node in file.tree.body), default=0)
    if lines > 400:
        yield 400, f"{lines} lines; split the file by subject (at most 400)"
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ClassDef):
            public = [n for n in node.body if isinstance(n, ast.FunctionDef) and _is_public_method(n)]
            if len(public) > 15:
                yield node.lineno, f"{node.name} has {len(public)} public methods (at most 15)"


def _is_public_method(function: ast.FunctionDef) -> bool:
    """A cached property is a value worked out once, not something that the class does."""
    is_value = any(getattr(decorator, "id", "") == "cached_property" for decorator in function.decorator_list)
    return not is_value and not function.name.startswith("_")


@dataclass(frozen=True)
class Rule:
    check: Callable[[File], Iterator[Finding]]
    path: str  # where the examples stand
    good: str
    bad: str


RULES = [
    Rule(small_enough, "src/hoshin/plan/models.py", "x = 1", "\n" * 400 + "x = 1"),
    Rule(writes_only_in_actions, "src/hoshin/plan/views.py", "save_plan(by, title=t)", "plan.save()"),
    Rule(writes_only_in_actions, "src/hoshin/plan/queries.py", "d.update(a=1)", "Plan.objects.filter(a=1).update(b=2)"),
    Rule(views_ask_queries, "src/hoshin/plan/views.py", "get_plan(1)", "Plan.objects.get(pk=1)"),
    Rule(the_clock_stays_at_the_edge, "src/hoshin/plan/rules.py", "def f(day): ...", "date.today()"),
    Rule(
        imports_at_the_top,
        "src/hoshin/plan/rules.py",
        "from hoshin.kernel import fiscal",
        "def f():\n    from hoshin.kernel import fiscal",
    ),
    Rule(no_lookup_by_name, "src/hoshin/plan/models.py", "ForeignKey(Plan)", 'ForeignKey("plan.Plan")'),
    Rule(
        cross_package_keys_are_one_way,
        "src/hoshin/reviews/models.py",
        'from hoshin.plan.models import Plan\nx = models.ForeignKey(Plan, related_name="+")',
        "from hoshin.plan.models import Plan\nx = models.ForeignKey(Plan)",
    ),
    Rule(
        other_modules_show_only_their_faces,
        "src/hoshin/reviews/views.py",
        "from hoshin.plan.queries import get_plan",
        "from hoshin.plan.views import plan_detail",
    ),
    Rule(
        actions_have_the_frame,
        "src/hoshin/publishing/actions.py",
        "def install(by, *, t):\n    with municipality_scope(1): ...",
        "def install(by, *, t):\n    Plan.objects.create(title=t)",
    ),
    Rule(
        actions_have_the_frame,
        "src/hoshin/plan/actions.py",
        "@action(P, 'e')\ndef a(by, *, t): ...",
        "def a(by, t): ...",
    ),
]


@dataclass(frozen=True)
class TextRule:
    """A pattern that no file of a kind may hold."""

    files: str
    pattern: re.Pattern[str]
    message: str
    good: str
    bad: str

    def findings(self, text: str) -> Iterator[Finding]:
        for number, line in enumerate(text.splitlines(), start=1):
            if self.pattern.search(line):
                yield number, self.message


TEXT_RULES = [
    TextRule(
        "src/hoshin/**/*.html",
        re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
        "an inline style, which the content security policy blocks; give it a class",
        '<p class="lead">',
        '<p class="lead" style="color: red">',
    ),
    TextRule(
        "src/hoshin/**/*.html",
        re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
        "an inline handler, which the content security policy blocks; put it into a script file",
        '<option value="on">',
        '<form onsubmit="send()">',
    ),
    TextRule(
        "src/hoshin/**/*.html",
        re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE),
        "an inline script, which the content security policy blocks; put it into a file",
        '<script src="{% static name %}" defer></script>',
        "<script>",
    ),
    TextRule(
        "src/hoshin/**/*.html",
        re.compile(r"""(?:src|action)\s*=\s*["']?(?:https?:)?//""", re.IGNORECASE),
        "another host: everything a page needs comes from the installation itself",
        '<a href="https://www.example.jp/">',
        '<script src="//cdn.example.com/x.js">',
    ),
    TextRule(
        "requirements/*.txt",
        re.compile(r"https?://|^\s*(?:-i|--(?:extra-)?index-url|-f|--find-links)\b"),
        "an address; where packages come from is the reader's own setting",
        "django==5.2.19 \\",
        "--index-url https://packages.example.com/simple",
    ),
]


def findings(path: PurePosixPath, source: str) -> Iterator[Finding]:
    file = File(path, ast.parse(source))
    for check in dict.fromkeys(rule.check for rule in RULES):
        for line, message in check(file):
            yield line, f"{message} [{check.__name__}]"


def main(arguments: list[str]) -> int:
    paths = [Path(a) for a in arguments] or sorted(Path("src").rglob("*.py"))
    found: list[tuple[Path, int, str]] = []
    for path in paths:
        if not {"migrations", "tests"} & set(path.parts):
            source = path.read_text(encoding="utf-8")
            found += [(path, line, message) for line, message in findings(PurePosixPath(path), source)]
    for rule in TEXT_RULES:
        for path in sorted(Path().glob(rule.files)):
            found += [(path, line, message) for line, message in rule.findings(path.read_text(encoding="utf-8"))]
    for path, line, message in found:
        print(f"{path}:{line}: {message}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
