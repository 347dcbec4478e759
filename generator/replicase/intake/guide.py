"""The first sheet of a workbook: how to fill it in, and which sheet is for what."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from replicase.diagnostics import Language
from replicase.intake.book import INK, LINE, Book, lines_of
from replicase.intake.tables import tables

_GUIDE: tuple[tuple[str, str], ...] = (
    (
        "一行一个案例，写在“案例”表；案例里的来源、步骤、结果等各有一张表，一行一项，第一列写它属于哪个案例（编号或标题）。",
        "One row a case, on the sheet Cases. Its sources, steps, results and so on have sheets of their own, one row each; the first column says whose row it is, by id or title.",
    ),
    (
        "深红的列草稿起就要填；蓝色的列“已结构化”起要填；灰色的可以不填。鼠标移到列名上，看每一列写什么。",
        "Dark red columns are asked for from the draft on, blue ones once structured, grey ones may stay empty. Point at a heading to see what belongs there.",
    ),
    (
        "灰底斜体的行是示例（编号写“示例 example”），导入时跳过，可以删去。示例取自本库的一个真实案例。",
        "Rows in grey italics are an example (their id is “示例 example”); import passes over them, and you may delete them. They show a real case of this library.",
    ),
    (
        "每个案例至少要有一个公开的来源（“来源”表），编号写 s1、s2；事实后面写来源编号。查不到的不要编，写进“哪些不知道”表。",
        "Every case needs one public source at least (sheet Sources), with an id as s1, s2; facts name their sources. What is not known goes into the sheet What is not known; make nothing up.",
    ),
    (
        "编号可以留空，导入时按地点和标题起。日期写 2021、2021-03 或 2021-03-05；数字不带单位。",
        "The id may be left empty: import makes one of the place and the title. Write dates as 2021, 2021-03 or 2021-03-05, numbers without a unit.",
    ),
    (
        "不写身份证号、手机号等个人信息，不写内部文件的内容。",
        "No personal data such as identity or mobile numbers, and nothing from internal documents.",
    ),
    (
        "填好后运行 replicase import 加文件名。没有错误的案例写成文件；有错误的，另存一份带“问题”表的工作簿，点链接就到出错的单元格。",
        "Then run replicase import with the file's name. Cases without errors become files; for the others you get a copy of the workbook with a sheet of problems whose links lead to the cells.",
    ),
)


def guide(book: Book, sheet: Worksheet, language: Language) -> None:
    """Write it."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 52)
    sheet.set_column(2, 2, 62)
    sheet.set_tab_color(INK)
    title = book.look(bold=True, font_size=16)
    sheet.write_string(0, 0, "案例库登记表 / Workbook for the library of cases", title)
    sheet.set_row(0, 26)
    wrapped = book.look(text_wrap=True)
    at = 2
    for number, (zh, en) in enumerate(_GUIDE, 1):
        sheet.write_number(at, 0, number, book.look(bold=True, align="left"))
        sheet.write_string(at, 1, zh, wrapped)
        sheet.write_string(at, 2, en, wrapped)
        sheet.set_row(at, 46)
        at += 1
    at += 1
    head = book.look(bold=True, bottom=1, border_color=LINE)
    for number, name in enumerate(("表 / Sheet", "写什么", "What belongs there")):
        sheet.write_string(at, number, name, head)
    for table in tables():
        at += 1
        name = table.name(language)
        link = book.look(font_color="#1F5A7A", underline=1)
        sheet.write_url(at, 0, f"internal:'{name}'!A1", link, name)
        zh = table.about_zh or f"一行一个{table.zh.removesuffix('记录')}"
        en = table.about_en or f"One row each: {table.en.lower()}"
        sheet.set_row(at, 15 * max(lines_of(zh, 50), lines_of(en, 58)))
        sheet.write_string(at, 1, zh, wrapped)
        sheet.write_string(at, 2, en, wrapped)
