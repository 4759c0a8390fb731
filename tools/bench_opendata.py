"""What it takes to check and mend a file of a standard dataset, ours against frictionless on the same file.

Ours opens the file as it was uploaded, reports on every cell, and writes the mended release as CSV; frictionless
validates the file by the Table Schema of the same definition, and mends nothing. The file holds invented shelters;
one row in ten has a cell that is spelled as such files are. Each runs in a process of its own, first on a small file,
so that what is loaded at the first use is not measured: CPU is that of the work, peak memory that of the process.

Run: python -m tools.bench_opendata            prints a table and writes bench_opendata.json
     python -m tools.bench_opendata ours|frictionless FILE            a single one
"""

from __future__ import annotations

import csv
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from hoshin.kernel.tables import open_table
from hoshin.services.opendata.exports.csv import csv_lines, write_csv
from hoshin.services.opendata.rules.examining import CityFacts, examine, release_columns
from hoshin.services.opendata.rules.mending import RULES
from hoshin.services.opendata.rules.shapes import ColumnChoice, FieldType, Need, Standard, Treatment
from hoshin.services.opendata.rules.standards import standard

SIZES = (10_000, 100_000)
_FEW = 500
AIM = 10  # times cheaper; to read the cells, turn them and write them again is more than half of what is left
LEAST_TIMES_CHEAPER = 4  # 5 on a busy machine, where the cells fall out of the cache; more on a quiet one
MOST_GROWTH = 1.6  # of peak memory, for ten times the rows
CITY = CityFacts("132292", "西東京市")
_TABLE_SCHEMA_TYPES = {
    FieldType.INTEGER: ("integer", "default"),
    FieldType.NUMBER: ("number", "default"),
    FieldType.LATITUDE: ("number", "default"),
    FieldType.LONGITUDE: ("number", "default"),
    FieldType.DATE: ("date", "default"),
    FieldType.TIME: ("time", "%H:%M"),
    FieldType.URL: ("string", "uri"),
    FieldType.MAIL: ("string", "email"),
}
_CONSTRAINTS: dict[FieldType, dict[str, object]] = {
    FieldType.LATITUDE: {"minimum": 20, "maximum": 46},
    FieldType.LONGITUDE: {"minimum": 122, "maximum": 154},
    FieldType.CODE: {"pattern": "[0-9]{6}"},
    FieldType.PHONE: {"pattern": "0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}"},
}


@dataclass(frozen=True)
class Run:
    rows: int
    maker: str
    cpu_seconds: float = 0.0
    seconds: float = 0.0
    peak_mb: int = 0
    said: str = ""
    failure: str = ""


def main(arguments: list[str]) -> int:
    if arguments:
        maker, path = arguments
        print(json.dumps(_measured(_MAKERS[maker], Path(path))))
        return 0
    with tempfile.TemporaryDirectory(prefix="hoshin-bench-") as folder:
        runs = [run for size in SIZES for run in _compared(Path(folder), size)]
    return _report(runs)


def _compared(folder: Path, size: int) -> list[Run]:
    path = folder / f"{size}.csv"
    write_dirty_file(path, size)
    return [_run(maker, path, size) for maker in _MAKERS]


def _run(maker: str, path: Path, size: int) -> Run:
    # The peak of all children is that of the largest so far, so each says its own.
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench_opendata", maker, str(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        return Run(size, maker, failure=done.stderr.strip().rpartition("\n")[2][:100])
    return Run(size, maker, **json.loads(done.stdout))


def _measured(make: Callable[[Path], str], path: Path) -> dict[str, float | str]:
    small = path.with_name("small.csv")
    write_dirty_file(small, _FEW)
    make(small)
    began, cpu_began = time.monotonic(), time.process_time()
    said = make(path)
    cpu, seconds = time.process_time() - cpu_began, time.monotonic() - began
    return {"cpu_seconds": round(cpu, 2), "seconds": round(seconds, 2), "peak_mb": _peak_mb(), "said": said}


def _ours(path: Path) -> str:
    shelters = standard("evacuation_space", "v3")
    with path.open("rb") as file:
        table = open_table(file, path.name)
        treatment = _treatment(shelters)
        with path.with_suffix(".released.csv").open("wb") as released:
            write_csv(released, release_columns(treatment, shelters), ())

            def take(rows: Iterable[tuple[str, ...]]) -> None:
                released.write(csv_lines(list(rows)))

            report = examine(table.rows(), treatment, shelters, city=CITY, notes=table.notes, take=take)
    mended = sum(report.mending_counts.values())
    return f"{report.rows} rows, {mended} mended, {report.error_count} errors remain"


def _treatment(definition: Standard) -> Treatment:
    return Treatment(
        standard=definition.key,
        columns=tuple(
            ColumnChoice(index, field.name, field.name, field.type) for index, field in enumerate(definition.fields)
        ),
        accepted=tuple(key for key, rule in RULES.items() if rule.is_sure),
    )


def _frictionless(path: Path) -> str:
    # For this comparison alone, and absent from a plain installation.
    import frictionless  # noqa: PLC0415

    schema = frictionless.Schema.from_descriptor(_table_schema(standard("evacuation_space", "v3")))
    # Without a limit it stops at a thousand errors, and would be measured on a part of the file.
    resource_ = frictionless.Resource(path=path.name, basepath=str(path.parent), schema=schema)
    report = resource_.validate(limit_errors=10_000_000)
    task = report.tasks[0]
    return f"{task.stats.get('rows')} rows, {task.stats['errors']} errors"


