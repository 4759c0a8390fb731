from hoshin.kernel.registry import Permission

START_DRAFT = Permission("publishing.start_draft", "次の年度版の下書きを作る")
DOWNLOAD_FOLDER = Permission("publishing.download_folder", "方針をフォルダとして受け取る")
REFRESH_SITE = Permission("publishing.refresh_site", "公開ページのファイルを作り直す")
IMPORT_TABLE = Permission("publishing.import_table", "取組の表を読み、下書きにする")
