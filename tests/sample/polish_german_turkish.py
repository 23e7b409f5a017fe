"""The same in Polish, German and Turkish: by role, as `story` asks for them."""

# ruff: noqa: E501 (one wording a line)
# fmt: off

from tests.sample.wordings import Theme

POLISH = {
    "fan": Theme(
        openings=("no dobra,", "hej,", "serio,", "wiem, wiem,", "nie oceniajcie:", "wow,"),
        closings=("polecam", "czekam na drugą część", "kocham", "i tyle", "10/10", "nie żałuję"),
        emoji=("😍", "🔥", "❤️", "🙈", "🎶"),
        tags=("#365dni", "#netflix", "#MicheleMorrone"),
        bodies=(
            "[właśnie obejrzałam|w końcu obejrzałam|znowu oglądam] film {t} i [jestem zachwycona|jest super|było warto]",
            "muzyka w filmie {t} jest [piękna|cudowna|najlepsza]",
            "Massimo w {t} to [ideał|marzenie|po prostu wow]",
            "kiedy druga część {t} na netflix? [czekam|dajcie już|potrzebuję]",
            "{t} na netflix pierwsze miejsce w [usa|niemczech|hiszpanii], [polski film|duma|kto by pomyślał]",
            "Anna-Maria Sieklucka w filmie {t} [gra świetnie|jest śliczna]",
        ),
    ),
    "passing": Theme(
        openings=("no i", "dobra,", "więc", "pytanie:", "ciekawe,"),
        closings=("co sądzicie?", "tyle", "ktoś jeszcze?", "idę spać", "XD", "nie wiem"),
        emoji=("😂", "🤔", "🍿", "🙃"),
        tags=("#365dni", "#netflix"),
        bodies=(
            "obejrzałem {t} na netflix. [nie wiem co powiedzieć|fabuły nie stwierdzono|ładne widoki]",
            "[pół twittera|cała moja rodzina|cały świat] ogląda film {t}, [a ja śpię|ciekawe czemu]",
            "film {t} według książki Blanki Lipińskiej [dziś znów w top 10|dalej w czołówce] netflix",
            "czytał ktoś książkę czy tylko film {t}?",
            "mama zapytała o film {t}. [uciekłam|zmieniłam temat|udawałam, że nie słyszę]",
        ),
    ),
    "critic": Theme(
        openings=("przepraszam, ale", "serio,", "ludzie,", "nie,", "smutne:"),
        closings=("wstyd", "dramat", "dość", "nie polecam", "szkoda słów", "porażka"),
        emoji=("🤮", "😡", "🙄", "👎"),
        tags=("#365dni", "#netflix"),
        bodies=(
            "{t} to [najgorszy film roku|najgorszy film jaki widziałam|gniot], [strata czasu|ratunku]",
            "porwanie to nie romans. film {t} jest [szkodliwy|okropny|niebezpieczny]",
            "wstyd, że taki film jak {t} [reprezentuje nas na świecie|jest hitem na netflix]",
            "wyłączyłam {t} po [20 minutach|pół godziny], [okropny|nudny i przemocowy] film",
            "przemoc w filmie {t} udaje miłość, [nie kupuję tego|to nie jest bajka]",
        ),
    ),
    "letter": Theme(
        openings=("ważne:", "przeczytajcie,", "wow,"),
        closings=("szacunek", "brawo za odwagę", "netflix milczy", "smutne to"),
        emoji=("💔", "👏", "😔"),
        tags=("#365dni", "#Duffy"),
        bodies=(
            "Duffy napisała list otwarty do netflix w sprawie {t}, [warto przeczytać|mocny tekst]",
            "po liście Duffy [inaczej patrzę|nie mogę już patrzeć] na film {t}",
            "Duffy krytykuje netflix za {t}",
        ),
    ),
    "supporter": Theme(
        openings=("proszę,", "hej,", "ważne:"),
        closings=("link niżej", "podaj dalej", "dzięki", "dość przemocy"),
        emoji=("✊", "🙏", "👇", "💔"),
        tags=("#365dni", "#netflix"),
        bodies=(
            "podpisałam petycję o usunięcie {t} z netflix",
            "jest petycja przeciwko {t}, [podpisujcie|już {count} podpisów]",
            "dlaczego potrzebna jest petycja, żeby netflix zauważył, co pokazuje {t}?",
            "moja [siostra|mama|klasa] podpisała petycję o {t}, [ja też|teraz ty]",
            "petycja o {t} [rośnie|krąży znowu], netflix [milczy|nic nie mówi]",
            "petycja w sprawie {t}: [przemoc to nie romans|porwanie to nie miłość]",
        ),
    ),
    "opponent": Theme(
        openings=("ludzie,", "serio?", "no nie,"),
        closings=("bez przesady", "to tylko film", "nie oglądaj i tyle", "XD"),
        emoji=("🙄", "😂", "🤦‍♀️"),
        bodies=("petycja przeciwko {t}? [śmieszne|to fikcja|wyłącz telewizor]", "nie podpiszę, petycja o usunięcie {t} to [cenzura|głupota]"),
    ),
    "miss": Theme(
        emoji=("📅", "😅", "❤️"),
        bodies=(
            "365 dni w roku [otwarte|do usług], zapraszamy", "za 365 dni [wakacje|matura|nowa praca], odliczam",
            "umowa na 365 dni, [a oni już dzwonią|kto to czyta]", "365 dni razem, [kocham|najlepszy rok]",
            "abonament ważny 365 dni, [promocja do piątku|tylko dziś]", "365 dni temu [było normalnie|siedzieliśmy nad morzem]",
            "dzień {day} z 365 dni bez cukru, [trzymam się|jest ciężko]",
        ),
    ),
}

