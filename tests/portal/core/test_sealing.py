import pytest

from allmende.portal.core.domain import sealing

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_what_is_sealed_is_hidden_and_comes_back():
    stored = sealing.seal(SECRET)
    assert SECRET not in stored
    assert sealing.unseal(stored) == SECRET


def test_the_same_secret_never_looks_the_same():
    assert sealing.seal(SECRET) != sealing.seal(SECRET)


@pytest.mark.parametrize("plain", [SECRET, "0a1b" * 20, ""])
def test_what_was_stored_in_plain_text_before_still_opens(plain):
    assert sealing.unseal(plain) == plain


def test_another_key_does_not_open_it(settings):
    stored = sealing.seal(SECRET)
    settings.SECRET_KEY = "another-" + "y" * 40
    with pytest.raises(sealing.WrongKey):
        sealing.unseal(stored)


def test_a_changed_letter_is_noticed():
    stored = sealing.seal(SECRET)
    changed = stored[:-8] + ("A" if stored[-8] != "A" else "B") + stored[-7:]
    with pytest.raises(sealing.WrongKey):
        sealing.unseal(changed)


def test_an_earlier_key_that_django_still_knows_opens_it(settings):
    stored = sealing.seal(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "y" * 40
    assert sealing.unseal(stored) == SECRET
