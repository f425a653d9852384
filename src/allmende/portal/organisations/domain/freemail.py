"""Mail domains where anybody gets an address: they prove nothing about an organisation."""

DOMAINS = frozenset(
    {
        *("aol.com", "aol.de", "arcor.de", "email.de", "fastmail.com", "freenet.de", "gmail.com"),
        *("gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.eu", "gmx.net", "googlemail.com"),
        *("hotmail.com", "hotmail.de", "hushmail.com", "icloud.com", "kabelmail.de", "live.com"),
        *("live.de", "mac.com", "mail.com", "mail.de", "mailbox.org", "me.com", "msn.com"),
        *("online.de", "outlook.com", "outlook.de", "pm.me", "posteo.de", "posteo.net"),
        *("proton.me", "protonmail.com", "rocketmail.com", "t-online.de", "tutanota.com"),
        *("tutanota.de", "tuta.com", "tuta.io", "vodafone.de", "vodafonemail.de", "web.de"),
        *("yahoo.com", "yahoo.de", "yandex.com", "ymail.com", "zoho.com"),
    }
)
SENTENCE = (
    "Bei „{domain}“ bekommt jede Person eine Adresse. Tragen Sie die Domäne der Verwaltung ein, "
    "zum Beispiel „stadt.de“, oder lassen Sie das Feld leer."
)
