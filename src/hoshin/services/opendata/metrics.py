from hoshin.kernel.registry import Kind, Metric

DATASETS = Metric(
    "opendata.datasets",
    "オープンデータ化した行政情報数",
    "データセット",
    Kind.STOCK,
    definition=(
        "公開中のデータセットの数です。機械判読できる形式（CSV、JSON、GeoJSON、XLSX、RDF）の配布物が一つ以上あり、"
        "オープンライセンス（CC BY 4.0、CC0、公共データ利用規約）で公開しているものを数えます。年ごとのファイルを一つの"
        "データセットにまとめたものは1件です。PDFだけのもの、リンクだけのもの、取り下げたもの、"
        "方針・カタログ自身の表（取組や指標の一覧、オープンデータ一覧）は数えません。"
    ),
)
DOWNLOADS = Metric(
    "opendata.downloads",
    "オープンデータのダウンロード数",
    "件",
    Kind.FLOW,
    definition="データセットのファイルが取得された回数です。検索エンジンなどの自動巡回は除きます。",
)
