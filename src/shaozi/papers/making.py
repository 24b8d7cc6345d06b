"""The templates that ship with shaozi, made as Word files: ``python -m shaozi.papers.making``.

A heading printed in a form is the placeholder beside it, so a layout is a list of headings.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.table import Table

from shaozi.dutyfile import data_file
from shaozi.papers.forms import PAPERS, Paper
from shaozi.render import official

FOLDER = "papers"
_HEAD_MM = 31


class Rows(NamedTuple):
    """A table with a row for each of something; the headings are its columns."""

    of: str
    columns: tuple[str, ...]


#: A row of a form: one heading takes the whole width, two share it.
Line = tuple[str, ...]
Layout = Sequence[Line | Rows]

_CALLED = Rows("被叫单位", ("单位", "何以被叫", "到场时间", "到场人", "到场情况", "评分"))
_SLIP = (
    ("单位", "何以被叫"),
    ("要求报到时限", "签收时间"),
    ("到场时间", "到场人"),
    ("职务", "到场情况"),
    ("反馈时限", "反馈时间"),
    ("处置意见",),
    ("完成时限", "完成时间"),
    ("未到原因",),
    ("单位盖章", "承办人签字"),
)

#: What stands on each form, from top to bottom; headings that no field fills are signed by hand.
FORMS: dict[str, Layout] = {
    "order": (
        ("哨号", "案件号"),
        ("哨种", "级别"),
        ("吹哨人", "审批人"),
        ("吹哨时间", "审批时间"),
        ("网格",),
        ("地点",),
        ("职责",),
        ("事由",),
        ("已采取措施",),
        ("为何街道解决不了",),
        ("法律依据",),
        ("主责部门",),
        ("配合部门",),
        ("要求报到时限", "报到地点"),
        _CALLED,
        ("会商纪要编号", "督办单编号"),
        ("结果",),
        ("诉求人反馈", "哨属实"),
        ("销哨人", "销哨时间"),
    ),
    "minutes": (
        ("编号", "案件号"),
        ("会议时间", "会议地点"),
        ("主持人", "记录人"),
        ("参会单位",),
        ("列席单位",),
        ("议题",),
        ("办理经过",),
        ("讨论要点",),
        Rows("议定事项", ("事项", "责任单位", "完成时限")),
        ("分歧",),
        ("签发人", "街道盖章"),
    ),
    "objection": (
        ("工单号", "案件号"),
        ("登记时间", "经办人"),
        ("诉求内容",),
        ("清单比对",),
        ("异议理由",),
        ("依据条款",),
        ("建议承办单位",),
        ("分管领导签字", "街道盖章"),
    ),
    "deferral": (
        ("案件编号", "工单号"),
        ("申请类型", "承办单位"),
        ("诉求内容",),
        ("理由",),
        ("原定时限", "拟处置时间"),
        ("经办人", "批准人"),
        ("分管领导签字", "街道盖章"),
        ("审批意见",),
    ),
    "visit": (
        ("案件号", "走访时间"),
        ("走访地点",),
        ("走访对象", "联系方式"),
        ("走访人员", "记录人"),
        ("走访背景",),
        ("家庭基本情况",),
        ("实际困难",),
        ("诉求与建议",),
        ("走访体会",),
        ("后续工作计划",),
        ("总结",),
    ),
}
#: Left for handwriting where nothing is on record.
_ROOMY = {
    *("讨论要点", "分歧", "审批意见", "异议理由", "理由"),
    *("走访背景", "家庭基本情况", "实际困难", "走访体会", "后续工作计划", "总结"),
    *("处置意见", "未到原因", "办理情况", "未完成原因", "下一步"),
}


def made(paper: Paper) -> bytes:
    """The template of a paper as a Word file."""
    word = official.document()
    _BODIES.get(paper.kind, _form)(word, paper)
    official.foot(word, "{{ 水印 }}")
    return official.packed(word, paper.title)


def _title(word: Word) -> None:
    """The title, and above it that the list is not adopted, if so: pages are torn apart."""
    word.add_paragraph("{%p if 草稿 %}")
    word.add_paragraph("【{{ 草稿 }}】", "页脚")
    word.add_paragraph("{%p endif %}")
    official.title(word, "{{ 标题 }}")


def _form(word: Word, paper: Paper) -> None:
    _title(word)
    _lines(word, FORMS[paper.kind], known=set(paper.placeholders))
    _signed(word)


def _signed(word: Word) -> None:
    for line in ("{{ 街道 }}", "{{ 制发日期 }}"):
        word.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _lines(word: Word, layout: Layout, known: set[str], of: str = "") -> None:
    """The rows of a form; ``of``: the name of the row whose fields they show."""
    grid: Table | None = None
    for line in layout:
        if isinstance(line, Rows):
            _repeated(word, line)
            grid = None
            continue
        wide = official.WIDTH / 2 - _HEAD_MM
        grid = grid or official.table(word, (_HEAD_MM, wide, _HEAD_MM, wide))
        _line(grid, line, known, of)


def _line(grid: Table, line: Line, known: set[str], of: str) -> None:
    cells = [cell for name in line for cell in (name, _place(name, known, of))]
    official.row(grid, [*cells, *[""] * (4 - len(cells))])
    made_row = grid.rows[-1]
    for head in made_row.cells[: 2 * len(line) : 2]:
        head.paragraphs[0].style = "表头"
    if len(line) == 1:
        wide = made_row.cells[1].merge(made_row.cells[3])
        for left_over in wide.paragraphs[1:]:
            left_over._p.getparent().remove(left_over._p)


def _place(name: str, known: set[str], of: str) -> str:
    """The placeholder beside a heading; one that is no field is left for handwriting."""
    room = "\n\n" if name in _ROOMY else ""
    if name in known:
        return f"{{{{ {of}{name} }}}}{room}"
    return room


def _repeated(word: Word, rows: Rows) -> None:
    others = len(rows.columns) - 1
    each = 22.0 if others > 2 else 36.0
    grid = official.table(word, (official.WIDTH - each * others, *[each] * others))
    official.row(grid, rows.columns, "表头")
    blank = [""] * others
    official.row(grid, [f"{{%tr for 行 in {rows.of} %}}", *blank])
    official.row(grid, [f"{{{{ 行.{name} }}}}" for name in rows.columns])
    official.row(grid, ["{%tr endfor %}", *blank])


def _page_each(word: Word, of: str, shared: Layout, own: Layout, paper: Paper) -> None:
    """A page for each row of ``of``."""
    known = paper.placeholders
    word.add_paragraph(f"{{%p for 行 in {of} %}}")
    _title(word)
    _lines(word, shared, set(known))
    _lines(word, own, set(known[of]), "行.")
    _signed(word)
    word.add_paragraph("{%p if not loop.last %}")
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p endfor %}")


def _report(word: Word, paper: Paper) -> None:
    shared = (("哨号", "案件号"), ("哨种", "吹哨时间"), ("地点",), ("事由",))
    _page_each(word, "被叫单位", shared, _SLIP, paper)


def _supervision(word: Word, paper: Paper) -> None:
    own = (
        ("督办编号", "来源"),
        ("承办单位", "督办缘由"),
        ("原定时限", "办理时限"),
        ("办理要求",),
        ("依据",),
        ("督办人", "签发人"),
        ("签发日期", "街道盖章"),
        ("办理情况",),
        ("完成时间", "承办人签字"),
        ("未完成原因",),
        ("下一步",),
        ("评价",),
    )
    _page_each(word, "督办单", (("案件号", "职责"), ("督办事项",), ("地点",)), own, paper)


def _reply(word: Word, _: Paper) -> None:
    _title(word)
    word.add_paragraph("{{ 编号 }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph("{{ 主送 }}：")
    word.add_paragraph("{%p for 段 in 正文 %}")
    word.add_paragraph("{%p if 段.小标题 %}")
    official.heading(word, "{{ 段.小标题 }}")
    word.add_paragraph("{%p elif loop.last %}")  # no seal on a page by itself
    official.text(word, "{{ 段.文字 }}").paragraph_format.keep_with_next = True
    word.add_paragraph("{%p else %}")
    official.text(word, "{{ 段.文字 }}")
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p endfor %}")
    seal, day = (word.add_paragraph(line) for line in ("{{ 街道 }}（印章）", "{{ 答复日期 }}"))
    seal.alignment = day.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    seal.paragraph_format.keep_with_next = True


def _advice(word: Word, _: Paper) -> None:
    _title(word)
    word.add_paragraph("{{ 案件号 }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph("{{ 称呼 }}：")
    official.text(word, "您于 {{ 登记时间 }} 反映的事项收悉：{{ 诉求内容 }}")
    official.heading(word, "一、{{ 告知事项 }}")
    official.text(word, "{{ 告知内容 }}")
    official.heading(word, "二、依据")
    official.text(word, "{{ 依据 }}")
    official.heading(word, "三、承办单位")
    official.text(word, "{{ 承办单位 }}")
    _signed(word)


#: Papers that are more than one form on one page.
_BODIES: dict[str, Callable[[Word, Paper], None]] = {
    "report": _report,
    "supervision": _supervision,
    "reply": _reply,
    "advice": _advice,
}


def main(folder: Path) -> None:
    """Write every template that ships."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in PAPERS.values():
        (folder / f"{paper.title}.docx").write_bytes(made(paper))


if __name__ == "__main__":
    main(data_file(FOLDER))
