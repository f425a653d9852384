"""Collections of documents, the passages cut from them, and what the index needs.

``scope`` is the audience key of ``organisations.domain.audience`` (such as ``public:3``). It is
kept in each row so that every search and list filters by it inside the query.
"""

from django.conf import settings
from django.db import models

from allmende.portal.knowledge.enums import DocumentState, ImportState
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Office


class Collection(models.Model):
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="collections"
    )
    slug = models.SlugField("Kurzname", max_length=60)
    title = models.CharField("Titel", max_length=150)
    description = models.TextField("Beschreibung", blank=True)
    audience = models.CharField("Sichtbar für", max_length=20, choices=Audience)
    group = models.ForeignKey(
        "organisations.Group",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name="Arbeitsgruppe",
    )
    office = models.ForeignKey(
        "organisations.Office",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name="Zuständige Stelle",
    )
    scope = models.CharField(max_length=40, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="collection_unique")
        ]

    def __str__(self) -> str:
        return self.title


class Document(models.Model):
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="documents")
    scope = models.CharField(max_length=40, db_index=True)
    title = models.CharField("Titel", max_length=300)
    filename = models.CharField("Datei", max_length=200)
    file = models.FileField(upload_to="documents")  # named by content, see domain.files
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    format = models.CharField("Format", max_length=20, blank=True)
    pages = models.PositiveIntegerField(null=True)
    recognised = models.BooleanField(default=False)  # text from character recognition
    state = models.CharField(max_length=20, choices=DocumentState, default=DocumentState.READY)
    message = models.TextField(blank=True)  # why it could not be read
    office = models.ForeignKey(
        "organisations.Office",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name="Zuständige Stelle",
        help_text="Leer: wie in der Sammlung.",
    )
    valid_from = models.DateField("Gültig ab", null=True, blank=True)
    valid_until = models.DateField("Gültig bis", null=True, blank=True)
    dated = models.DateField("Stand", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)  # guards against silent overwriting
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "filename"], name="document_unique")
        ]
        indexes = [models.Index(fields=["collection", "title"])]

    def __str__(self) -> str:
        return self.title

    @property
    def responsible_office(self) -> Office | None:
        return self.office or self.collection.office


class Passage(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    text = models.TextField()  # one sentence a line
    heading_path = models.JSONField(default=list)
    page = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="passage_unique")
        ]

    def __str__(self) -> str:
        return " > ".join(self.heading_path) or self.text[:60]

    @property
    def sentences(self) -> list[str]:
        return self.text.split("\n")


class Embedding(models.Model):
    """Vectors of one passage as float16 bytes, one row after the other.

    ``windows``: one row a window of sentences, for the search. ``sentences``: one row for the
    document's title, each heading and each sentence, for the reader.
    """

    passage = models.OneToOneField(
        Passage, on_delete=models.CASCADE, primary_key=True, related_name="embedding"
    )
    model = models.CharField(max_length=80)
    windows = models.BinaryField()
    sentences = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.passage_id} {self.model}"


class PassageTerms(models.Model):
    """The analysed words of one passage, so that an embedded index loads in seconds."""

    passage = models.OneToOneField(
        Passage, on_delete=models.CASCADE, primary_key=True, related_name="terms"
    )
    analysis = models.CharField(max_length=16)  # names the rules it was made by
    ids = models.BinaryField()  # int32, ascending
    steps = models.BinaryField()  # uint8, weights in WEIGHT_STEP

    def __str__(self) -> str:
        return f"{self.passage_id} {self.analysis}"


class IndexChange(models.Model):
    """What an index has to take in, in the order of writing. Read by embedded indexes."""

    document_id = models.BigIntegerField()  # no foreign key: outlives the document

    def __str__(self) -> str:
        return f"{self.pk}: {self.document_id}"


class Import(models.Model):
    """One batch of uploaded files."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="imports")
    job = models.OneToOneField("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.collection}: {self.created_at:%d.%m.%Y %H:%M}"


class ImportItem(models.Model):
    """One file of a batch. Its state makes a batch resumable."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="items")
    filename = models.CharField(max_length=200)
    file = models.FileField(upload_to="documents", blank=True)  # empty once it is taken in
    fields = models.JSONField(default=dict)  # what the document shall say of itself
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.WAITING)
    message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.filename


class Removal(models.Model):
    """A deleted document that can still be restored: its file and what was said of it.

    Its passages, vectors and index entries are gone; restoring reads the file anew.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="removals")
    filename = models.CharField(max_length=200)
    file = models.FileField(upload_to="documents")
    title = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)  # as in ImportItem
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-removed_at"]

    def __str__(self) -> str:
        return self.title
