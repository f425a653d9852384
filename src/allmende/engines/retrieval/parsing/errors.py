"""The one exception of parsing, and every sentence that it can say."""


class UnreadableDocument(Exception):
    """No text can be taken from the file; the message is the German sentence for the user.

    It says what happened, what it means and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def _of(name: str, rest: str) -> UnreadableDocument:
    return UnreadableDocument(f"Die Datei „{name}“ {rest}")


def empty_file(name: str) -> UnreadableDocument:
    return _of(name, "hat keinen Inhalt (0 Byte). Laden Sie die vollständige Datei erneut hoch.")


def no_text(name: str) -> UnreadableDocument:
    return _of(
        name,
        "enthält keinen Text, deshalb lässt sich darin nichts finden. "
        "Prüfen Sie, ob es die richtige Datei ist.",
    )


def too_large(name: str, *, size: int, allowed: int) -> UnreadableDocument:
    return _of(
        name,
        f"ist mit {_megabytes(size)} zu groß; möglich sind {_megabytes(allowed)}. "
        "Teilen Sie sie auf oder verkleinern Sie die Bilder darin.",
    )


def too_much_text(name: str, *, allowed: int) -> UnreadableDocument:
    return _of(
        name,
        f"enthält mehr Text, als verarbeitet werden kann (über {_thousands(allowed)} Zeichen). "
        "Teilen Sie sie in mehrere Dateien auf.",
    )


def too_many_pages(name: str, *, pages: int, allowed: int) -> UnreadableDocument:
    return _of(
        name,
        f"hat {_thousands(pages)} Seiten; möglich sind {_thousands(allowed)}. "
        "Teilen Sie sie in mehrere Dateien auf.",
    )


def too_many_scanned_pages(name: str, *, pages: int, allowed: int) -> UnreadableDocument:
    return _of(
        name,
        f"besteht aus {_thousands(pages)} eingescannten Seiten; die Texterkennung liest "
        f"höchstens {_thousands(allowed)}. Teilen Sie den Scan auf, oder laden Sie "
        "das Dokument mit Text hoch.",
    )


def too_slow(name: str, *, seconds: float) -> UnreadableDocument:
    return _of(
        name,
        f"ließ sich nicht innerhalb von {seconds:.0f} Sekunden lesen. "
        "Speichern Sie sie in einfacherer Form, zum Beispiel neu als PDF, oder teilen Sie sie auf.",
    )


def encrypted(name: str) -> UnreadableDocument:
    return _of(
        name,
        "ist mit einem Kennwort geschützt. "
        "Speichern Sie sie ohne Kennwort und laden Sie sie erneut hoch.",
    )


def broken(name: str, kind: str) -> UnreadableDocument:
    return _of(
        name,
        f"ist beschädigt oder unvollständig und lässt sich nicht als {kind} lesen. "
        "Öffnen Sie sie im Ursprungsprogramm, speichern Sie sie neu und laden Sie sie erneut hoch.",
    )


def unsupported(name: str, kind: str) -> UnreadableDocument:
    return _of(
        name,
        f"ist {kind}; daraus wird kein Text gelesen. Möglich sind PDF, DOCX, ODT, HTML, Markdown, "
        "TXT und ZIP-Archive davon. Speichern Sie den Inhalt in einem dieser Formate.",
    )


def is_archive(name: str) -> UnreadableDocument:
    return _of(
        name,
        "ist ein ZIP-Archiv und wird nicht als einzelnes Dokument gelesen. "
        "Entpacken Sie sie oder laden Sie sie beim Hochladen mehrerer Dokumente hoch.",
    )


def too_deep(name: str) -> UnreadableDocument:
    return _of(
        name,
        "ist so tief verschachtelt, dass ihr Text nicht vollständig gelesen werden kann. "
        "Speichern Sie den Inhalt als reinen Text oder als PDF.",
    )


def archive_bomb(name: str) -> UnreadableDocument:
    return _of(
        name,
        "würde beim Entpacken unverhältnismäßig groß und wurde deshalb nicht geöffnet. "
        "Packen Sie nur die benötigten Dokumente in ein neues Archiv.",
    )


def too_many_members(name: str, *, members: int, allowed: int) -> UnreadableDocument:
    return _of(
        name,
        f"enthält {_thousands(members)} Dateien; möglich sind {_thousands(allowed)}. "
        "Teilen Sie das Archiv auf.",
    )


def nested_too_deep(name: str) -> UnreadableDocument:
    return _of(
        name,
        "ist ein Archiv in einem Archiv in einem Archiv und wurde nicht geöffnet. "
        "Packen Sie die Dokumente in ein einziges Archiv.",
    )


def unsafe_path(name: str) -> UnreadableDocument:
    return _of(
        name,
        "verweist auf einen Ort außerhalb des Archivs und wurde nicht entpackt. "
        "Packen Sie das Archiv neu.",
    )


def recognition_missing(name: str) -> UnreadableDocument:
    return _of(
        name,
        "ist ein Scan ohne Text, und auf dem Server fehlt die Texterkennung. "
        "Laden Sie das Dokument mit Text hoch, oder bitten Sie die Systembetreuung, sie "
        "einzurichten: apt-get install tesseract-ocr tesseract-ocr-deu.",
    )


def recognition_failed(name: str, page: int) -> UnreadableDocument:
    return _of(
        name,
        f"ist ein Scan; die Texterkennung ist auf Seite {_thousands(page)} gescheitert. "
        "Scannen Sie das Dokument neu, oder laden Sie es mit Text hoch.",
    )


def nothing_recognised(name: str) -> UnreadableDocument:
    return _of(
        name,
        "ist ein Scan, auf dem die Texterkennung keinen Text gefunden hat. "
        "Scannen Sie das Dokument gerade und mit mindestens 300 dpi neu.",
    )


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _megabytes(size: int) -> str:
    return f"{_thousands(max(1, round(size / 1_000_000)))} MB"
