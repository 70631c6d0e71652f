"""The definitions that ship: one module a service and edition, each a page of values and no code."""

from process.definition import Editions
from process.definitions.order_232_2025 import ORDER_232_2025

SHIPPED = Editions((ORDER_232_2025,))

__all__ = ["ORDER_232_2025", "SHIPPED"]
