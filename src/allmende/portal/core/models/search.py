"""One table of everything that people find by words."""

from django.db import models


class SearchEntry(models.Model):
    """One thing that people can find by words; ``kind`` says where ``object_id`` lives."""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    scope = models.CharField(max_length=60, db_index=True)  # audience key: who may find it
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
    )  # none: nobody's in particular, or nobody may know whose
    title = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_entry")
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """The vocabulary of everything that can be found, as stems. A question meets compounds here."""

    word = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.word


class SearchPart(models.Model):
    """Four letters that occur in a word: how compounds are found without reading them all."""

    pk = models.CompositePrimaryKey("part", "word")
    part = models.CharField(max_length=4)
    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="parts")

    def __str__(self) -> str:
        return f"{self.part} in {self.word_id}"


class SearchTerm(models.Model):
    """That a word occurs in an entry, and how much that says. The key is the index."""

    pk = models.CompositePrimaryKey("word", "entry")
    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, db_index=False, related_name="+")
    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="terms")
    weight = models.FloatField()

    class Meta:
        # With the weight in the index the database ranks without looking at the rows.
        indexes = [models.Index(fields=["word", "entry", "weight"], name="search_ranking")]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.entry_id}"
