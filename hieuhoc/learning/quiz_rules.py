"""The short quiz of a course: questions as somebody writes them, the points of answers. Pure.

    Ai công nhận danh hiệu Công dân học tập?
    * Chủ tịch UBND cấp xã
    - Chủ tịch UBND cấp tỉnh

A line that begins with * is a right choice, with - a wrong one; an empty line ends the question."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_QUESTIONS, MOST_CHOICES, LONGEST = 50, 8, 500
RIGHT, WRONG = "*", "-"


@dataclass(frozen=True)
class QuizQuestion:
    """`right`: which of the choices, from 0."""

    text: str
    choices: tuple[str, ...]
    right: tuple[int, ...]

    @property
    def has_several(self) -> bool:
        return len(self.right) > 1


class QuestionFault(StrEnum):
    NONE = "none"
    TOO_MANY = "too_many"
    NO_TEXT = "no_text"
    FEW_CHOICES = "few_choices"
    MANY_CHOICES = "many_choices"
    NO_RIGHT = "no_right"
    ALL_RIGHT = "all_right"
    TOO_LONG = "too_long"
    TWICE = "twice"


class WrongQuestions(ValueError):
    """`number`: of the question, from 1."""

    def __init__(self, fault: QuestionFault, number: int = 0) -> None:
        super().__init__(f"{fault} in question {number}")
        self.fault, self.number = fault, number


def read_questions(text: str) -> tuple[QuizQuestion, ...]:
    """Raises WrongQuestions for the first that cannot be asked."""
    blocks = [block for block in _blocks(text) if block]
    if not blocks:
        raise WrongQuestions(QuestionFault.NONE)
    if len(blocks) > MOST_QUESTIONS:
        raise WrongQuestions(QuestionFault.TOO_MANY)
    return tuple(_read(block, number) for number, block in enumerate(blocks, start=1))


def written(questions: Sequence[QuizQuestion]) -> str:
    """As `read_questions` reads them."""
    blocks = [
        "\n".join(
            [question.text]
            + [
                f"{RIGHT if position in question.right else WRONG} {choice}"
                for position, choice in enumerate(question.choices)
            ]
        )
        for question in questions
    ]
    return "\n\n".join(blocks)


def points_of(questions: Sequence[QuizQuestion], answers: Mapping[int, Collection[int]]) -> int:
    """One for each question whose right choices were chosen, and no other. `answers`: question (from 0) -> choices."""
    return sum(set(answers.get(position, ())) == set(question.right) for position, question in enumerate(questions))


def has_passed(points: int, questions: int, pass_share: int) -> bool:
    return points * 100 >= questions * pass_share


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in (line.strip() for line in text.splitlines()):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return blocks


def _read(lines: list[str], number: int) -> QuizQuestion:
    words = [line for line in lines if line[0] not in (RIGHT, WRONG)]
    marked = [line for line in lines if line[0] in (RIGHT, WRONG)]
    choices = tuple(line[1:].strip() for line in marked)
    right = tuple(position for position, line in enumerate(marked) if line[0] == RIGHT)
    question = QuizQuestion(" ".join(words), choices, right)
    fault = _fault(question)
    if fault is not None:
        raise WrongQuestions(fault, number)
    return question


def _fault(question: QuizQuestion) -> QuestionFault | None:
    count = len(question.choices)
    checks = (
        (not question.text, QuestionFault.NO_TEXT),
        (count < 2 or not all(question.choices), QuestionFault.FEW_CHOICES),
        (count > MOST_CHOICES, QuestionFault.MANY_CHOICES),
        (not question.right, QuestionFault.NO_RIGHT),
        (len(question.right) == count, QuestionFault.ALL_RIGHT),
        (max(map(len, (question.text, *question.choices))) > LONGEST, QuestionFault.TOO_LONG),
        (len(set(question.choices)) < count, QuestionFault.TWICE),
    )
    return next((fault for is_wrong, fault in checks if is_wrong), None)
