"""The command `hoshin`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, connections
from django.utils.module_loading import import_string

from hoshin import __version__
from hoshin.config import environment
from hoshin.config.database import ROLE_VARIABLE, is_embedded
from hoshin.config.database_url import BadDatabaseUrl
from hoshin.config.environment import BadEnvironment
from hoshin.config.home import Home, HomeNotUsable
from hoshin.config.ports import PortBusy
from hoshin.config.postgres import PostgresNotUsable, attach
from hoshin.config.processes import obey_supervisor
from hoshin.config.terminal import complain

# What `hoshin manage` runs as the role that owns the tables; all else runs under row-level security.
OWNERS_COMMANDS = {"migrate", "createcachetable", "pgtrigger"}

# What ends a command with one line instead of a traceback.
EXPECTED = (HomeNotUsable, PostgresNotUsable, BadEnvironment, BadDatabaseUrl, ImproperlyConfigured, PortBusy)


@dataclass(frozen=True)
class Command:
    name: str
    help: str
    # Named by text, because these modules import models and so can be imported only once Django is set up.
    run: str
    arguments: Callable[[argparse.ArgumentParser], None] = lambda _parser: None
    role: str = "app"
    mode: str = ""
    needs_database: bool = True


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        default=environment.text("HOST", "127.0.0.1"),
        help="待ち受けるアドレス（環境変数 HOST、既定 127.0.0.1）",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=environment.number("PORT", 8000),
        help="待ち受けるポート（環境変数 PORT、既定 8000）",
    )


def _serve(parser: argparse.ArgumentParser) -> None:
    _address(parser)
    parser.add_argument("--workers", type=int, default=2, help="処理プロセスの数（既定 2）")
    parser.add_argument("--access-log", action="store_true", help="アクセスを記録する")


def _worker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--queues", nargs="*", default=[], help="処理するキュー（既定はすべて）")
    parser.add_argument("--concurrency", type=int, default=2, help="同時に処理する数（既定 2）")


def _path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", help="方針のフォルダ（YAML）")


def _dump(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", metavar="POLICY@YEAR", help="方針のキーと年度（例: chiiki-joho@2020）")
    parser.add_argument("--out", metavar="DIR", help="書き出すフォルダ（既定は「方針のキー-年度」）")
    parser.add_argument("--force", action="store_true", help="方針のフォルダがすでにあるとき、丸ごと置き換える")
    parser.add_argument("--municipality", metavar="CODE", help="団体コード（団体が一つなら要らない）")


def _publish(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", metavar="POLICY@YEAR", help="方針のキーと年度（例: chiiki-joho@2020）")
    parser.add_argument("--out", metavar="DIR", help="文書を書き出すフォルダ")
    parser.add_argument(
        "--static", metavar="DIR", help="公開サイトの写し（どのウェブサーバーにも置ける）を書き出すフォルダ"
    )
    parser.add_argument("--formats", default="", help="作る形式をコンマで区切って（例: pdf,csv。既定はすべて）")
    parser.add_argument("--reason", default="", help="訂正の理由（2回目からの公表で必要。正誤表に載る）")
    parser.add_argument("--dry-run", action="store_true", help="確認と作成だけを行い、何も公表せず、書き出さない")
    parser.add_argument("--municipality", metavar="CODE", help="団体コード（団体が一つなら要らない）")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="FILE", help="取組の表（XLSX、CSV、TSV、書き入れたひな形）")
    parser.add_argument("--into", metavar="POLICY@YEAR", required=True, help="読み込む先の年度版（下書き）")
    parser.add_argument("--column", metavar="F=title", action="append", default=[], help="列の内容を選ぶ（くり返せる）")
    parser.add_argument("--review", metavar="CSV", help="読み取りの一覧を、訂正と確認の欄を付けて書き出す")
    parser.add_argument("--corrections", metavar="CSV", help="訂正と確認を書き入れた一覧を使う")
    parser.add_argument("--yes", action="store_true", help="未確認の問題がなければ、下書きとして読み込む")
    parser.add_argument("--municipality", metavar="CODE", help="団体コード（団体が一つなら要らない）")


def _template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="FILE.xlsx", help="書き出すファイル")
    parser.add_argument(
        "--for",
        metavar="POLICY@YEAR",
        dest="edition",
        help="方針のキーと年度（例: chiiki-joho@2020）。方針が一つなら要らず、いちばん新しい年度版を書き出す",
    )
    parser.add_argument("--municipality", metavar="CODE", help="団体コード（団体が一つなら要らない）")


def _manage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="Django のコマンドとその引数")


COMMANDS = (
    Command("demo", "例の団体を読み込み、ウェブと処理を起動する", "hoshin.config.demo.run", _address, "owner", "demo"),
    Command("serve", "ウェブサーバを起動する", "hoshin.config.server.run", _serve),
    Command("worker", "キューの処理を起動する", "hoshin.config.worker.run", _worker),
    Command("migrate", "データベースをこの版に合わせる", "hoshin.config.migration.run", role="owner"),
    Command("load", "方針のフォルダを読み込む", "hoshin.config.folder_commands.load", _path),
    Command(
        "publish", "決定した年度版を公表し、文書と公開サイトを書き出す", "hoshin.config.publish_command.run", _publish
    ),
    Command("dump", "方針をフォルダに書き出す", "hoshin.config.folder_commands.dump", _dump),
    Command(
        "check",
        "方針のフォルダを読み込まずに検査する",
        "hoshin.config.folder_commands.check",
        _path,
        needs_database=False,
    ),
    Command("import", "すでにある取組の表を読み、下書きにする", "hoshin.config.import_command.run", _import),
    Command("template", "取組を書き入れるXLSXのひな形を書き出す", "hoshin.config.import_command.template", _template),
    Command("manage", "Django の管理コマンドを実行する", "hoshin.config.cli.manage", _manage),
)


def main(arguments: Sequence[str] | None = None) -> int:
    obey_supervisor()
    try:
        options = _parser().parse_args(arguments)
        return _run(options.command, options)
    except EXPECTED as trouble:
        complain(str(trouble))
    except OperationalError as error:
        complain(f"データベースに接続できません: {str(error).strip()} / Cannot reach the database.")
    except KeyboardInterrupt:
        return 130
    return 1


def manage(options: argparse.Namespace) -> int:
    execute_from_command_line(["hoshin manage", *options.rest])
    return 0


def _run(command: Command, options: argparse.Namespace) -> int:
    role = "owner" if command.name == "manage" and set(options.rest[:1]) & OWNERS_COMMANDS else command.role
    os.environ["DJANGO_SETTINGS_MODULE"] = "hoshin.config.settings"
    os.environ[ROLE_VARIABLE] = role
    if command.mode:
        os.environ["HOSHIN_MODE"] = command.mode
    home = Home.from_environment()
    os.environ["HOSHIN_HOME"] = str(home.path)  # for what we start: it may run in another folder
    with _database(home, wanted=command.needs_database):
        django.setup()
        run: Callable[[argparse.Namespace], int] = import_string(command.run)
        return run(options)


@contextmanager
def _database(home: Home, *, wanted: bool) -> Iterator[None]:
    """Have the embedded server running meanwhile, unless the database is elsewhere."""
    if not wanted:
        yield
    elif is_embedded():
        lease = attach(home)
        try:
            yield
        finally:
            connections.close_all()
            lease.release()
    else:
        home.prepare()
        yield


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hoshin", description="自治体の方針を計画から実証まで動かす")
    parser.add_argument("--version", action="version", version=f"hoshin {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="コマンド")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(sub)
        sub.set_defaults(command=command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
