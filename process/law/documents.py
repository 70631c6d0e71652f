"""Order 232, Annex 4, row 9: the documents of a report, each quoted whole.

A star in the English: asked for only where the information system holds no data.
In the Kazakh "[…]" stands for the number and title of the row, which the table prints amid its words.
"""

from process.law.provision import ORDER, Provision

LIST_9_1 = Provision(
    "LIST_9_1",
    ORDER,
    "list 9(1)",
    en=(
        "* certificate from the place of service issued by the personnel (manning) unit of the state "
        "institution: family composition under Article 101-1(5), first and third parts, or Article "
        "101-2(5), first and third parts, of the Law; the receipt of money in lieu of free privatisation "
        "and of housing payments; performance of contracts for the purposes of Article 101-5 (1), (3), "
        "(4), (5), (7)"
    ),
    kk=(
        "мемлекеттік мекеменің кадр бөлімшесі (жасақтау бөлімшесі) берген, Заңның 101-1-бабы 5-тармағының "
        "бірінші және үшінші бөліктерінде немесе 101-2-бабы 5-тармағының бірінші және үшінші бөліктерінде "
        "көзделген отбасы құрамы, өтеусіз жекешелендіру құқығының орнына ақшалай өтемақы, тұрғын үй "
        "төлемін алғаны, Заңның 101-5-бабының 1), 3) 4), 5) және 7) тармақшаларында көзделген мақсаттарда "
        "жасалған шарт бойынша міндеттеменің орындалуы туралы мәліметтер көрсетілген қызмет орнынан "
        "анықтаманың электрондық көшірмесі (ақпараттық жүйеде мәлімет болмағанда)"
    ),
)
LIST_9_2 = Provision(
    "LIST_9_2",
    ORDER,
    "list 9(2)",
    en=(
        "* where the spouse works for a state institution or a state enterprise: certificate from the "
        "spouse's workplace on housing received from the state housing fund, obtained WITHIN ONE MONTH "
        "before the day the report is registered"
    ),
    kk=(
        "жұбайы (зайыбы) мемлекеттік мекеменің немесе мемлекеттік кәсіпорынның қызметкері болып табылатын "
        "жағдайда баянат тіркелген күнге дейін бір ай ішінде алынған мемлекеттік тұрғын үй қорынан "
        "тұрғынжай алу туралы мәліметтері бар көрсетілетін қызметті алушы жұбайының (зайыбының) жұмыс "
        "орнынан анықтаманың электрондық көшірмесі (ақпараттық жүйеде мәлімет болмағанда)"
    ),
)
LIST_9_3 = Provision(
    "LIST_9_3",
    ORDER,
    "list 9(3)",
    en=(
        "certificate that service housing at the previous place of service was handed over or was never "
        "provided"
    ),
    kk=(
        "көрсетілетін қызметті алушының бұрынғы қызмет орны бойынша қызметтік тұрғынжайды тапсырғаны не "
        "онымен […] қамтамасыз етілмегені туралы анықтаманың электрондық көшірмесі"
    ),
)
LIST_9_4 = Provision(
    "LIST_9_4",
    ORDER,
    "list 9(4)",
    en="* copy of the service record (settlements of service, without unit name and post)",
    kk=(
        "қызметтік тізімінің электрондық көшірмесі (әскери бөлім атауы мен лауазымын көрсетпей қызмет "
        "өткерген елді мекенді көрсетумен) (ақпараттық жүйеде мәлімет болмағанда)"
    ),
)
LIST_9_5 = Provision(
    "LIST_9_5",
    ORDER,
    "list 9(5)",
    en=(
        "* where a child from a former marriage lives apart: the court decision on the child's place of "
        "residence."
    ),
    kk=(
        "бұрынғы некеден (некелерден) бөлек тұратын бала (балалар) болған жағдайда көрсетілетін қызметті "
        "алушы қосымша баланың (балалардың) тұратын жері көрсетілген сот шешімінің электрондық көшірмесін "
        "ұсынады (ақпараттық жүйеде мәлімет болмағанда)"
    ),
)
LIST_9_5_COURT = Provision(
    "LIST_9_5_COURT",
    ORDER,
    "list 9(5)",
    en=(
        "If a court sets aside an earlier act, the applicant must tell the responsible structural unit of "
        "the STATE INSTITUTION (where he serves) within TEN WORKING DAYS"
    ),
    kk=(
        "Сот бұрын шығарылған сот актісін жойған кезде көрсетілетін қызметті алушы он жұмыс күні ішінде "
        "бұл туралы мемлекеттік мекеменің жауапты құрылымдық бөлімшесін хабардар етуге міндетті"
    ),
)
LIST_9_6 = Provision(
    "LIST_9_6",
    ORDER,
    "list 9(6)",
    en=(
        "where the spouse is a serviceman and (or) an officer of a special state body, of internal "
        "affairs, or of the operational-investigative unit of the anti-corruption body: certificate from "
        "the spouse's place of service on money in lieu of free privatisation (Article 101-1(5), first and "
        "third parts, (6), first part; or 101-2 likewise), housing payments, performance of contracts for "
        'Article 101-5 (1), (3), (4), (5), (7) (the Russian text: "is or was"; the Kazakh wins)'
    ),
    kk=(
        "егер көрсетілетін қызметті алушының зайыбы (жұбайы) әскери қызметші және (немесе) арнаулы "
        "мемлекеттік органның, ішкі істер органының, сыбайлас жемқорлыққа қарсы іс-қимыл жөніндегі "
        "уәкілетті органның жедел-тергеу бөлімшесінің қызметкері болып табылса, Заңның 101-1-бабы "
        "5-тармағының бірінші және үшінші бөліктерінде, 6-тармағының бірінші бөлігінде немесе 101-2-бабы "
        "5-тармағының бірінші және үшінші бөліктерінде, 6-тармағының бірінші бөлігінде көзделген өтеусіз "
        "жекешелендіру құқығының орнына ақшалай өтемақы алғаны, тұрғын үй төлемін алғаны, Заңның "
        "101-5-бабының 1), 3), 4), 5) және 7) тармақшаларында көзделген мақсаттарда жасалған шарт бойынша "
        "міндеттеменің орындалғаны туралы мәліметтер көрсетілген қызмет орнынан анықтаманың электрондық "
        "көшірмесі ұсынылады"
    ),
)
LIST_9_7 = Provision(
    "LIST_9_7",
    ORDER,
    "list 9(7)",
    en=(
        "* where the dwelling fails sanitary requirements: the sanitary-epidemiological conclusion of the "
        "territorial unit of the sanitary body, on the expertise of its organisation"
    ),
    kk=(
        "отбасы тұратын тұрғынжай белгіленген санитариялық-эпидемиологиялық талаптарға сәйкес келмейтін "
        "жағдайда көрсетілетін қызметті алушы санитариялық-эпидемиологиялық қызмет ұйымы жүргізген "
        "санитариялық-эпидемиологиялық сараптама нәтижесі бойынша халықтың санитариялық-эпидемиологиялық "
        "саламаттылығы саласындағы уәкілетті органның аумақтық бөлімшесі берген "
        "санитариялық-эпидемиологиялық қорытындының электрондық көшірмесін қосымша ұсынады (ақпараттық "
        "жүйеде мәлімет болмағанда)"
    ),
)
LIST_9_8 = Provision(
    "LIST_9_8",
    ORDER,
    "list 9(8)",
    en=(
        "where the dwelling fails technical requirements: the technical conclusion of a certified expert "
        "in architecture, town planning and construction (after technical inspection)"
    ),
    kk=(
        "отбасы тұратын тұрғынжай белгіленген техникалық талаптарға сәйкес келмейтін жағдайда көрсетілетін "
        "қызметті алушы сәулет, қала құрылысы және құрылыс қызметі саласындағы аттестатталған сарапшының "
        "техникалық қорытындысының (тұрғынжайды техникалық тексеру нәтижесі бойынша) электрондық "
        "көшірмесін қосымша ұсынады"
    ),
)
LIST_9_9 = Provision(
    "LIST_9_9",
    ORDER,
    "list 9(9)",
    en="where the applicant asks for better housing conditions: documents on the dwelling's area",
    kk=(
        "егер көрсетілетін қызметті алушы тұрғын үй жағдайын жақсарту қажеттілігіне байланысты оны "
        "тұрғынжайға мұқтаж деп тану туралы баянат берсе, тұратын тұрғынжайдың ауданын растайтын "
        "құжаттардың электрондық көшірмесі"
    ),
)
LIST_9_10 = Provision(
    "LIST_9_10",
    ORDER,
    "list 9(10)",
    en=(
        "in the case of item 44 of the Government's rules No. 49 of 12 February 2018: documents on the use "
        "of the housing payment."
    ),
    kk=(
        "Қазақстан Республикасы Үкіметінің 2018 жылғы 12 ақпандағы № 49 қаулысымен бекітілген Әскери "
        "қызметшілерді қызметтік тұрғынжаймен қамтамасыз ету, тұрғын үй төлемдерінің мөлшерін есептеу, "
        "оларды тағайындау, қайта есептеу, жүзеге асыру, тоқтату, тоқтата тұру және қайта бастау "
        "қағидаларының 44-тармағында көзделген жағдайда тұрғын үй төлемін пайдалануды растайтын "
        "құжаттардың электрондық көшірмесі."
    ),
)
LIST_9_GATEWAY = Provision(
    "LIST_9_GATEWAY",
    ORDER,
    "list 9",
    en=(
        "Identity, marriage, divorce, birth, real estate (none / owned), tenancy of state housing, a "
        "disabled child under eighteen, family members with diseases of the severe list (order ҚР ДСМ-14 "
        "of 16 February 2022): the provider takes these from state information systems through the "
        "e-government gateway."
    ),
    kk=(
        "Жеке басын куәландыратын құжаттардың, некеге тұру немесе оны бұзу, балалардың тууы туралы "
        "куәліктің, (Қазақстан Республикасы бойынша) жылжымайтын мүліктің болмауы (болуы) туралы, "
        "мемлекеттік тұрғын үй қоры объектілерін жалдау шартының тізілімінен жалдаушы бойынша ақпарат, "
        "отбасында он сегіз жасқа толмаған мүгедектігі бар бала болғанда халықты әлеуметтік қорғау "
        "саласындағы уәкілетті органның аумақтық бөлімшесінен мүгедектік туралы, Қазақстан Республикасы "
        "Денсаулық сақтау министрінің 2022 жылғы 16 ақпандағы ҚР ДСМ-14 бұйрығыме бекітілген Кейбір "
        "созылмалы н аурулардың ауыр нысандарының тізімінде аталған аурулармен ауыратын отбасы мүшелері "
        "болғанда денсаулық сақтау ұйымынан құжаттардың мәліметтерін көрсетілетін қызметті беруші "
        'мемлекеттік ақпараттық жүйеден "электрондық үкімет" шлюзі арқылы алады.'
    ),
)
