"""No mark of internal material.

Documents marked 内部资料, 注意保存, 不得外传 or 依申请公开 were not written for the public; the words in a
sentence (内部资料共享机制) pass.
Why: they may be published only by whoever issued them.
Mend: use a public source instead, or ask the issuer and say so in the source's note.

没有内部资料标志。
标有“内部资料”“注意保存”“不得外传”“依申请公开”的文件，不是写给公众的；句子里提到的（内部资料共享机制）可以。
为什么：能不能公开，由发文单位决定。
怎么改：换成公开的来源，或征得发文单位同意，并在来源的说明里写明。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.patterns import rarely
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

RULE = Rule(
    "CASE313",
    "internal-mark",
    Severity.WARNING,
    "没有内部资料标志",
    "There is no mark of internal material",
)

_MARK = rarely(
    # What goes on with a word is a sentence about such material, not a mark on it.
    r"(?<![\u4e00-\u9fff])内\s?部\s?(?:资\s?料|文\s?件|材\s?料|刊\s?物|明\s?电|通\s?报|掌\s?握)(?![\u4e00-\u9fff])"
    r"|内\s?部\s?(?:资\s?料|文\s?件|材\s?料|刊\s?物)(?=[\s，,。；;：:、！!（(·*]{0,3}(?:注意|妥善|不得|请勿|严禁|切勿|仅供|免费交流))"
    r"|(?:供|限|属于?|系)内部(?:参考|使用|传阅|掌握|资料|文件|材料)(?![\u4e00-\u9fff])"
    r"|注意保存|(?:不得|请勿|严禁|切勿)(?:对外)?外传|仅供内部"
    r"|(?:公开(?:属性|方式|类型|形式)|信息公开选项)\s?[:：]\s?(?:依申请公开|不予公开|不公开)"
    r"|此件(?:依申请公开|不予公开|不公开|不宜公开)"
)
_SIGN = re.compile("[内注外公此](?:\\s?部|意保存|传|开[属方类形选]|件)")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every mark of internal material."""
    for passage in passages(entry, _SIGN):
        for found in _MARK.finditer(passage.text):
            yield Finding(
                passage.at,
                f"有内部资料标志“{found[0]}”",
                f"the mark of internal material {found[0]} stands here",
                "换成公开的来源，或先问发文单位",
                "use a public source, or ask the issuer first",
                quote=found[0],
            )
