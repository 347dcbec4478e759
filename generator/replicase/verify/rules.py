"""What is asked of a finished site, and how a place in one of its files is told."""

from __future__ import annotations

from replicase.diagnostics import Diagnostic, Rule, Severity, Span

BROKEN_LINK = Rule(
    "CASE501",
    "broken-link",
    Severity.ERROR,
    "站内链接和锚点都通向存在的地方",
    "Links and anchors inside the site lead somewhere",
    """Every link inside the site leads to a page, and every anchor to a place in it.

    Why: a finished site is looked through once more before it replaces the old one; a link that leads
    nowhere is found by a reader otherwise.
    Mend: correct the link in the page written by hand or in the theme's template; links to cases are
    written `case:…`, to other pages `page:…`.

    站内链接都通向页面，锚点都在页面里。
    为什么：新网站换上之前，成品要再看一遍；点不开的链接，不在这里发现，就由读者发现。
    怎么改：改正手写页面或主题模板里的链接；链接案例写 `case:…`，链接别的页面写 `page:…`。
    """,
)
OUTSIDE = Rule(
    "CASE502",
    "outside-request",
    Severity.ERROR,
    "页面不向别的主机请求任何东西",
    "No page requests anything from another host",
    """No page asks another host for anything by itself.

    Why: a picture, script or font from elsewhere tells that host who reads what, and the page breaks
    when the host does.
    Mend: put the file into the theme and refer to it there; a link a reader chooses to follow is
    fine.

    页面自己不向别的主机请求任何东西。
    为什么：从别处取图片、脚本、字体，等于告诉那台主机谁在看什么；那台主机出故障，页面也跟着坏。
    怎么改：把文件放进主题里引用；读者自己点开的外部链接没有关系。
    """,
)
PAGE_MISSING = Rule(
    "CASE503",
    "page-missing",
    Severity.ERROR,
    "该有的页面都在",
    "Every page that should be there is",
    """Every page the library asks for is in the finished site.

    Why: an address once given to others must not come up empty because a step of the build left a
    page out.
    Mend: build again; if the page is still missing, look at what a plugin or an override of the theme
    does with it, and report it.

    该有的页面，成品里都有。
    为什么：网址给出去以后，不能因为生成时漏了一步就打不开。
    怎么改：重新生成一次；还是缺的，看看是不是插件或主题的改动把它去掉了，并请报告。
    """,
)
UNFINISHED = Rule(
    "CASE504",
    "unfinished-page",
    Severity.ERROR,
    "页面里没有没换成地址的链接",
    "No page has a link that was not resolved",
    """No page shows a link that was not turned into an address.

    Why: `case:…` and `page:…` are ways of writing; a browser can do nothing with them.
    Mend: write the link in a place where links are resolved, as a Markdown link or an attribute of an
    element; in a template use the attributes `href` and `src`.

    页面里没有未换成地址的链接。
    为什么：`case:…` 和 `page:…` 只是写法，浏览器打不开。
    怎么改：写成普通的 Markdown 链接；在模板里写进 `href` 或 `src` 属性。
    """,
)
TWO_TITLES = Rule(
    "CASE505",
    "same-title",
    Severity.WARNING,
    "没有两个页面同名",
    "No two pages share a title",
    """No two pages have the same title.

    Why: in a search engine, among bookmarks and tabs a page is known by its title alone.
    Mend: say in one of the titles what sets it apart: the place, the year, the unit.

    没有两个页面同名。
    为什么：在搜索引擎、书签和标签页里，一个页面只看得到标题。
    怎么改：在其中一个标题里写明区别：地方、年份或单位。
    """,
)
UNPARSED_FEED = Rule(
    "CASE506",
    "unparsed-feed",
    Severity.ERROR,
    "网站地图和订阅源读得出来",
    "Sitemap and feeds parse",
    """The sitemap and every feed can be read by the programs they are made for.

    Why: a search engine drops a sitemap it cannot read, and a subscriber hears of nothing new, both
    without a word.
    Mend: look at the place named; most often a template or a plugin writes text that was not escaped.

    网站地图和每个订阅源，给它们用的程序都读得出来。
    为什么：搜索引擎读不出网站地图就不再收录，订阅的人也收不到更新，而且都不会提示。
    怎么改：看标出的位置；多半是模板或插件写进了没有转义的文字。
    """,
)
UNPARSED_DATA = Rule(
    "CASE507",
    "unparsed-data",
    Severity.ERROR,
    "页面里给机器读的数据读得出来",
    "The data in a page for machines parses",
    """The data for machines in a page (JSON-LD) is JSON and names its vocabulary.

    Why: a program that cannot read it takes the page for one without data, and nobody notices.
    Mend: look at the template that writes it; values go through the filter for JSON, not into the
    text by hand.

    页面里给机器读的数据（JSON-LD）是有效的 JSON，并写明用的词汇表。
    为什么：程序读不出来，就当页面没有数据，谁也不会发现。
    怎么改：看写出它的模板；值要用转成 JSON 的过滤器写，不要手工拼。
    """,
)
SITEMAP = Rule(
    "CASE508",
    "sitemap-differs",
    Severity.ERROR,
    "网站地图列出该有的页面，不列没有的",
    "The sitemap lists the pages there are, and no others",
    """The sitemap lists every page of the site and nothing else.

    Why: search engines find pages by it; a page it leaves out stays unfound, an address that is not
    there sends people to an empty page.
    Mend: build again; if it stays, a plugin or the theme adds or takes away pages afterwards.

    网站地图列出全部页面，不列别的。
    为什么：搜索引擎靠它找页面；漏了的搜不到，多了的点开是空的。
    怎么改：重新生成一次；还是这样，就是插件或主题事后加了或去掉了页面。
    """,
)
REMOVED = Rule(
    "CASE509",
    "removed-address",
    Severity.WARNING,
    "发布过的网址还在，或留有跳转",
    "An address once published is there, or leads on",
    """An address that was published before is still there, or leads on to the new one.

    Why: officials cite addresses in documents that nobody corrects any more.
    Mend: write the former id into `aliases` of the case; a case that is withdrawn keeps its file with
    `stage: withdrawn` and the reason.

    发布过的网址还在，或者能跳转到新的网址。
    为什么：网址已经写进了别人的文件里，不会再有人去改。
    怎么改：把旧编号写进案例的 `aliases`；撤回的案例保留文件，写 `stage: withdrawn` 和原因。
    """,
)
UNEXPECTED = Rule(
    "CASE510",
    "unexpected-page",
    Severity.ERROR,
    "没有不该发布的案例页面",
    "No page of a case is there that should not be",
    """Only cases that are published have a page.

    Why: a draft, or what a withdrawn case said, must not be found on the site by its address.
    Mend: build into an empty folder; if the page comes back, a page written by hand or a plugin makes
    it.

    只有要发布的案例才有页面。
    为什么：草稿和已撤回的内容，不能凭网址在网站上看到。
    怎么改：生成到一个空文件夹里；页面还在，就是手写页面或插件生成的。
    """,
)
MARKUP = Rule(
    "CASE520",
    "strange-markup",
    Severity.ERROR,
    "页面只用名单里的元素和属性，标签成对",
    "Pages are made of listed elements and attributes, in pairs",
    """A page has no element or attribute outside a closed list, no comment, and every tag is closed.

    Why: case files come from strangers; whatever of them became markup shows here, and so does a
    template that lets the rest of a page disappear in an element that is never closed.
    Mend: look at the place named. A page written by hand uses plain Markdown; a template closes what
    it opens and puts every value in double quotes; a new element is added to `verify/markup.py`.

    页面里没有名单以外的元素和属性，没有注释，标签都成对。
    为什么：案例来自外人；其中的内容若变成了标记，在这里就看得出来；忘了结束的元素会吞掉后面的内容，也看得出来。
    怎么改：看标出的位置。手写页面用普通的 Markdown；模板里有开有合，值都放在双引号里；确实要用的新元素加进 `verify/markup.py`。
    """,
)
CODE = Rule(
    "CASE521",
    "code-in-page",
    Severity.ERROR,
    "页面里没有代码",
    "No page has code in it",
    """No page holds a script, a style or an event handler of its own, but for those known by their hash.

    Why: the pages bear an authority's name; code belongs into files that are reviewed, and browsers
    are told to refuse it anywhere else.
    Mend: move scripts and styles into files of the theme; if the page was made from a case file,
    report it as a hole of this program (SECURITY.md).

    页面里没有脚本、样式和事件处理，已登记哈希值的除外。
    为什么：网站以政府部门的名义发布；代码只放在经过审查的文件里，别处的，浏览器按要求拒绝执行。
    怎么改：把脚本和样式移到主题的文件里；页面若由案例生成，请按 SECURITY.md 报告漏洞。
    """,
)
NO_POLICY = Rule(
    "CASE522",
    "no-policy",
    Severity.ERROR,
    "每个页面写明安全策略",
    "Every page states its policy",
    """Every page tells browsers, before it loads anything, to load files of its own site and no others.

    Why: it is the last wall: should a check miss something, the browser still does not run it.
    Mend: a template that overrides the theme's `main.html` keeps the block `site_meta`.

    每个页面在加载文件之前，先写明只加载本站的文件。
    为什么：这是最后一道墙；检查若有疏漏，浏览器也不会执行。
    怎么改：改写主题 `main.html` 的模板要保留 `site_meta` 这一块。
    """,
)
TEXT = Rule(
    "CASE523",
    "lost-text",
    Severity.ERROR,
    "文件都读得出来，没有读坏的字",
    "Files can be read, and no character is lost",
    """Every file of text is UTF-8 without lost characters (U+FFFD); data and archives can be read.

    Why: a lost character was a word once, and a name that is wrong is worse than none.
    Mend: build again; if it stays, look for the character in the source the file was made from.

    文字文件都是 UTF-8，没有读坏的字（U+FFFD）；数据和压缩文件读得出来。
    为什么：读坏的字原来是有意思的；名称错了，比没有还糟。
    怎么改：重新生成一次；还在的，到生成它的源文件里找这个字。
    """,
)
COUNTS = Rule(
    "CASE524",
    "counts-differ",
    Severity.ERROR,
    "各处的数目一致",
    "Counts agree everywhere",
    """Search, directory, tables and offline edition hold the same cases.

    Why: a case that one of them leaves out is not found there, and a figure that differs makes all
    of them doubtful.
    Mend: build again into an empty folder; do not put together a site from two builds.

    检索、目录、数据表和离线版里的案例相同。
    为什么：漏了的案例在那里就找不到；数目不一样，读者对哪个都不放心。
    怎么改：生成到一个空文件夹里；不要把两次生成的网站拼在一起。
    """,
)
LARGE = Rule(
    "CASE525",
    "large-file",
    Severity.ERROR,
    "页面不大",
    "Pages are small",
    """A page has at most 60,000 bytes, a script or style sheet at most 1,000,000.

    Why: on a phone in a village a large page does not come at all.
    Mend: divide a long page written by hand; if a page made from the library is too large, report it.

    一个页面最多 60,000 字节，一个脚本或样式文件最多 1,000,000 字节。
    为什么：在村里用手机，太大的页面打不开。
    怎么改：手写的长页面分成几页；由案例生成的页面太大，请报告。
    """,
)
RULES = (
    *(BROKEN_LINK, OUTSIDE, PAGE_MISSING, UNFINISHED, TWO_TITLES),
    *(UNPARSED_FEED, UNPARSED_DATA, SITEMAP, REMOVED, UNEXPECTED),
    *(MARKUP, CODE, NO_POLICY, TEXT, COUNTS, LARGE),
)


def told(
    name: str,
    rule: Rule,
    zh: str,
    en: str,
    html: str = "",
    offset: int = 0,
    *,
    hint_zh: str = "",
    hint_en: str = "",
) -> Diagnostic:
    """What is wrong with a file, at a place of its text or at its beginning."""
    line = html.count("\n", 0, offset) + 1
    column = offset - (html.rfind("\n", 0, offset) + 1) + 1
    span = Span(line, column, line, column + 1)
    return Diagnostic(name, span, rule, rule.severity, zh, en, hint_zh, hint_en)
