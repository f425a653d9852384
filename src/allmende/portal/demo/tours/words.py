"""Names of the invented town. Streets with these names exist in many towns; these do not."""

OLD_TOWN = (
    *("Marktgasse", "Gerbergasse", "Kornhausgasse", "Zinngasse", "Badergasse", "Webergasse"),
    *("Spitalgasse", "Turmgasse", "Löffelgasse", "Küfergasse", "Seilergasse", "Brunnengasse"),
    *("Münzgasse", "Schulgasse"),
)
NORTH = (
    *("Amselweg", "Drosselweg", "Finkenweg", "Meisenweg", "Starenweg", "Zeisigweg"),
    *("Lerchenweg", "Sperberweg", "Kranichweg", "Reiherweg", "Wachtelweg", "Pirolweg"),
)
EAST = (
    *("Ahornstraße", "Buchenstraße", "Eibenstraße", "Eschenstraße", "Lindenstraße", "Ulmenstraße"),
    *("Erlenstraße", "Fichtenstraße", "Tannenstraße", "Weidenstraße", "Birkenstraße"),
    "Haselstraße",
)
SOUTH = (
    *("Mühlweg", "Wehrweg", "Uferweg", "Stegweg", "Fischerweg", "Otterweg", "Biberweg"),
    *("Libellenweg", "Schilfweg", "Binsenweg", "Kiesweg", "Furtweg"),
)
WEST = (
    *("Asternweg", "Dahlienweg", "Enzianweg", "Ginsterweg", "Irisweg", "Krokusweg"),
    *("Lavendelweg", "Malvenweg", "Nelkenweg", "Primelweg", "Salbeiweg", "Veilchenweg"),
)
OBERAU = ("Obere Gasse", "Kirchgasse", "Hofgasse", "Bergweg", "Wiesenweg", "Quellenweg", "Angerweg")
NIEDERRIED = ("Untere Gasse", "Torfweg", "Riedgasse", "Moosweg", "Seeweg", "Erlenweg", "Brückenweg")
SPECIES = ("Acer campestre", "Tilia cordata", "Quercus robur", "Sorbus aria", "Carpinus betulus")
TREE_NAMES = {
    "Acer campestre": "Feldahorn",
    "Tilia cordata": "Winterlinde",
    "Quercus robur": "Stieleiche",
    "Sorbus aria": "Mehlbeere",
    "Carpinus betulus": "Hainbuche",
}
