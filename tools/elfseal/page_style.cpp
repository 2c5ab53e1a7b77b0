// How the page looks: in light and in dark, on paper too.
#include "page.h"

namespace seal::elfseal {

const llvm::StringLiteral kPageStyle = R"css(
:root {
  color-scheme: light dark;
  --page: #f7f8fa; --card: #fff; --ink: #17212b; --soft: #5b6876; --line: #e1e6ec;
  --sealed: #0f766e; --on-sealed: #fff; --open: #c2410c; --on-open: #fff; --hatch: #a8370a;
  --writable: #d5deea; --on-writable: #34445a; --other: #eef1f5; --on-other: #6b7785;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f151b; --card: #171f27; --ink: #e4eaf0; --soft: #93a1b0; --line: #29343f;
    --sealed: #2bb3a3; --on-sealed: #04211e; --open: #fb8a4c; --on-open: #2b1002; --hatch: #e2702f;
    --writable: #34465b; --on-writable: #cbd8e6; --other: #202a34; --on-other: #8a98a7;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
main { max-width: 1200px; margin: 0 auto; padding: 40px 32px 64px; }
* + section { margin-top: 72px; }
h1 { margin: 0; font-size: 34px; line-height: 1.2; letter-spacing: -.02em; overflow-wrap: anywhere; }
h2 { margin: 40px 0 4px; font-size: 18px; letter-spacing: -.01em; }
p { margin: 0; }
.kicker { color: var(--soft); font-size: 13px; font-weight: 600; letter-spacing: .04em; }
.path, .range { font-family: var(--mono); font-size: 13px; overflow-wrap: anywhere; }
.path, .note { color: var(--soft); }
.note { font-size: 13px; max-width: 80ch; }
.verdict {
  display: inline-block; margin-top: 16px; padding: 8px 14px; border-radius: 8px; font-weight: 600;
}
.verdict.sealed::before { content: "\2713\00a0\00a0"; }
.verdict.open::before { content: "!\00a0\00a0"; }
.sealed { background: var(--sealed); color: var(--on-sealed); }
.open { background: var(--open); color: var(--on-open); }
.writable { background: var(--writable); color: var(--on-writable); }
.other { background: var(--other); color: var(--on-other); box-shadow: inset 0 0 0 1px var(--line); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 16px; margin-top: 28px; }
.tile { padding: 16px 18px; }
.tile b { display: block; margin: 8px 0 0; font-size: 26px; line-height: 1.25; letter-spacing: -.02em; }
.tile small { display: block; color: var(--soft); font-size: 13px; line-height: 1.4; }
.pill {
  display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 12px; font-weight: 600;
  white-space: nowrap;
}
.share { display: flex; height: 20px; margin-top: 28px; border-radius: 6px; overflow: hidden; background: var(--other); }
.share + .note { margin-top: 6px; }
.map { margin-top: 14px; padding: 10px 18px; }
.row {
  display: grid; grid-template-columns: 210px 76px 1fr; column-gap: 16px; align-items: center;
  padding: 4px 0;
}
.row + .row { border-top: 1px solid var(--line); }
.row .name { font-size: 14px; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.size { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.row .size { color: var(--soft); font-size: 13px; }
.bar { display: flex; flex-wrap: wrap; gap: 2px; }
.bar span {
  flex: 0 0 auto; width: calc(var(--n) * 17px); height: 24px; border-radius: 3px; overflow: hidden;
  font-size: 11px; line-height: 24px; text-align: center; white-space: nowrap;
}
.bar .open { background: repeating-linear-gradient(135deg, var(--open) 0 6px, var(--hatch) 6px 9px); }
.letters { margin-top: 10px; max-width: none; }
.letters span { margin-right: 14px; white-space: nowrap; }
.letters b { font-family: var(--mono); color: var(--ink); }
.table { margin-top: 14px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 13px; }
th, td { padding: 5px 14px; text-align: left; vertical-align: baseline; }
thead th { color: var(--soft); font-weight: 600; }
tbody { border-top: 1px solid var(--line); }
tbody th { padding-top: 12px; font-family: var(--mono); overflow-wrap: anywhere; }
tbody tr:last-child td { padding-bottom: 12px; }
th.size { text-align: right; }
.range, .protection { font-family: var(--mono); white-space: nowrap; }
td.why { color: var(--soft); }
a { color: inherit; }
footer { margin-top: 48px; color: var(--soft); font-size: 13px; }
@media (max-width: 800px) {
  main { padding: 24px 16px; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .row { grid-template-columns: 1fr 76px; }
  .bar { grid-column: 1 / -1; }
}
@media print {
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  tr, .row, .tile { break-inside: avoid; }
}
)css";

} // namespace seal::elfseal
