from hoshin.services.opendata.models.catalogue import PACKAGE_FORM, Listing
from hoshin.services.opendata.models.datasets import Dataset, Distribution, Format, Licence, Release
from hoshin.services.opendata.models.remarks import Remark
from hoshin.services.opendata.models.uploads import Upload
from hoshin.services.opendata.models.usage import DownloadCount, LinkCheck

__all__ = [
    "PACKAGE_FORM",
    "Dataset",
    "Distribution",
    "DownloadCount",
    "Format",
    "Licence",
    "LinkCheck",
    "Listing",
    "Release",
    "Remark",
    "Upload",
]
