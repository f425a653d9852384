"""Guard for the formats that are ZIP archives inside."""

import io
import zipfile

from allmende.engines.retrieval.parsing import errors
from allmende.engines.retrieval.parsing.job import Job

LARGEST_XML = 200_000_000  # bytes of one part; a thousand pages of text have about 20 million
UNSUSPICIOUS = 20_000_000  # XML of a short file compresses very well


def refuse_bomb(data: bytes, job: Job) -> None:
    """Raise ``UnreadableDocument`` where the parts would unpack to something disproportionate."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise errors.encrypted(job.filename)
    total = sum(member.file_size for member in members)
    largest = max((m.file_size for m in members if m.filename.endswith(".xml")), default=0)
    disproportionate = total > UNSUSPICIOUS and total > job.limits.compression_ratio * len(data)
    if disproportionate or largest > LARGEST_XML or total > job.limits.unpacked_bytes:
        raise errors.archive_bomb(job.filename)
