"""Text in the library's two languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from replicase.diagnostics import Language
from replicase.model.scalars import Words

_WIDE_DIGIT = re.compile("[０-９]")
_NARROW = {ord("０") + digit: str(digit) for digit in range(10)}


def narrow(text: str) -> str:
    """The text with full-width digits as ASCII, each character in its place."""
    return text.translate(_NARROW) if _WIDE_DIGIT.search(text) else text


class Text(BaseModel):
    """`{zh: …, en: …}`; plain text is in the library's first language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: Words = ""
    en: Words = ""

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            return {(info.context or {}).get("language", "zh"): value}
        if value == {}:
            raise PydanticCustomError("case_empty", "no language")
        return value

    def has(self, language: Language) -> bool:
        """Whether it is written in that language."""
        return bool(self.zh if language == "zh" else self.en)

    def written_in(self, language: Language) -> Language:
        """The language a reader of `language` gets: that one, or the other where it is missing."""
        if self.has(language):
            return language
        return "en" if language == "zh" else "zh"

    def best(self, language: Language) -> str:
        """The text in `language`, or in the other one where it is missing."""
        return self.zh if self.written_in(language) == "zh" else self.en


class Markdown(Text):
    """Text with paragraphs, lists, tables, links and `[@s3]` citations; see `replicase.prose`."""


@dataclass(frozen=True, slots=True)
class Length:
    """Metadata: the most characters a text may have, by language."""

    zh: int
    en: int

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._validate, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        longest = max(self.zh, self.en)  # plain text is in either language
        limits = {"zh": {"maxLength": self.zh}, "en": {"maxLength": self.en}}
        return {"allOf": [handler(schema), {"maxLength": longest, "properties": limits}]}

    def _validate(self, text: Text) -> Text:
        if len(text.zh) <= self.zh and len(text.en) <= self.en:
            return text
        for language, limit in (("zh", self.zh), ("en", self.en)):
            written = len(getattr(text, language))
            if written > limit:
                raise PydanticCustomError(
                    "case_length",
                    "too long",
                    {"language": language, "limit": limit, "written": written},
                )
        return text


Title = Annotated[Text, Length(40, 100)]
Sentence = Annotated[Text, Length(160, 400)]
"""One sentence, or a few short ones."""
Line = Annotated[Text, Length(80, 240)]
"""A name or a label."""
