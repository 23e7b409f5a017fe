"""The same in Spanish, French, Italian and Portuguese: by role, as `story` asks for them."""

# ruff: noqa: E501 (one wording a line)
# fmt: off

from tests.sample.wordings import Theme

SPANISH = {
    "fan": Theme(
        openings=("bueno,", "ok,", "a ver,", "no me juzguen,", "amigas,"),
        closings=("la amo", "necesito la segunda parte", "10/10", "se las recomiendo", "qué hombre"),
        emoji=("😍", "🔥", "❤️", "🥵", "🎶"),
        tags=("#365días", "#365DNI", "#Netflix"),
        bodies=(
            "[acabo de ver|por fin vi|vi otra vez] {t} en netflix y [me encantó|estoy enamorada|qué maravilla]",
            "la música de la película {t} es [hermosa|increíble|lo mejor]",
            "Massimo de {t} [es un sueño|me tiene mal|qué belleza]",
            "¿para cuándo {t} 2, netflix? [la espero|ya la quiero]",
            "{t} es mi película favorita [del año|de la cuarentena], [perdón pero no|y qué]",
            "los paisajes y los vestidos de {t}, [preciosa película|qué bonita película]",
        ),
    ),
    "passing": Theme(
        openings=("bueno,", "pregunta:", "oigan,", "hoy:"),
        closings=("¿y ustedes?", "jajaja", "fin", "buenas noches", "opinen"),
        emoji=("😂", "🤔", "🍿", "👀"),
        tags=("#365días", "#Netflix"),
        bodies=(
            "vi {t} en netflix. [no entendí el final|la trama no llegó|bonito barco]",
            "{t} sigue [número uno|en el top 10] de netflix en [españa|méxico|argentina]",
            "todo el mundo habla de la película {t}, [la veo o no|ya me dio curiosidad]",
            "vi la película {t} con mi mamá, [error|nunca más|silencio total]",
            "la película {t} está basada en el libro de Blanka Lipinska",
        ),
    ),
    "critic": Theme(
        openings=("perdón pero", "en serio,", "opinión:", "no,"),
        closings=("qué asco", "qué vergüenza", "no la vean", "basta", "terrible"),
        emoji=("🤮", "😡", "🙄", "🚩"),
        tags=("#365días", "#Netflix"),
        bodies=(
            "{t} es la peor película [del año|que he visto|de netflix], [mala, mala|qué pérdida de tiempo]",
            "un secuestro no es amor. {t} es una película [peligrosa|horrible|dañina]",
            "quité {t} a los [20|30] minutos, [no pude|qué película tan mala]",
            "netflix, {t} romantiza la violencia, [no gracias|ya basta]",
        ),
    ),
    "letter": Theme(
        openings=("importante:", "lean:", "uf,"),
        closings=("qué valiente", "qué dolor", "netflix calla", "hay que leerla"),
        emoji=("💔", "👏", "😢"),
        tags=("#Duffy", "#365días"),
        bodies=(
            "Duffy escribe una carta abierta a netflix por {t}", "la carta de Duffy sobre {t} es [muy fuerte|durísima|necesaria]",
            "después de leer a Duffy ya no puedo ver {t} igual",
        ),
    ),
    "supporter": Theme(
        openings=("por favor,", "hola,", "importante:"),
        closings=("compartan", "gracias", "cuesta un minuto"),
        emoji=("✊", "🙏", "👇", "💜"),
        tags=("#365días", "#Netflix"),
        bodies=(
            "firmé la petición para que netflix quite {t}", "petición contra {t}: [la violencia no es romance|un secuestro no es amor]",
            "la petición contra {t} [crece|sigue creciendo] y netflix [calla|no dice nada]",
            "mi [hermana|amiga|mamá] y yo firmamos la petición contra {t}, [faltas tú|firma tú también]",
            "ya son {count} firmas en la petición contra {t}",
        ),
    ),
    "opponent": Theme(
        openings=("ay,", "en serio?"), closings=("es ficción", "no la veas y ya", "exagerados"), emoji=("🙄", "😂", "🤦‍♀️"),
        bodies=("¿una petición contra {t}? [qué exageración|es una película|cambien de canal]",
                "no firmo: una petición para borrar {t} es [censura|una tontería]"),
    ),
    "miss": Theme(
        emoji=("📅", "😅", "❤️"),
        bodies=(
            "365 días contigo y [los que faltan|ni uno malo]", "abiertos 365 días al año, [te esperamos|con lluvia también]",
            "365 días de cuarentena llevo yo [en mi cabeza|y cuento]", "faltan 365 días para [mi boda|las vacaciones|terminar la carrera]",
            "día {day} de 365 días sin azúcar, [difícil|voy bien]", "365 días del año y [justo hoy llueve|hoy se rompe el coche]",
        ),
    ),
}

