"""What the rooms contribute: the products of tasks that are found in the records."""

from types import ModuleType

from hieuhoc.lib.products import PlanProduct

_products: dict[str, PlanProduct] = {}


def add_room(_room: str, module: ModuleType) -> None:
    _products.update({product.code: product for product in module.PRODUCTS})


def all_products() -> list[PlanProduct]:
    return list(_products.values())


def product_of(code: str) -> PlanProduct | None:
    """None for a product whose room is gone, and for ""."""
    return _products.get(code)
