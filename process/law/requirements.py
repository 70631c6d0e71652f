"""Order 232, Annex 4: the list of basic requirements but for its documents, row by row, quoted whole.

The Kazakh words stand in the order of the shipped text: where its extraction moved a reference along the line
(rows 8, 10), the quote keeps it there.
In the Kazakh "[…]" stands for the number and title of the row, which the table prints amid its words.
"""

from process.law.provision import ORDER, Provision

LIST_3_PORTAL = Provision(
    "LIST_3_PORTAL",
    ORDER,
    "list 3",
    en="How it is provided: the portal.",
    kk=(
        'Мемлекеттік көрсетілетін қызметті ұсыну тәсілдері www.egov.kz "электрондық үкімет" веб-порталы '
        "(бұдан әрі – портал)"
    ),
)
LIST_4_TERM = Provision(
    "LIST_4_TERM",
    ORDER,
    "list 4",
    en="Term: 15 (fifteen) working days.",
    kk="Мемлекеттік қызмет көрсету мерзімі 15 (он бес) жұмыс күні",
)
LIST_5_FORM = Provision(
    "LIST_5_FORM",
    ORDER,
    "list 5",
    en="Form: electronic (fully automated).",
    kk="Мемлекеттік қызмет көрсету нысаны Электрондық (толық автоматтандырылған)",
)
LIST_6_RESULT = Provision(
    "LIST_6_RESULT",
    ORDER,
    "list 6",
    en=(
        "Result: the certificate of Annex 5 (with the date of ENROLMENT, есепке қою күні, and the ordinal "
        "number in the queue), or of Annex 6, or the refusal of Annex 7."
    ),
    kk=(
        "Мемлекеттік қызмет көрсету нәтижесі Қағидаларға 5-қосымшаға сәйкес нысан бойынша есепке қою күнін "
        "және кезектің реттік нөмірін көрсетумен қызметтік тұрғынжайға мұқтаждар есебіне қою туралы "
        "анықтама беру; Қағидаларға 6-қосымшаға сәйкес нысан бойынша әскери қызметшінің қызмет орны "
        "бойынша ағымдағы тұрғын үй төлемін алу үшін қызметтік тұрғынжайға мұқтаждар есебіне қою туралы "
        "анықтама; Қағидаларға 7-қосымшаға сәйкес нысан бойынша қызметтік тұрғынжайға мұқтаж адамдарды "
        "есепке қоюдан бас тарту туралы анықтама."
    ),
)
LIST_8_HOURS = Provision(
    "LIST_8_HOURS",
    ORDER,
    "list 8(1)",
    en=(
        "the provider: Monday to Friday, 9.00 to 18.00, lunch 13.00 to 14.00, except days off and holidays "
        "under the Labour Code"
    ),
    kk=(
        "көрсетілетін қызметті берушіде – Қазақстан Республикасының Ең (бұдан әрі – Кодекс)бек кодексіне "
        "сәйкес демалыс және мереке күнін қоспағанда, белгіленген жұмыс кестесіне сәйкес дүйсенбіден […] "
        "жұмаға дейін сағат 9.00-ден 18.00-ге дейін, түскі үзіліс сағат 13.00-ден 14.00-ге дейін"
    ),
)
LIST_8_PORTAL = Provision(
    "LIST_8_PORTAL",
    ORDER,
    "list 8(2)",
    en=(
        "the portal: round the clock, except for repairs (where an applicant applies after working hours, "
        "on a day off or on a holiday, the report is accepted and the result issued on the next working "
        "day)."
    ),
    kk=(
        "порталда – жөндеу жұмысын жүргізуге байланысты техникалық үзілісті қоспағанда, тәулік бойы "
        "(көрсетілетін қызметті алушы жұмыс уақыты аяқталғаннан кейін, Кодекске сәйкес демалыс және мереке "
        "күні өтініш жасағанда баянаттарды (өтініштерді) қабылдау және мемлекеттік қызмет көрсету "
        "нәтижесін беру келесі жұмыс күні жүзеге асырылады)."
    ),
)
LIST_10_1 = Provision(
    "LIST_10_1",
    ORDER,
    "list 10(1)",
    en="the documents, or the data in them, are found to be untrue",
    kk=(
        "көрсетілетін қызметті алушы мемлекеттік көрсетілетін қызметті алу үшін ұсынған құжаттардың және "
        "(немесе) олардағы деректердің (мәліметтердің) дұрыс еместігін анықтау"
    ),
)
LIST_10_2 = Provision(
    "LIST_10_2",
    ORDER,
    "list 10(2)",
    en=(
        "the applicant's consent to access restricted personal data (Law on Personal Data, Article 8) is "
        "missing"
    ),
    kk=(
        'көрсетілетін қызметті алушының мемлекеттік қызмет көрсету үшін талап етілетін "Дербес деректер '
        'және оларды қорғау туралы" Қазақстан Республикасы Заңының 8-бабына сәйкес берілетін '
        "қолжетімділігі шектеулі дербес деректерге қол жеткізуге келісімінің болмауы"
    ),
)
LIST_10_3 = Provision(
    "LIST_10_3",
    ORDER,
    "list 10(3)",
    en="the applicant and (or) the materials, objects, data do not meet the Law on Housing Relations",
    kk=(
        "көрсетілетін қызметті алушының және (немесе) мемлекеттік қызметті көрсету үшін қажетті ұсынылған "
        'материалдың, объектілердің, деректер мен мәліметтердің "Тұрғын үй қатынастары туралы" Қазақстан '
        "Республикасының Заңы белгіленген талаптарға сәйкес нда келмеуі"
    ),
)
LIST_10_4 = Provision(
    "LIST_10_4",
    ORDER,
    "list 10(4)",
    en="the spouse's consent to access restricted personal data is missing.",
    kk=(
        "көрсетілетін қызметті алушы жұбайының (зайыбының) мемлекеттік қызмет көрсету үшін талап етілетін, "
        '"Дербес деректер және оларды қорғау туралы" Қазақстан Республикасы Заңының сәйкес берілетін '
        "8-бабына қолжетімділігі шектеулі дербес деректерге қол жеткізуге келісімінің болмауы."
    ),
)