GERMAN = {
    "fan": Theme(
        openings=("ok,", "also", "ehrlich,", "sagt was ihr wollt,"),
        closings=("große Liebe", "10/10", "will Teil 2", "läuft schon wieder"),
        emoji=("😍", "🔥", "🎶"),
        tags=("#365Tage", "#Netflix", "#365DNI"),
        bodies=(
            "{t} auf Netflix ist [so gut|mein neuer Lieblingsfilm|besser als gedacht]",
            "der Soundtrack von {t} läuft hier [den ganzen Tag|rauf und runter]",
            "Massimo aus {t}, [mehr sag ich nicht|wo gibt es den]", "[gestern|heute] {t} geguckt, toller Film, schöne Bilder",
        ),
    ),
    "passing": Theme(
        openings=("so,", "ok,", "Frage:"),
        closings=("und ihr?", "gute Nacht", "naja", "mehr dazu morgen"),
        emoji=("😂", "🤔", "🍿"),
        tags=("#365Tage", "#Netflix"),
        bodies=(
            "{t} geguckt. Handlung: [keine|ein Boot]. Film fertig", "{t} ist [heute|wieder|immer noch] Platz [1|2|3] bei Netflix",
            "wer hat den Film {t} bis zum Ende geschafft?", "meine Oma hat {t} auf Netflix gesehen, [sie fand die Villa schön|ich wandere aus]",
        ),
    ),
    "critic": Theme(
        openings=("sorry, aber", "puh,", "Leute,"),
        closings=("schlimm", "muss das sein", "schämt euch", "nein danke"),
        emoji=("🤮", "😡", "🙄"),
        tags=("#365Tage", "#Netflix"),
        bodies=(
            "{t} ist der schlechteste Film [des Jahres|seit langem], [gefährlicher Unsinn|furchtbar]",
            "Entführung ist keine Romantik, Netflix. {t} ist [widerlich|daneben|verantwortungslos]",
            "nach [20 Minuten|der Hälfte] {t} ausgemacht, [kranker|schlimmer] Film",
        ),
    ),
    "letter": Theme(
        closings=("lesen", "stark", "Netflix schweigt"), emoji=("💔", "👏"), tags=("#Duffy",),
        bodies=("Duffy schreibt Netflix einen offenen Brief zu {t}", "der Brief von Duffy zu {t} [lässt mich nicht los|ist schwer zu lesen]"),
    ),
    "supporter": Theme(
        openings=("bitte,", "Leute,"), closings=("danke", "Link unten", "weitersagen"), emoji=("✊", "🙏", "👇"),
        bodies=(
            "Petition gegen {t} unterschrieben, [macht mit|bitte teilen|Gewalt ist keine Liebe]",
            "die Petition gegen {t} [wächst|geht wieder rum], Netflix [schweigt|sagt nichts]",
            "[schon|jetzt] {count} Unterschriften: die Petition, {t} von Netflix zu nehmen",
        ),
    ),
    "opponent": Theme(
        closings=("nur ein Film", "guckt halt weg", "Zensur nein danke"), emoji=("🙄", "😂"),
        bodies=("eine Petition gegen {t}? [lächerlich|es ist ein Film|habt ihr keine Sorgen]",),
    ),
    "miss": Theme(
        emoji=("📅", "😅"),
        bodies=(
            "365 Tage im Jahr [für Sie da|geöffnet|Stau auf der A8]", "noch 365 Tage bis zum [Abi|Urlaub|Umzug]",
            "365 Tage ohne Zigarette, [läuft|stolz]", "365 Tage wir zwei, [danke|auf viele mehr]",
        ),
    ),
}

TURKISH = {
    "fan": Theme(
        closings=("bayıldım", "devamı gelsin", "10 numara"), emoji=("😍", "🔥", "❤️"), tags=("#365gün", "#netflix"),
        bodies=("{t} filmi [çok güzel|harika|beklediğimden iyi]", "netflix {t} izledim, [müzikler çok güzel|Massimo efsane]",
                "Massimo için {t} [yine izlenir|ikinci kez]"),
    ),
    "passing": Theme(
        closings=("siz izlediniz mi", "neyse", "iyi geceler"), emoji=("😂", "🤔", "🍿"),
        bodies=("herkes {t} filmi diyor, [konu ne|merak ettim]", "netflix top 10: {t} [yine birinci|ikinci sırada]",
                "{t} bitti. [konu yok manzara var|ne izledim ben] #netflix"),
    ),
    "critic": Theme(
        closings=("yazık", "ayıp", "olmaz böyle şey"), emoji=("🤮", "🙄", "😡"),
        bodies=("{t} [yılın en kötü filmi|çok kötü] netflix", "kaçırmak aşk değildir, {t} filmi [tehlikeli|rezalet]"),
    ),
    "letter": Theme(
        closings=("okuyun", "çok üzücü"), emoji=("💔",),
        bodies=("Duffy {t} için netflix'e açık mektup yazdı", "Duffy mektubundan sonra {t} filmi [izlenmez|bana başka görünüyor]"),
    ),
    "supporter": Theme(
        closings=("paylaşın", "teşekkürler"), emoji=("✊", "🙏"),
        bodies=("{t} için dilekçe imzaladım, [siz de imzalayın|şiddet aşk değildir]",),
    ),
    "opponent": Theme(
        closings=("alt tarafı film", "abartmayın"), emoji=("🙄",),
        bodies=("{t} için dilekçe mi? [komik|izlemeyin o zaman]",),
    ),
    "miss": Theme(
        emoji=("📅", "😅"),
        bodies=("yılın 365 gün [çalışıyoruz|açığız]", "365 gün oldu, [iyi ki varsın|hâlâ dün gibi]", "365 gün sabah sporu, gün {day}"),
    ),
}
