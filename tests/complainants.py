"""Cases that somebody complains of, told act by act in a world: whom they belong to, and where they stood before.

Accepted on Monday 16 March 2026, refused on Thursday 9 April (day 15). Working days after it, by hand: 10 April;
13-17, 20-24, 27-30 April; 4-6, 8, 12-15, 18-22, 25, 26, 28, 29 May (1, 7, 11 and 27 May are off).
"""

from simulation.world import World

LAW = ["Law on Housing Relations, Article 101-2"]
QUALITY, SUPERIOR = "quality_authority Q", "superior_body S"


def accepted(start="2026-03-16 10:00", **options):
    world = World(start, **options)
    case = world.file()
    case.do("assign", by="head Akhmetov", executor="Omarova")
    return case.do("accept")


def agreed(case, at):
    case.do("endorse", by="legal_service", agrees=True, at=at)
    return case.do("endorse", by="housing_unit", agrees=True, at=at)


def refused(case=None, *, proposed="2026-03-26", heard="2026-03-27", on="2026-04-09", **options):
    """Refused on ground 3 at 16:00, both services having spoken."""
    case = case or accepted(**options)
    agreed(case, f"{proposed} 09:30")
    case.do(
        "propose-refusal",
        at=f"{proposed} 10:00",
        ground=[3],
        provision=LAW,
        method="oral",
        hearing=f"{heard} 10:00",
        place="room 1",
    )
    case.do("receive-notice", at=f"{proposed} 10:05")
    case.do("hold-hearing", method="oral", present=True, at=f"{heard} 10:00")
    case.do("sign-protocol", chair="C", secretary="D", at=f"{heard} 11:00")
    return case.do("refuse", ground=[3], provision=LAW, at=f"{on} 16:00")


def rejected(on="2026-03-16", **options):
    world = World(f"{on} 10:00", **options)
    case = world.file()
    return case.do("reject", missing=[3], remark="the copy cannot be read", at=f"{on} 11:00")


def complained(case, at="2026-04-13 10:00", **said):
    """In on Monday 13 April: three working days end on Thursday the 16th, five on Monday the 20th."""
    return case.do("complaint-lodge", at=at, **said)


def reviewed(case=None, body=QUALITY, *, taken="2026-04-17 10:00", **options):
    """Sent on on Thursday 16 April and registered by the body on Friday the 17th."""
    case = complained(case or refused(**options))
    case.do("complaint-forward", body=body.split()[0], at="2026-04-16 10:00")
    return case.do("complaint-take", by=body, at=taken)


def happened(case):
    return [type(step.event).__name__ for step in case.case.course]


def standing(case):
    return [str(each.state) for each in case.case.complaints]
