"""Order 232, the items of its rules from the report to the result (2 to 7), quoted whole.

The Kazakh words stand in the order of the shipped text: where its extraction moved a reference along the line
(items 3, 6, 7), the quote keeps it there. Nothing here says how the words are read.
"""

from process.law.provision import ORDER, Provision

ITEM_2_RECIPIENT = Provision(
    "ITEM_2_RECIPIENT",
    ORDER,
    "item 2(2)",
    en=(
        "service recipient (the applicant): military personnel, EXCEPT conscripts, kursants and kadets of "
        "a military educational institution, persons liable called up for assemblies, and military "
        "personnel serving in the reserve"
    ),
    kk=(
        "көрсетілетін қызметті алушы – мерзімді қызметтегі әскери қызметшілерді, әскери оқу орнының "
        "курсанттары мен кадеттерін, әскери жиынға шақырылған әскери міндеттілерді, резервтегі әскери "
        "қызметті өткеріп жүрген әскери қызметшілерді қоспағанда, әскери қызметшілер"
    ),
)
ITEM_2_EXECUTOR = Provision(
    "ITEM_2_EXECUTOR",
    ORDER,
    "item 2(3)",
    en="responsible executor: the official that the head of the provider appoints",
    kk=(
        "көрсетілетін қызметті берушінің жауапты орындаушысы – көрсетілетін қызметті берушінің басшысы "
        "айқындаған лауазымды адам"
    ),
)
ITEM_3_REPORT = Provision(
    "ITEM_3_REPORT",
    ORDER,
    "item 3",
    en=(
        "The applicant applies through the portal with a report (баянат) in the form of Annexes 1 and 2, "
        "signed with the applicant's electronic digital signature OR certified by a one-time password, "
        "provided that the applicant's subscriber number, given by the mobile operator, is registered and "
        "linked to the portal account (the Russian text ties this to the one-time password only: R28)."
    ),
    kk=(
        "Мемлекеттік көрсетілетін қызметті алу үшін ұялы байланыс операторы ұсынған көрсетілетін қызметті "
        "алушының абоненттік нөмірі тіркелген және порталдың есептік жазбасына қосылған жағдайда "
        "көрсетілетін қызметті алушы Қағидаларға және 1 2-сәйкес нысан бойынша портал арқылы көрсетілетін "
        "қызметті алушыныңқосымшаларға электрондық цифрлық қолтаңбасы қойылған не бір реттік парольмен "
        "куәландырылған баянатпен өтініш жасайды."
    ),
)
ITEM_3_UPDATE = Provision(
    "ITEM_3_UPDATE",
    ORDER,
    "item 3",
    en=(
        "To update, change or supplement data, the applicant files, under the same condition, a report in "
        "the form of Annex 3."
    ),
    kk=(
        "Мәліметтерді жаңарту, өзгерту немесе толықтыру үшін көрсетілетін қызметті алушы ұялы байланыс "
        "операторы ұсынған көрсетілетін қызметті алушының абоненттік нөмірі тіркелген және порталдың "
        "есептік жазбасына қосылған жағдайда Қағидаларға сәйкес нысан бойынша көрсетілетін қызметті "
        "3-қосымшаға алушының электрондық цифрлық қолтаңбасы қойылған не бір реттік парольмен "
        "куәландырылған баянатты портал арқылы береді."
    ),
)
ITEM_4_MARK = Provision(
    "ITEM_4_MARK",
    ORDER,
    "item 4",
    en=(
        "The responsible executor sends a mark of acceptance of the report to the applicant's personal "
        "cabinet."
    ),
    kk=(
        'Көрсетілетін қызметті берушінің жауапты орындаушысы көрсетілетін қызметті алушының "жеке '
        'кабинетіне" мемлекеттік қызмет көрсетуге баянаттың қабылданғаны туралы белгі жібереді.'
    ),
)
ITEM_4_REFUSE = Provision(
    "ITEM_4_REFUSE",
    ORDER,
    "item 4",
    en=(
        "Where the package of documents is incomplete and (or) holds expired documents, the provider "
        "refuses to accept the report."
    ),
    kk=(
        "Көрсетілетін қызметті алушы құжаттар топтамасын толық ұсынбаған және (немесе) қолданылу мерзімі "
        "өткен құжаттарды ұсынған жағдайда көрсетілетін қызметті беруші баянатты қабылдаудан бас тартады."
    ),
)
ITEM_4_AGREE = Provision(
    "ITEM_4_AGREE",
    ORDER,
    "item 4",
    en=(
        "The responsible executor agrees the documents with the legal service AND with the provider's "
        "housing unit."
    ),
    kk=(
        "Көрсетілетін қызметті берушінің жауапты орындаушысы құжаттарды заң қызметімен және көрсетілетін "
        "қызметті берушінің тұрғын үй бөлімшесімен келіседі."
    ),
)
ITEM_5_TERM = Provision(
    "ITEM_5_TERM",
    ORDER,
    "item 5",
    en=(
        "Examining the documents, and recognising the applicant and the family members as in need of "
        "housing, takes no longer than 15 (fifteen) working days from the day the report was accepted."
    ),
    kk=(
        "Көрсетілетін қызметті алушы мен оның отбасы мүшелерін кейіннен тұрғынжайға мұқтаж деп танып, "
        "құжаттарды қарау мерзімі баянат қабылданған күннен бастап 15 (он бес) жұмыс күнінен кешіктірілмей "
        "жүзеге асырылады."
    ),
)
ITEM_5_RESULT = Provision(
    "ITEM_5_RESULT",
    ORDER,
    "item 5",
    en=(
        "The result (list 6) goes to the personal cabinet as an electronic document signed by the "
        "electronic digital signature of the provider's authorised person."
    ),
    kk=(
        "Мемлекеттік қызметті көрсету нәтижесі электрондық түрде көрсетілетін қызметті беруші уәкілетті "
        "адамының электрондық цифрлық қолтаңбасы қойылған электрондық құжат нысанында көрсетілетін "
        'қызметті алушының "жеке кабинетіне" жіберіледі.'
    ),
)
ITEM_6_GROUNDS = Provision(
    "ITEM_6_GROUNDS",
    ORDER,
    "item 6",
    en=(
        "The service is refused on the grounds of list 10. Then, under Article 73(1) of the Administrative "
        "Procedural and Process-Related Code, the provider tells the applicant of the preliminary decision "
        "to refuse, and of the time and place (method) of a hearing at which the applicant may state a "
        "position on it."
    ),
    kk=(
        "Мемлекеттік қызметті көрсетуден бас тарту Тізбенің 10-тармағына сәйкес жүзеге асырылады, бұл "
        "ретте көрсетілетін қызметті беруші Қазақстан Республикасы Әкімшілік рәсімдік-процестік кодексі "
        "73-бабының сәйкес көрсетілетін қызметті 1-тармағына алушыны мемлекеттік қызметті көрсетуден бас "
        "тарту туралы алдын ала шешім туралы, сондай-ақ көрсетілетін қызметті алушыға алдын ала шешім "
        "бойынша ұстанымын білдіруге мүмкіндік беру үшін тыңдау уақыты мен орны (тәсілі) туралы хабардар "
        "етеді."
    ),
)
ITEM_6_NOTICE = Provision(
    "ITEM_6_NOTICE",
    ORDER,
    "item 6",
    en=(
        "The notice of the hearing is sent at least 3 (three) working days before the term of the service "
        "ends."
    ),
    kk=(
        "Тыңдау туралы хабарлама мемлекеттік қызмет көрсету мерзімі аяқталғанға дейін кемінде 3 (үш) жұмыс "
        "күні бұрын жіберіледі."
    ),
)
ITEM_6_HEARING = Provision(
    "ITEM_6_HEARING",
    ORDER,
    "item 6",
    en="The hearing is held no later than 2 (two) working days from the day the notice is received.",
    kk="Тыңдау хабарлама түскен күннен бастап 2 (екі) жұмыс күнінен кешіктірілмей жүргізіледі.",
)
ITEM_6_OUTCOME = Provision(
    "ITEM_6_OUTCOME",
    ORDER,
    "item 6",
    en="By the result of the hearing the provider decides to register the applicant, or to refuse.",
    kk=(
        "Тыңдау нәтижесі бойынша көрсетілетін қызметті беруші көрсетілетін қызметті алушыны қызметтік "
        "тұрғынжайға мұқтаждар есебіне қою не қоюдан бас тарту туралы шешім қабылдайды."
    ),
)
ITEM_6_AGAIN = Provision(
    "ITEM_6_AGAIN",
    ORDER,
    "item 6",
    en="An applicant who has removed the reasons of the refusal may apply again.",
    kk=(
        "Көрсетілетін қызметті алушы мемлекеттік қызметті көрсетуден бас тарту себептерін жойған жағдайда "
        "көрсетілетін қызметті алушы мемлекеттік көрсетілетін қызметті алу үшін қайта өтініш жасай алады."
    ),
)
ITEM_7_MONITORING = Provision(
    "ITEM_7_MONITORING",
    ORDER,
    "item 7",
    en=(
        "The provider ensures that data on the stage of the service are entered into the monitoring "
        "information system for state services, in the manner set by the body authorised for "
        "informatisation (Law on State Services, Article 5(2)(11))."
    ),
    kk=(
        '"Мемлекеттік көрсетілетін қызметтер туралы" Қазақстан Республикасы Заңының 5-бабы 2-тармағының '
        "сәйкес көрсетілетін қызметті беруші 11) тармақшасына ақпараттандыру саласындағы уәкілетті орган "
        "белгілеген тәртіппен мемлекеттік қызмет көрсетуді мониторингтеудің ақпараттық жүйесіне "
        "мемлекеттік қызмет көрсету кезеңі туралы деректерді енгізуді қамтамасыз етеді."
    ),
)
ITEM_7_CHANGE = Provision(
    "ITEM_7_CHANGE",
    ORDER,
    "item 7",
    en=(
        "When the rules are changed or supplemented, the Ministry sends word of it, within 3 (three) "
        "working days from the day they were approved or changed, to the operator of the e-government "
        "infrastructure, to the single contact centre and to the provider."
    ),
    kk=(
        "Қағидаларға өзгерістер мен (немесе) толықтырулар енгізілген кезде Қазақстан Республикасының "
        'Қорғаныс министрлігі "электрондық үкіметтің" ақпараттық-коммуникациялық инфрақұрылым операторына, '
        "бірыңғай байланыс орталығына және көрсетілетін қызметті берушіге бекітілген немесе өзгертілген "
        "күнінен бастап 3 (үш) жұмыс күні ішінде осындай өзгерістер мен (немесе) толықтырулар туралы "
        "ақпаратты жібереді."
    ),
)