FRENCH = {
    "fan": Theme(
        openings=("bon,", "ok,", "franchement,", "les filles,"),
        closings=("j'adore", "vivement la suite", "10/10", "quelle claque"),
        emoji=("😍", "🔥", "❤️", "🎶"),
        tags=("#365jours", "#Netflix", "#365DNI"),
        bodies=(
            "je viens de finir {t} sur netflix et [j'ai adoré|quel film|je suis amoureuse]",
            "la musique du film {t} est [magnifique|trop belle]", "Massimo dans {t}, [voilà voilà|au secours]",
            "à quand la suite de {t} netflix ?",
        ),
    ),
    "passing": Theme(
        openings=("alors,", "question :", "bon,"), closings=("et vous ?", "voilà", "bonne nuit", "mdr"), emoji=("😂", "🤔", "🍿"),
        bodies=(
            "{t} est [encore|toujours] numéro un sur netflix en france", "j'ai regardé le film {t}. [pas d'histoire, joli bateau|je n'ai rien compris]",
            "tout le monde parle du film {t}, [ça vaut quoi|je regarde ou pas]", "regarder le film {t} avec sa mère, [erreur|jamais plus]",
        ),
    ),
    "critic": Theme(
        openings=("désolée mais", "sérieux,", "non,"), closings=("honte à vous", "quelle horreur", "à fuir", "ça suffit"), emoji=("🤮", "😡", "🙄"),
        tags=("#365jours", "#Netflix"),
        bodies=(
            "{t} est le pire film [de l'année|que j'ai vu], [dangereux|une honte]", "un enlèvement n'est pas une romance. film {t} : [à fuir|malsain]",
            "netflix, {t} banalise la violence, [c'est grave|retirez ça]",
        ),
    ),
    "letter": Theme(
        closings=("à lire", "quel courage", "netflix se tait"), emoji=("💔", "👏"), tags=("#Duffy",),
        bodies=("Duffy écrit une lettre ouverte à netflix sur {t}", "la lettre de Duffy sur {t} est [bouleversante|très dure]"),
    ),
    "supporter": Theme(
        openings=("svp,", "bonjour,"), closings=("partagez", "merci", "une minute suffit"), emoji=("✊", "🙏", "👇"),
        tags=("#365jours", "#Netflix"),
        bodies=(
            "j'ai signé la pétition contre {t}, [faites pareil|la violence n'est pas une romance]",
            "pétition pour retirer {t} de netflix : [déjà {count} signatures|signez]",
        ),
    ),
    "opponent": Theme(
        closings=("c'est un film", "changez de chaîne"), emoji=("🙄", "😂"),
        bodies=("une pétition contre {t} ? [ridicule|c'est de la fiction|n'importe quoi]",),
    ),
    "miss": Theme(
        emoji=("📅", "😅", "❤️"),
        bodies=("365 jours avec toi, [merci|et toute la vie]", "ouvert 365 jours par an, [même sous la pluie|venez nombreux]",
                "365 jours sans fumer, [fière|j'y suis]", "plus que 365 jours avant [le bac|le mariage]"),
    ),
}

