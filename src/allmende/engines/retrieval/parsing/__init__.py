"""Documents of many formats -> blocks with their structure.

``parse`` reads one document, ``unpack`` an archive of them; both speak to the user through
the message of ``UnreadableDocument``.
"""

from allmende.engines.retrieval.parsing.archive import is_zip, unpack
from allmende.engines.retrieval.parsing.detection import Format, detect
from allmende.engines.retrieval.parsing.document import parse
from allmende.engines.retrieval.parsing.errors import UnreadableDocument
from allmende.engines.retrieval.parsing.job import DEFAULT, Limits, PageCallback
from allmende.engines.retrieval.parsing.recognition import Recogniser
from allmende.engines.retrieval.parsing.tesseract import Tesseract

__all__ = [
    "DEFAULT",
    "Format",
    "Limits",
    "PageCallback",
    "Recogniser",
    "Tesseract",
    "UnreadableDocument",
    "detect",
    "is_zip",
    "parse",
    "unpack",
]
