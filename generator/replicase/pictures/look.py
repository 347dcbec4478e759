"""One picture is looked at: what it is, or why it is not taken."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.diagnostics import START, Diagnostic, Finding, Rule, Severity
from replicase.pictures.kinds import PictureKind, kind_named, refuse_other_kinds
from replicase.pictures.outline import Outline, outline
from replicase.pictures.remake import Remade, as_png_or_jpeg, remade
from replicase.pictures.rules import TELLS_MORE, Refused
from replicase.source import Input


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the library that can be published."""

    file: str
    """Path with '/' from the root of the repository."""
    width: int
    """Of what is published, as is the height."""
    height: int

    @property
    def name(self) -> str:
        """The name records call it by."""
        return self.file.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The folder it lies in, which is named by the file of its record."""
        return self.file.rpartition("/")[0]

    def diagnostic(self, rule: Rule, finding: Finding) -> Diagnostic:
        """Make a finding about the picture concrete; a picture has no lines."""
        return _told(self.file, rule, finding.severity or rule.severity, finding)


def look(given: Input) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    """Judge a picture by its bytes; it is None when the diagnostics say why it is not taken."""
    try:
        found, made = _remade(given)
    except Refused as refused:
        return None, (_refusal(given.file, refused),)
    return Picture(given.file, made.width, made.height), tuple(_beside(given.file, found))


def publish(given: Input) -> bytes | None:
    """The bytes a picture is published as; None when it is no longer one that is taken."""
    try:
        return _remade(given)[1].data
    except Refused:
        return None


def portable(given: Input) -> bytes | None:
    """The bytes for a document: as it is published, but for a WebP, which word processors may not know."""
    try:
        _, made = _remade(given)
    except Refused:
        return None
    return made.data if kind_named(given.file) != "webp" else as_png_or_jpeg(made.data)


def _remade(given: Input) -> tuple[Outline, Remade]:
    kind = _kind(given.file)
    refuse_other_kinds(given.data, kind)
    found = outline(given.data, kind)
    return found, remade(found, kind)


def _kind(file: str) -> PictureKind:
    kind = kind_named(file)
    if kind is None:
        raise ValueError(f"{file} is no name of a picture")
    return kind


def _beside(file: str, found: Outline) -> list[Diagnostic]:
    """What a file tells beside its picture; the site leaves it out, the repository keeps it."""
    hint_zh = "另存一份不带附加信息的；网站上会去掉，仓库里的文件还带着"
    hint_en = (
        "save it without metadata: the site leaves that out, but the repository keeps the file"
    )
    if found.position:
        finding = Finding(
            (), "文件里有拍摄位置", "the file says where it was taken", hint_zh, hint_en
        )
        return [_told(file, TELLS_MORE, TELLS_MORE.severity, finding)]
    if found.more:
        finding = Finding(
            (),
            "图片之后还有别的内容",
            "the file goes on behind the picture",
            hint_zh,
            hint_en,
        )
        return [_told(file, TELLS_MORE, TELLS_MORE.severity, finding)]
    if found.words:
        finding = Finding(
            (),
            "文件里有作者、说明等文字",
            "the file holds texts, such as an author or a description",
            hint_zh,
            hint_en,
        )
        return [_told(file, TELLS_MORE, Severity.NOTE, finding)]
    return []


def _refusal(file: str, refused: Refused) -> Diagnostic:
    finding = Finding((), refused.zh, refused.en, refused.hint_zh, refused.hint_en)
    return _told(file, refused.rule, refused.rule.severity, finding)


def _told(file: str, rule: Rule, severity: Severity, finding: Finding) -> Diagnostic:
    return Diagnostic(
        file, START, rule, severity, finding.zh, finding.en, finding.hint_zh, finding.hint_en
    )
