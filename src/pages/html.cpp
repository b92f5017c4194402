#include "pages/html.hpp"

#include "base/nonce_mark.hpp"

namespace yingda::pages {
namespace {

constexpr std::string_view style = R"(
:root{color-scheme:light dark;--ink:#1a2332;--soft:#5a6678;--line:#d9dfe8;--paper:#fff;--ground:#f4f6f9;--brand:#0b5fcc;--late:#b42318}
@media(prefers-color-scheme:dark){:root{--ink:#e8ecf2;--soft:#a5b0c0;--line:#36404f;--paper:#1b222c;--ground:#12171e;--brand:#7fb2ff;--late:#ff9c92}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.4rem;line-height:1.35;margin:0 0 .25rem}
h3{font-size:1rem;margin:1rem 0 .3rem}
h2{font-size:1.05rem;margin:0 0 .5rem}
section,form.card{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1rem 1.1rem;margin:1rem 0}
p{margin:.4rem 0}
.soft{color:var(--soft);font-size:.92rem}
.late{color:var(--late);font-weight:600}
.number{font-family:ui-monospace,Menlo,Consolas,monospace;letter-spacing:.02em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1rem;margin:0}
dt{color:var(--soft)}dd{margin:0}
ol{list-style:none;margin:0;padding:0}
ol li{border-left:3px solid var(--line);padding:.1rem 0 .7rem .8rem}
ol li:first-child{border-color:var(--brand)}
label{display:block;font-weight:600;margin:.6rem 0 .2rem}
input,textarea{width:100%;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--soft);border-radius:8px;padding:.6rem .7rem}
button{font:inherit;min-height:44px;border:1px solid var(--brand);border-radius:8px;padding:.4rem 1.1rem;background:transparent;color:var(--brand);cursor:pointer}
button.main{background:var(--brand);color:var(--paper)}
:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
.row{display:flex;flex-wrap:wrap;gap:.6rem;margin-top:.8rem}
.notice{border-color:var(--brand)}
table{width:100%;border-collapse:collapse}
.wide{overflow-x:auto}
th,td{text-align:left;padding:.4rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
nav a,a{color:var(--brand)}
)";

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string fact(std::string_view name, const std::string& html) {
  return "<dt>" + escaped(name) + "</dt><dd>" + html + "</dd>\n";
}

std::string filled(std::string_view words, std::string_view name, std::string_view value) {
  std::string out(words);
  const std::string mark = "{" + std::string(name) + "}";
  if (const auto at = out.find(mark); at != std::string::npos) out.replace(at, mark.size(), value);
  return out;
}

bool is_english(std::string_view locale) { return locale.starts_with("en"); }

std::string document(const Document& page) {
  std::string out = "<!doctype html>\n<html lang=\"" + escaped(page.locale) +
                    "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n";
  if (!page.for_search) out += "<meta name=\"robots\" content=\"noindex\">\n";
  out += "<title>" + escaped(page.title) + "</title>\n<style nonce=\"";
  out.append(nonce_mark).append("\">").append(style).append("</style>\n</head>\n<body>\n<main>\n");
  return out + page.body + "</main>\n</body>\n</html>\n";
}

}  // namespace yingda::pages
