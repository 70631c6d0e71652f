"""The definitions that ship: one module a service and edition, each a page of values and no code.

Of each service the latest edition stands first.
"""

from process.definition import Editions
from process.definitions.order_232_2021 import ORDER_232_2021
from process.definitions.order_232_2025 import ORDER_232_2025
from process.definitions.order_765 import ORDER_765

SHIPPED = Editions((ORDER_232_2025, ORDER_232_2021, ORDER_765))

__all__ = ["ORDER_232_2021", "ORDER_232_2025", "ORDER_765", "SHIPPED"]
