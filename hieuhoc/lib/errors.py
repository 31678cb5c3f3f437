"""The one way a rule says no."""


class Refusal(Exception):
    """The programme forbids it. `sentence` is shown to the person; `legal_basis` and `remedy` say why and what would work.

    `code` is a stable word for programs and tests; it does not change with the language. The same cause has the same
    code in every room: `in_future`, `code_taken`, `wrong_step`, `changed_meanwhile` …
    """

    def __init__(self, sentence: str, *, code: str, legal_basis: str = "", remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.legal_basis = legal_basis
        self.remedy = remedy
        self.code = code

    @property
    def advice(self) -> str:
        """What is wrong, and what would work."""
        return " ".join(filter(None, [self.sentence, self.remedy]))