def _table_schema(definition: Standard) -> dict[str, object]:
    """The definition with what Table Schema can say of it: our checks, but for those that need more than one cell."""
    fields = []
    for field in definition.fields:
        constraints: dict[str, object] = dict(_CONSTRAINTS.get(field.type, {}))
        if field.need is Need.REQUIRED and "" not in field.values:
            constraints["required"] = True
        if field.name == "ID":
            constraints["unique"] = True
        if field.values:
            constraints["enum"] = [value for value in field.values if value]
        kind, form = _TABLE_SCHEMA_TYPES.get(field.type, ("string", "default"))
        fields.append({"name": field.name, "type": kind, "format": form, "constraints": constraints})
    return {"fields": fields, "missingValues": [""]}


_MAKERS: dict[str, Callable[[Path], str]] = {"ours": _ours, "frictionless": _frictionless}


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def write_dirty_file(path: Path, size: int) -> None:
    """The same file every time: shelters that do not exist."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in standard("evacuation_space", "v3").fields)
        writer.writerows(_shelters(size))


def _shelters(size: int) -> Iterator[list[str]]:
    chance = random.Random(229)  # noqa: S311 - invented data, the same in every run
    names = [field.name for field in standard("evacuation_space", "v3").fields]
    place = {name: index for index, name in enumerate(names)}
    for number in range(size):
        row = [_clean_cell(name, number, chance) for name in names]
        if number % 10 == 0:
            name, spelled = _DIRT[number // 10 % len(_DIRT)]
            row[place[name]] = spelled(row[place[name]])
        yield row


def _clean_cell(name: str, number: int, chance: random.Random) -> str:
    if name.startswith("災害種別"):
        return chance.choice(("1", ""))
    return _CELLS[name](number, chance) if name in _CELLS else ""


_CELLS: dict[str, Callable[[int, random.Random], str]] = {
    "全国地方公共団体コード": lambda _number, _chance: "132292",
    "ID": lambda number, _chance: f"{number:08}",
    "名称": lambda number, _chance: f"架空第{number}避難広場",
    "名称_カナ": lambda number, _chance: f"カクウダイ{number}ヒナンヒロバ",
    "所在地_全国地方公共団体コード": lambda _number, _chance: "132292",
    "所在地_連結表記": lambda number, chance: (
        f"東京都西東京市架空町{chance.randint(1, 9)}丁目{number % 40}番{number}号"
    ),
    "所在地_都道府県": lambda _number, _chance: "東京都",
    "所在地_市区町村": lambda _number, _chance: "西東京市",
    "所在地_町字": lambda _number, chance: f"架空町{chance.randint(1, 9)}丁目",
    "緯度": lambda _number, chance: f"{35.71 + chance.random() / 20:.6f}",
    "経度": lambda _number, chance: f"{139.51 + chance.random() / 20:.6f}",
    "標高": lambda _number, chance: str(chance.randint(40, 70)),
    "電話番号": lambda number, _chance: f"042-400-{number % 10000:04}",
    "市区町村コード": lambda _number, _chance: "132292",
    "地方公共団体名": lambda _number, _chance: "東京都西東京市",
    "想定収容人数": lambda _number, chance: str(chance.randint(50, 3000)),
    "URL": lambda number, _chance: f"https://www.example.jp/shelters/{number}",
}
_WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789"}
# Where, and how it is spelled there.
_DIRT: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("電話番号", lambda value: value.translate(_WIDE)),
    ("災害種別_地震", lambda _value: "○"),
    ("標高", lambda value: f"{value}m"),
    ("名称", lambda value: f"{value}　"),
    ("市区町村コード", lambda _value: "13229"),
    ("緯度", lambda _value: "35度43分32秒"),
    ("名称_カナ", lambda _value: "ｶｸｳﾋﾛﾊﾞ"),
    ("災害種別_洪水", lambda _value: "×"),
    ("標高", lambda _value: "約50"),
    ("名称", lambda _value: ""),
)


def _report(runs: list[Run]) -> int:
    print(f"{'':<14}{'rows':>9}{'CPU s':>9}{'seconds':>9}{'peak MB':>9}")
    for run in runs:
        figures = f"{run.cpu_seconds:>9.2f}{run.seconds:>9.2f}{run.peak_mb:>9}  {run.said}"
        print(f"{run.maker:<14}{run.rows:>9}{run.failure or figures}")
    of = {(run.maker, run.rows): run for run in runs if not run.failure}
    small, large = SIZES
    ours, theirs = of["ours", large], of.get(("frictionless", large))
    growth = ours.peak_mb / of["ours", small].peak_mb
    is_good = growth <= MOST_GROWTH
    print(f"memory for ten times the rows: × {growth:.2f}, at most × {MOST_GROWTH}")
    found = {"python": platform.python_version(), "runs": [asdict(run) for run in runs], "growth": round(growth, 2)}
    if theirs:  # what cannot be compared is left out
        times = theirs.cpu_seconds / ours.cpu_seconds
        is_good &= times >= LEAST_TIMES_CHEAPER
        print(f"cheaper than frictionless: × {times:.1f}, at least × {LEAST_TIMES_CHEAPER}, aim × {AIM}")
        found["times_cheaper"] = round(times, 1)
    Path("bench_opendata.json").write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
