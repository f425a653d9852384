"""Word lists that tell a full stop from the dot of an abbreviation or of an ordinal."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER_END = words(
    """
    abb abl abs abschn allg anl anm art aufl az bd bes betr bez bezgl bgbl bsp bspw buchst bzgl
    bzw ca chr ders dgl dipl dr ebd einschl engl entspr erg erw evtl exkl fa fam fn fr gebr
    gem geb ggf ggfs gez grds hr hrn hrsg hs inkl insb insbes ing jhd jh kap kath kfm lfd lit
    max mbh med min mind mio mrd mtl n nr nrn obj od phil pos prof rd rdnr rn röm s sa san sog
    st std stellv str tel telef tsd u umg urspr usf v verb vers vgl vorm wiss zb zit zt ziff
    zus zzgl zzt jan feb mär apr jun jul aug sept sep okt nov dez mo di mi do so hausnr postf
    plz tit unterabs usgg halbs hbs gbl amtsbl bek ber neugef gült sachgeb ehem
    """
)
"""Never the last word of a sentence, or so rarely that a missed border is the lesser harm."""

MAY_END = words(
    """
    usw etc ff f ä o.ä u.a u.ä usw etc. u.s.w d.j d.m a.d jh jhs uhr
    """
)
"""End a sentence only where the next word is a usual beginning of one."""

STARTERS = words(
    """
    ab aber alle allerdings als also am an andere anderenfalls andernfalls anschließend auch
    auf aus außerdem bei beim bevor bis bitte da dabei dadurch dafür daher damit danach
    daneben dann daraus darüber darum das dazu dem den denn der deren des deshalb deswegen
    dessen die dies diese diesem diesen dieser dieses doch dort du durch ebenso ein eine einem
    einen einer eines einige entscheidend er erst es etwa falls ferner für gegebenenfalls
    gegen gemäß gleiches gibt haben hat hier hierbei hierfür hierzu ich ihr ihre ihren im in
    ist innerhalb insbesondere ja je jede jeder jedes jedoch jetzt kann kein keine können
    liegt man maßgebend mehr meist mit muss müssen nach nachdem neben nein nicht nur ob obwohl
    oder ohne pro seit sie sind so sobald sofern solche soll sollte sollten somit sonst soweit
    sowie spätestens statt trotz über um und unser unsere unter viele vom von vor während wann
    war warum was weil weiter weitere welche wenn wer werden wie wir wird wo wurde wurden zu
    zudem zuerst zuletzt zum zur zusätzlich zuständig zwischen
    """
)
"""Words, casefolded, that often open a sentence and hardly ever follow an ordinal number."""

ORDINAL_NOUNS = words(
    """
    januar jänner februar märz april mai juni juli august september oktober november dezember
    abschnitt absatz alternative änderung artikel auflage ausbaustufe bauabschnitt fassung
    folge geburtstag halbjahr halbsatz hälfte jahr jahrestag jahrgang jahrhundert kapitel kind
    kindes klasse klassen klassenstufe lebensjahr lebensjahres lebensmonat monat monats
    nachtrag obergeschoss og og platz quartal rang rate satz schuljahr schuljahres sitzung
    sonntag staffel stelle stock stockwerk stufe stunde tag tage tages teil titel
    unterabschnitt werktag werktages woche weltkrieg zug
    """
)
"""Nouns, casefolded, that follow an ordinal number."""
