"""Order 232, the items of its rules on complaints (8 to 12), quoted whole.

The Kazakh words stand in the order of the shipped text: where its extraction moved a reference along the line
(items 9, 10), the quote keeps it there. Nothing here says how the words are read.
"""

from process.law.provision import ORDER, Provision

ITEM_8_REVIEW = Provision(
    "ITEM_8_REVIEW",
    ORDER,
    "item 8",
    en=(
        "A complaint is considered by the superior administrative body or superior official, or by the "
        'body authorised to assess and control the quality of state services ("the body considering the '
        'complaint").'
    ),
    kk=(
        "Мемлекеттік қызмет көрсету мәселелері бойынша шағымды жоғарғы әкімшілік орган, лауазымды адам, "
        "мемлекеттік қызмет көрсету сапасын бағалау және бақылау жөніндегі уәкілетті орган (бұдан әрі – "
        "шағымды қарайтын орган) қарайды."
    ),
)
ITEM_8_FILED = Provision(
    "ITEM_8_FILED",
    ORDER,
    "item 8",
    en=(
        "It is filed with the provider and (or) the official whose decision, action or inaction is "
        "complained of."
    ),
    kk=(
        "Шағым шешіміне, әрекетіне (әрекетсіздігіне) шағым жасалатын көрсетілетін қызметті берушіге және "
        "(немесе) лауазымды адамға беріледі."
    ),
)
ITEM_9_FORWARD = Provision(
    "ITEM_9_FORWARD",
    ORDER,
    "item 9",
    en=(
        "They send the complaint and the administrative case to the body considering it no later than 3 "
        "(three) working days from the day the complaint came in."
    ),
    kk=(
        "Шешіміне, әрекетіне (әрекетсіздігіне) шағым жасалатын көрсетілетін қызметті беруші, лауазымды "
        "адам шағым түскен күннен бастап 3 (үш) жұмыс күнінен кешіктірмей оны және әкімшілік істі шағымды "
        "қарайтын органға жібереді."
    ),
)
ITEM_9_FAVOURABLE = Provision(
    "ITEM_9_FAVOURABLE",
    ORDER,
    "item 9",
    en=(
        "Under Article 91(4) of the Code they may leave it unsent if, within those 3 (three) working days, "
        "they adopt a favourable administrative act, or do the act, that meets the complaint's demands in "
        "full."
    ),
    kk=(
        "Бұл ретте Қазақстан Республикасы Әкімшілік рәсімдік-процестік кодексі 91-бабының сәйкес "
        "көрсетілетін қызметті беруші, әкімшілік актісіне, 4-тармағына әкімшілік әрекетіне "
        "(әрекетсіздігіне) шағым жасалатын лауазымды адам, егер ол 3 (үш) жұмыс күні ішінде шағымда "
        "көрсетілген талаптарды толық қанағаттандыратын қолайлы әкімшілік акт қабылдаса, әкімшілік әрекет "
        "жасаса, шағымды қарайтын органға шағымды жібермеуге құқылы."
    ),
)
ITEM_10_FIVE = Provision(
    "ITEM_10_FIVE",
    ORDER,
    "item 10",
    en=(
        "A complaint that came to the provider's address is considered within 5 (five) working days from "
        "the day it is registered (Law on State Services, Article 25(2))."
    ),
    kk=(
        "Көрсетілетін қызметті берушінің мекенжайына түскен көрсетілетін қызметті алушының шағымы "
        '"Мемлекеттік көрсетілетін қызметтер туралы" Қазақстан Республикасының Заңы 25-бабының сәйкес '
        "тіркелген күнінен бастап 5 (2-тармағына бес) жұмыс күні ішінде қаралуға тиіс."
    ),
)
ITEM_11_FIFTEEN = Provision(
    "ITEM_11_FIFTEEN",
    ORDER,
    "item 11",
    en=(
        "A complaint that came to the address of the body authorised to assess and control the quality of "
        "state services is considered within 15 (fifteen) working days from the day it is registered."
    ),
    kk=(
        "Мемлекеттік қызмет көрсету сапасын бағалау және бақылау жөніндегі уәкілетті органның мекенжайына "
        "түскен көрсетілетін қызметті алушының шағымы тіркелген күнінен бастап 15 (он бес) жұмыс күні "
        "ішінде қаралуға тиіс."
    ),
)
ITEM_12_COURT = Provision(
    "ITEM_12_COURT",
    ORDER,
    "item 12",
    en="Unless the law says otherwise, one may go to court after the pre-trial complaint.",
    kk=(
        "Егер заңда өзгеше көзделмесе, сотқа дейінгі тәртіппен шағым жасалғаннан кейін сотқа жүгінуге жол "
        "беріледі."
    ),
)
