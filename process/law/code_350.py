"""The Code and the Law on State Services, as `code-350.en.md` renders them; their text is not shipped."""

from process.law.provision import CODE, LAW, Provision

CODE_62_2 = Provision(
    "CODE_62_2",
    CODE,
    "Article 62(2)",
    en="The administrative procedure begins on the day the application is registered.",
)
CODE_64_1 = Provision(
    "CODE_64_1",
    CODE,
    "Article 64(1)",
    en="To refuse to accept an application is prohibited.",
)
CODE_64_3 = Provision(
    "CODE_64_3",
    CODE,
    "Article 64(3)",
    en=(
        "An application is registered on the day it comes in; one that comes in after the working day or "
        "on a day not worked is registered on the next working day."
    ),
)
CODE_64_9 = Provision(
    "CODE_64_9",
    CODE,
    "Article 64(9)",
    en="An application may be withdrawn before the decision.",
)
CODE_66 = Provision(
    "CODE_66",
    CODE,
    "Article 66",
    en=(
        "A participant is notified by registered letter, telephonogram or telegram, through the personal "
        "cabinet on the e-government portal with an SMS to the number registered there, by SMS, by e-mail, "
        "or by other means that record delivery."
    ),
)
CODE_70 = Provision(
    "CODE_70",
    CODE,
    "Article 70",
    en=(
        "The procedure is terminated on the grounds of this article, withdrawal among them; the "
        "participant is told within 3 working days."
    ),
)
CODE_73_1 = Provision(
    "CODE_73_1",
    CODE,
    "Article 73(1)",
    en=(
        "The participant must get the chance to express a position on the preliminary decision, and is "
        "notified of it in advance, not later than 3 working days before the adoption of the act; the "
        "hearing may be written or oral: by invitation, also by video, through information systems, or by "
        "other means."
    ),
)
CODE_73_2_1 = Provision(
    "CODE_73_2_1",
    CODE,
    "Article 73(2)(1)",
    en=(
        "The body may do without the hearing where the act is favourable and does not affect the rights of "
        "others."
    ),
)
CODE_73_2_5 = Provision(
    "CODE_73_2_5",
    CODE,
    "Article 73(2)(5)",
    en="The body may do without the hearing where the participant so petitions.",
)
CODE_73_3 = Provision(
    "CODE_73_3",
    CODE,
    "Article 73(3)",
    en=(
        "The participant may object, in writing or orally, within 2 working days from receipt of the "
        "preliminary decision, and may petition for an oral hearing within 2 working days of receipt; the "
        "absence of objections from a duly notified participant does not block the decision; a protocol is "
        "kept only of an oral hearing, none of a written one."
    ),
)
CODE_74 = Provision(
    "CODE_74",
    CODE,
    "Article 74",
    en=(
        "The protocol of an oral hearing is made and signed by the chair and the secretary within 2 "
        "working days after the hearing; remarks are made within 3 working days after reading it."
    ),
)
CODE_76_1 = Provision(
    "CODE_76_1",
    CODE,
    "Article 76(1)",
    en=(
        "The term of the administrative procedure is 15 working days from registration, unless laws say "
        "otherwise."
    ),
)
CODE_76_2 = Provision(
    "CODE_76_2",
    CODE,
    "Article 76(2)",
    en=(
        "A term in days starts on the day after registration, or after arrival where the application was "
        "forwarded."
    ),
)
CODE_76_5 = Provision(
    "CODE_76_5",
    CODE,
    "Article 76(5)",
    en="Where the last day of a term is not worked, the term ends on the next working day.",
)
CODE_80_5 = Provision(
    "CODE_80_5",
    CODE,
    "Article 80(5)",
    en="The act must name the superior body, and the term and the order of the appeal.",
)
CODE_86_3 = Provision(
    "CODE_86_3",
    CODE,
    "Article 86(3)",
    en="The act is executed within 5 working days.",
)
CODE_91_2 = Provision(
    "CODE_91_2",
    CODE,
    "Article 91(2)",
    en="Where no decision is taken in time, this is a deemed refusal from the day the term ran out.",
)
CODE_91_4 = Provision(
    "CODE_91_4",
    CODE,
    "Article 91(4)",
    en=(
        "The complaint is filed with the body complained of, which sends the complaint and the file within "
        "3 working days; it need not send them if within 3 working days it adopts a favourable act, or "
        "does the action, that satisfies the complaint in full."
    ),
)
CODE_92 = Provision(
    "CODE_92",
    CODE,
    "Article 92",
    en=(
        "A complaint is filed within 3 months from when the person learned of the act, the action or the "
        "inaction, or within 6 months if the act lacked the information on the appeal; the term is "
        "restorable for good reason, and lateness is no ground to refuse acceptance."
    ),
)
CODE_95 = Provision(
    "CODE_95",
    CODE,
    "Article 95",
    en="Where the complaint is left without consideration, the person is told within 3 working days.",
)
CODE_96 = Provision(
    "CODE_96",
    CODE,
    "Article 96",
    en="The filing of a complaint suspends the execution of the act.",
)
CODE_98_6 = Provision(
    "CODE_98_6",
    CODE,
    "Article 98(6)",
    en="The review must not worsen the position of the person who complained.",
)
CODE_99 = Provision(
    "CODE_99",
    CODE,
    "Article 99",
    en=(
        "A complaint is reviewed within 20 working days from registration, unless laws say otherwise; "
        "there is no extension except where a law provides one."
    ),
)
CODE_100 = Provision(
    "CODE_100",
    CODE,
    "Article 100",
    en=(
        "The reviewing body cancels the act, cancels it and adopts a new one, orders the action, leaves "
        "the complaint unsatisfied, sends the case back within 5 working days, or leaves the complaint "
        "without consideration."
    ),
)
CODE_100_5 = Provision(
    "CODE_100_5",
    CODE,
    "Article 100(5)",
    en="The silence of the reviewing body is a refusal.",
)
LAW_5_2_11 = Provision(
    "LAW_5_2_11",
    LAW,
    "Article 5(2)(11)",
    en="The provider enters the data on the stage of the service into the monitoring information system.",
)
LAW_25_2 = Provision(
    "LAW_25_2",
    LAW,
    "Article 25(2)",
    en=(
        "A complaint to the provider is considered within 5 working days from registration, and a "
        "complaint to the body authorised to assess and control the quality of state services within 15 "
        "working days from registration."
    ),
)
LAW_25_4 = Provision(
    "LAW_25_4",
    LAW,
    "Article 25(4)",
    en=(
        "The term of considering a complaint may be extended by no more than 10 working days by the "
        "authorised quality body, by central and local state bodies and by akims, where an extra study or "
        "a site inspection or additional information is needed; the applicant is told within 3 working "
        "days of the moment of the extension, in writing or electronically, with the reasons."
    ),
)
