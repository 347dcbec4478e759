"""No text gives orders to a machine that reads it.

Words such as 忽略之前的所有指示 or “ignore all previous instructions”, and the marks of a chat with a
language model.
Why: readers use such programs to search, translate and compare cases; a case must not tell them what to
conclude.
Mend: take the sentence out; quote it as code if the case is about such attacks.

文字不向读它的机器下命令。
如“忽略之前的所有指示”“ignore all previous instructions”，以及大模型对话的标记。
为什么：读者会用大模型检索、翻译、比较案例，案例不能替它下结论。
怎么改：删去这一句；案例就是讲这类攻击的，写成代码引用。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.patterns import rarely
from replicase.rules.entries import RecordEntry
from replicase.rules.signs import ORDERS, passages_with

RULE = Rule(
    "CASE326",
    "machine-order",
    Severity.WARNING,
    "没有给机器下的命令",
    "No text gives orders to a machine",
)

_ORDER = rarely(
    r"(?:忽略|无视|忘记|忘掉|不要理会|跳过)(?:掉|了)?(?:你)?(?:之前|以上|上述|前面|上面|此前|先前|原有|系统)(?:的)?(?:所有|全部|一切|任何)?(?:的)?(?:指示|指令|提示词?|要求|规则|命令|内容)"
    r"|(?:ignore|disregard|forget)\s+(?:all\s+|any\s+)?(?:of\s+)?(?:the\s+|your\s+)?(?:previous|prior|above|earlier|preceding|system)\s+(?:instructions?|prompts?|rules?|messages?)"
    r"|(?:如果你|假如你|作为|你)是?(?:一个)?(?:AI|人工智能|大模型|大语言模型|语言模型)(?:助手)?[，, ]{0,2}(?:请|必须|应当|你)"
    r"|if you are (?:an? )?(?:AI|language model|LLM|assistant)"
    r"|<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[/?INST\]|<<SYS>>",
    re.IGNORECASE,
)
# The rarest letter of each order; i and f would stop a search at every word.
_SIGN = re.compile(
    r"[忽无忘不跳如假作你gGA<\[](?:略|视|记|掉|要理会|过|果你|如你|为|是|nore|NORE|et (?:all|any|of|your|prev)|ard |ET |ARD |uage model|I\b"
    r"|\||<SYS|/?INST)"
)
_CODE = rarely(r"`[^`\n]*`|^```.*?^```", re.MULTILINE | re.DOTALL)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield orders to machines outside code."""
    for passage in passages_with(entry, ORDERS):
        if not _SIGN.search(passage.text):
            continue
        text = _CODE.sub(lambda m: " " * len(m[0]), passage.text)
        for found in _ORDER.finditer(text):
            yield Finding(
                passage.at,
                "有给机器下的命令",
                "these words give orders to a machine that reads them",
                "删去这一句；确要说明这类攻击，写成代码",
                "delete the sentence; if the case is about such attacks, write it as code",
                quote=found[0],
            )
