#include "report/html/page_style.hpp"

namespace culprit::report {

std::string_view page_style() noexcept {
  return R"css(
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
overflow-wrap:anywhere}
header,main,footer{max-width:58rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.75rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}
h2{font-size:1.2rem;line-height:1.3;margin:2.6rem 0 .6rem;padding-top:.9rem;
border-top:1px solid var(--line)}
h3{font-size:1.08rem;margin:1.6rem 0 .3rem}
h4{font-size:1rem;margin:1.1rem 0 0}
p{margin:.4rem 0 .8rem;max-width:44rem}
ul,ol{margin:.4rem 0 .8rem;padding-left:1.25rem;max-width:44rem}
li{margin:.2rem 0}
.read,.note,footer,.more{color:var(--muted);font-size:.9rem}
.answer{display:grid;gap:.75rem;margin:1.1rem 0}
.answer>div{border:1px solid var(--line);border-left:5px solid var(--muted);border-radius:8px;
padding:.7rem .95rem}
.answer h2{margin:0;padding:0;border:0;font-size:.82rem;letter-spacing:.04em;text-transform:uppercase;
color:var(--muted)}
.answer p{margin:.15rem 0 0;max-width:none}
.answer .suspect{border-left-color:var(--suspect)}
.answer .cleared{border-left-color:var(--cleared)}
.answer .unknown{border-left-color:var(--few);border-left-style:dashed}
.answer .suspect p{font-size:1.06rem}
.urgent{border:2px solid var(--suspect);border-radius:8px;padding:.7rem .95rem;margin:1rem 0}
.urgent p{margin:0;font-weight:600;max-width:none}
.cautions{background:var(--band);border-radius:8px;padding:.6rem .95rem;margin:1rem 0}
.cautions p{margin:.1rem 0;max-width:none}
.cautions p:first-child{font-weight:600}
figure{margin:1.2rem 0 1.6rem}
figcaption{font-weight:600;margin-bottom:.35rem}
figure .note{font-weight:400;margin:.3rem 0 0}
.pair{display:grid;gap:0 2rem}
.narrow{max-width:34rem}
.scroll{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;font-size:.9rem;width:100%}
th,td{text-align:left;vertical-align:top;padding:.34rem .7rem .34rem 0;
border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--muted);white-space:nowrap}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td.w{white-space:nowrap}
tbody th{font-weight:500;min-width:8rem;max-width:18rem;position:sticky;left:0;
background:var(--paper)}
.sub{display:block;font-weight:400;font-size:.85em;color:var(--muted)}
.v{font-weight:600;white-space:nowrap}
.v.suspect{color:var(--suspect)}.v.protective{color:var(--protective)}
.v.possible{color:var(--possible)}.v.cleared{color:var(--cleared)}
.v.none,.v.few{color:var(--muted);font-weight:400}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;font-size:.9rem;
color:var(--muted)}
.legend svg{display:inline-block;width:16px;height:16px;vertical-align:-3px;margin-right:.3rem}
details{margin:.4rem 0}
summary{cursor:pointer}
:focus-visible{outline:3px solid var(--cleared);outline-offset:2px}
footer{padding-top:1.2rem;padding-bottom:2.5rem;margin-top:2.5rem;
border-top:1px solid var(--line)}
@media (min-width:46rem){.pair{grid-template-columns:1fr 1fr}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--muted:#444;--line:#bbb;
--band:#eee;--suspect:#a31515;--protective:#0a5c42;--possible:#7a4f00;--cleared:#174c8c;
--none:#444;--few:#444;--log:#5f7ea0}
@page{margin:16mm 14mm}
body{font-size:10.5pt}header,main,footer{max-width:none;padding-left:0;padding-right:0}
figure,.answer>div,tr,.cautions,.urgent{break-inside:avoid}h2,h3{break-after:avoid}
.scroll{overflow:visible}thead{display:table-header-group}table{font-size:8pt}
th,td,td.n,td.w,thead th,.v{white-space:normal;padding-right:.4rem}
tbody th{position:static;min-width:0}}
)css";
}

}  // namespace culprit::report