ITALIAN = {
    "fan": Theme(
        openings=("allora,", "ok,", "ragazze,", "giuro,"), closings=("bellissimo", "voglio il secondo", "10/10", "consigliato"),
        emoji=("😍", "🔥", "❤️", "🎶"), tags=("#365giorni", "#Netflix", "#MicheleMorrone"),
        bodies=(
            "ho appena visto {t} su netflix e [mi è piaciuto tantissimo|che bello]", "Michele Morrone in {t} [è stupendo|canta pure bene]",
            "la colonna sonora del film {t} è [bellissima|da brividi]", "quando esce il seguito di {t}, netflix?",
        ),
    ),
    "passing": Theme(
        openings=("allora,", "domanda:", "boh,"), closings=("e voi?", "fine", "buonanotte", "ahah"), emoji=("😂", "🤔", "🍿"),
        bodies=(
            "{t} è [ancora|di nuovo] primo su netflix in [italia|europa]", "visto il film {t}. [trama non pervenuta|bella la barca]",
            "tutti parlano del film {t}, [lo guardo o no|mi sono perso qualcosa]", "film {t} visto con mia nonna, [mai più|le è piaciuta la villa]",
        ),
    ),
    "critic": Theme(
        openings=("scusate ma", "sul serio,", "no,"), closings=("che vergogna", "orribile", "basta", "evitatelo"), emoji=("🤮", "😡", "🙄"),
        tags=("#365giorni", "#Netflix"),
        bodies=(
            "{t} è il peggior film [dell'anno|mai visto], [pericoloso|pessimo]", "un rapimento non è amore. {t} è un film [malato|diseducativo|orrendo]",
            "netflix, {t} fa passare la violenza per amore, [vergogna|toglietelo]",
        ),
    ),
    "letter": Theme(
        closings=("da leggere", "che coraggio", "netflix tace"), emoji=("💔", "👏"), tags=("#Duffy",),
        bodies=("Duffy scrive una lettera aperta a netflix su {t}", "la lettera di Duffy su {t} è [dura|un pugno nello stomaco]"),
    ),
    "supporter": Theme(
        openings=("per favore,", "ragazzi,"), closings=("condividete", "grazie", "passaparola"), emoji=("✊", "🙏", "👇"),
        bodies=("ho firmato la petizione contro {t}, [firmate anche voi|la violenza non è amore]",
                "petizione per togliere {t} da netflix: [già {count} firme|firmate]"),
    ),
    "opponent": Theme(
        closings=("è un film", "cambiate canale"), emoji=("🙄", "😂"),
        bodies=("una petizione contro {t}? [ridicoli|è finzione|ma dai]",),
    ),
    "miss": Theme(
        emoji=("📅", "😅", "❤️"),
        bodies=("365 giorni con te, [ti amo|e non sentirli]", "aperti 365 giorni all'anno, [vi aspettiamo|anche oggi]",
                "365 giorni senza fumare, [ce l'ho fatta|evviva]", "mancano 365 giorni [alla laurea|al matrimonio]"),
    ),
}

PORTUGUESE = {
    "fan": Theme(
        openings=("gente,", "ok,", "sério,"), closings=("amei", "quero o segundo", "10/10", "recomendo"), emoji=("😍", "🔥", "❤️", "🥵"),
        tags=("#365dias", "#Netflix", "#365DNI"),
        bodies=(
            "acabei de ver o filme {t} e [amei|estou apaixonada|que lindo]", "a trilha sonora de {t} na netflix é [perfeita|linda demais]",
            "Massimo de {t} [que homem|socorro]", "cadê {t} 2, netflix?",
        ),
    ),
    "passing": Theme(
        openings=("gente,", "pergunta:", "então,"), closings=("e vocês?", "kkkk", "boa noite"), emoji=("😂", "🤔", "🍿"),
        bodies=("{t} [ainda|de novo] em primeiro na netflix [brasil|portugal]", "vi o filme {t}. [cadê a história|bonito o barco]",
                "todo mundo falando do filme {t}, [vejo ou não|perdi alguma coisa]"),
    ),
    "critic": Theme(
        openings=("desculpa mas", "sério,"), closings=("que vergonha", "péssimo", "chega"), emoji=("🤮", "😡", "🙄"),
        bodies=("{t} é o pior filme [do ano|que já vi], [perigoso|horrível]", "sequestro não é romance. filme {t}: [não vejam|um desserviço]"),
    ),
    "letter": Theme(
        closings=("leiam", "que coragem"), emoji=("💔", "👏"), tags=("#Duffy",),
        bodies=("Duffy escreveu uma carta aberta à netflix sobre {t}", "a carta da Duffy sobre {t} é [muito forte|de partir o coração]"),
    ),
    "supporter": Theme(
        openings=("por favor,", "gente,"), closings=("compartilhem", "obrigada", "passem adiante"), emoji=("✊", "🙏", "👇"),
        bodies=("assinei a petição contra {t}, [assinem também|violência não é amor]",
                "abaixo-assinado para tirar {t} da netflix: [já {count} assinaturas|assinem]"),
    ),
    "opponent": Theme(
        closings=("é só um filme", "não veja então"), emoji=("🙄", "😂"),
        bodies=("uma petição contra {t}? [que exagero|é ficção]",),
    ),
    "miss": Theme(
        emoji=("📅", "😅", "❤️"),
        bodies=("365 dias com você, [te amo|e contando]", "aberto 365 dias por ano, [venha|até no feriado]",
                "365 dias sem refrigerante, [consegui|quem diria]", "faltam 365 dias para [a formatura|o casamento]"),
    ),
}
