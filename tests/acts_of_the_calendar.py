"""Files of acts for the tests: invented orders that move days of spring 2026, when the tests' cases run."""

ACT = """
[[act]]
id = "{id}"
kind = "order"
words = {{ kk = "Бұйрық {id}", ru = "Приказ {id}", en = "Order {id}" }}
note = "invented for a test"
"""
MOVED = """
[[fact]]
id = "{id}"
kind = "moved"
date = {off}
worked = {worked}
names = {{ kk = "Демалыс күні", ru = "Выходной день", en = "Day off" }}
act = "{act}"
known_since = {since}
status = "confirmed"
"""
DAY_OFF = """
[[fact]]
id = "{id}"
kind = "day_off"
date = {off}
names = {{ kk = "Демалыс күні", ru = "Выходной день", en = "Day off" }}
act = "{act}"
known_since = {since}
status = "confirmed"
"""


def moved(off, worked, *, id="m-1", since="2026-03-18"):
    """An order by which one day is off and another worked."""
    act = f"order-{id}"
    return ACT.format(id=act) + MOVED.format(id=id, off=off, worked=worked, act=act, since=since)


def day_off(off, *, id="d-1", since="2026-03-18"):
    """An order by which one day is off."""
    act = f"order-{id}"
    return ACT.format(id=act) + DAY_OFF.format(id=id, off=off, act=act, since=since)


# Accepted on Monday 16 March 2026, due on Thursday 9 April, the last notice on Monday the 6th.
LATER = day_off("2026-04-02")
"""Due on Friday 10 April, the last notice on the 7th."""
EARLIER = moved("2026-04-15", "2026-03-28")
"""Saturday 28 March is worked: due on Wednesday 8 April, the last notice on Friday the 3rd."""
