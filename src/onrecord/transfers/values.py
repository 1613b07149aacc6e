"""What the arms cost, as printed: a sum of money in the sentence."""

from __future__ import annotations

import re

from onrecord.knowledge.deals import load_deals

__all__ = ["find_value", "money_of"]

_SCALE = r"(?:\s?(?:million|billion|trillion|thousand|mln|bln|mn|bn|[mMbB](?=\b)))"
_CURRENCY = (
    r"(?:US |U\.S\. |Canadian |Australian |Hong Kong |Singapore )?dollars?|euros?|sterling|stg"
    r"|pounds?(?: sterling)?(?!\s+of\b)"
    r"|dlrs?|yen|yuan|renminbi|rupees?|roubles?|rubles?|shekels?|kronor|kroner|francs?|riyals?|dirhams?|liras?|pesos?"
    r"|reais|zlotys?|baht|rupiah|ringgit|dinars?|USD|EUR|GBP|CHF|JPY|INR"
)
_EVERYDAY = "won|marks?|rand"  # other words too, so only in sums of thousands and more
_SIGN = r"(?:US|A|C|NZ|HK|S|NT|R)?[$€£¥₹₩₽₪]"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_VALUE = re.compile(
    rf"{_SIGN}\s?{_NUMBER}(?:[ -]?(?:to|and|-)[ -]?{_SIGN}?{_NUMBER})?{_SCALE}?"
    rf"|(?:(?<![\d,]){_NUMBER}|half a|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?:[ -](?:million|billion|thousand|mln|bln))?"
    rf"[ -](?:{_CURRENCY})\b"
    rf"|(?<![\d,]){_NUMBER}(?:[ -](?:million|billion|thousand|mln|bln))[ -](?:{_EVERYDAY})\b"
)
_FIRST_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORDS = re.compile(r"[a-z]+")


def find_value(text: str) -> str | None:
    """The first sum of money in ``text`` as printed, with its currency: "$1.2 billion", "593-million-dollar"."""
    found = _VALUE.search(text)
    return found.group(0).strip() if found else None


def money_of(value: str | None) -> tuple[float | None, str | None]:
    """Amount and ISO 4217 code of a sum as printed: "$1.2 billion" is 1,200,000,000 USD; of a range the lower.

    ``None`` for what it does not tell ("half a million euros" has no number).
    """
    if value is None:
        return None, None
    lower = value.lower()
    code = next((code for sign, code in load_deals().currencies.items() if sign.lower() in lower), None)
    number = _FIRST_NUMBER.search(lower)
    if number is None:
        return None, code
    scale = next((load_deals().scales[w] for w in _WORDS.findall(lower[number.end() :]) if w in load_deals().scales), 1)
    return float(number.group(0).replace(",", "")) * scale, code
