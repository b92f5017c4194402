#include "dossier/page.hpp"

#include "dossier/complaint.hpp"
#include "dossier/transcript.hpp"
#include "dossier/words.hpp"
#include "pages/html.hpp"
#include "pages/track_words.hpp"
#include "workorder/promises.hpp"

namespace yingda::dossier {
namespace {

using pages::escaped;
using workorder::WorkOrder;

constexpr std::string_view style = R"(
body{margin:0;color:#1a2332;background:#fff;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:52rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #d9dfe8}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem}dt,.soft{color:#5a6678}dd{margin:0}
table{width:100%;border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #d9dfe8}
.missed{color:#b42318;font-weight:600}.hash{font:12px/1.4 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;background:#f4f6f9;border:1px solid #d9dfe8;padding:1rem}
td.said{white-space:pre-wrap;overflow-wrap:anywhere}
@media print{h2{break-after:avoid}tr{break-inside:avoid}}
)";

std::string row(std::string_view name, std::string_view value) {
  return "<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>\n";
}

std::string cell(std::string_view value) { return "<td>" + escaped(value) + "</td>"; }

std::string section(std::string_view heading, const std::string& html) {
  return "<section>\n<h2>" + escaped(heading) + "</h2>\n" + html + "</section>\n";
}

std::string headings(std::initializer_list<std::string_view> names) {
  std::string out = "<table>\n<tr>";
  for (const auto name : names) out += "<th>" + escaped(name) + "</th>";
  return out + "</tr>\n";
}

std::string case_section(const Case& about, const Words& words) {
  const WorkOrder& order = order_of(about);
  std::string out = "<dl>\n" + row(words.number, order.number) + row(words.subject, order.title);
  if (!order.about.empty()) out += row(words.shop_order, order.about);
  out += row(words.shop, about.brand) + row(words.department, about.department);
  if (order.owner) out += row(words.owner, order.owner->name);
  out += row(words.status, pages::status_words(order.status, about.locale));
  out += row(words.opened, time_words(order.opened_at, about));
  return section(words.the_case, out + "</dl>\n");
}

// What a refusal rests on.
std::string because(const std::string& rule, const Case& about) {
  if (rule.empty()) return {};
  return "<br><span class=\"soft\">" + escaped(pages::track_words(about.locale).rule) +
         escaped(rule) + "</span>";
}

std::string demands_section(const Case& about, const Words& words) {
  const WorkOrder& order = order_of(about);
  if (order.demands.empty()) {
    return section(words.demands, "<p>" + escaped(words.no_demand) + "</p>\n");
  }
  std::string out = headings({words.demands, words.by, words.answer});
  for (const auto& demand : order.demands) {
    const auto answer = answer_to(order, demand);
    std::string what = demand.label.empty() ? demand.kind : demand.label;
    if (demand.amount) what += " " + demand.amount->amount + " " + demand.amount->currency;
    out += "<tr>" + cell(what) + cell(demand.by ? time_words(*demand.by, about) : "") + "<td>" +
           escaped(answer.answer) + because(answer.rule, about) + "</td></tr>\n";
  }
  return section(words.demands, out + "</table>\n");
}

std::string result_section(const Case& about, const Words& words) {
  const auto& resolution = order_of(about).resolution;
  if (!resolution) return {};
  return section(words.result,
                 "<p>" + escaped(resolution->text) + because(resolution->rule, about) + "</p>\n");
}

std::string compensation_section(const Case& about, const Words& words) {
  const auto& lines = order_of(about).compensation;
  if (lines.empty()) return {};
  const auto& track = pages::track_words(about.locale);
  std::string out = headings({words.promises, track.compensation, words.status});
  for (const auto& line : lines) {
    std::string state = line.paid_at
                            ? std::string(track.paid) + " · " + time_words(*line.paid_at, about)
                            : pages::filled(track.owed, "due", time_words(line.pay_due, about));
    if (!line.reference.empty()) state += " · " + line.reference;
    out += "<tr>" + cell(promise_words(std::string(to_string(line.promise)), about.locale)) +
           cell(line.granted.amount + " " + line.granted.currency) + cell(state) + "</tr>\n";
  }
  return section(track.compensation, out + "</table>\n");
}

std::string promises_section(const Case& about, const Words& words) {
  std::string out = headings({words.promises, words.due, words.met, words.outcome});
  for (const auto& promised : workorder::promise_record(order_of(about), about.made_at)) {
    std::string what(promise_words(promised.what, about.locale));
    if (!promised.text.empty()) {
      what += std::string(words.colon) + promised.by + " " + promised.text;
    }
    const bool missed = promised.outcome == workorder::PromiseOutcome::missed;
    out += "<tr>" + cell(what) + cell(time_words(promised.due, about)) +
           cell(promised.met_at ? time_words(*promised.met_at, about) : "") +
           (missed ? "<td class=\"missed\">" : "<td>") +
           escaped(outcome_words(promised.outcome, about.locale)) + "</td></tr>\n";
  }
  return section(words.promises, out + "</table>\n");
}

std::string timeline_section(const Case& about, const Words& words) {
  std::string out = "<table>\n";
  for (const auto& change : order_of(about).history) {
    std::string what = pages::change_words(change, about.locale);
    if (what.empty() && about.copy == Copy::staff) what = change.what;
    if (what.empty()) continue;
    const bool open = about.copy == Copy::staff || change.who == "visitor";
    if (open && !change.why.empty()) what += std::string(words.colon) + change.why;
    out += "<tr>" + cell(time_words(change.at, about)) + cell(what) + "</tr>\n";
  }
  return section(words.timeline, out + "</table>\n");
}

std::string evidence_section(const std::vector<Attachment>& attachments, const Case& about,
                             const Words& words) {
  if (attachments.empty()) {
    return section(words.evidence, "<p>" + escaped(words.no_evidence) + "</p>\n");
  }
  std::string out = "<table>\n";
  for (const auto& attachment : attachments) {
    const auto& file = attachment.stored.file;
    out += "<tr>" + cell(time_words(attachment.stored.at, about)) + "<td><a href=\"" +
           attachment.name + "\">" + escaped(file.name) + "</a> <span class=\"soft\">" +
           escaped(attachment.name) + ", " + std::to_string(file.size) +
           " B</span><br><span class=\"hash\">SHA-256 " + file.sha256 + "</span></td></tr>\n";
  }
  return section(words.evidence, out + "</table>\n");
}

std::string conversation_section(const Case& about, const Words& words) {
  std::string out = "<table>\n";
  for (const auto& line : transcript_of(about)) {
    std::string who = line.who;
    if (line.staff_only) who += " (" + std::string(words.staff_only) + ")";
    out += "<tr>" + cell(time_words(line.at, about)) + cell(who) + "<td class=\"said\">" +
           escaped(line.text) + "</td></tr>\n";
  }
  return section(words.conversation, out + "</table>\n");
}

std::string head(const Case& about, const Words& words) {
  const std::string title = std::string(words.title) + " " + about.number;
  return "<!doctype html>\n<html lang=\"" + escaped(about.locale) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>" +
         escaped(title) + "</title>\n<style>" + std::string(style) +
         "</style>\n</head>\n<body>\n<main>\n<h1>" + escaped(title) + "</h1>\n<p class=\"soft\">" +
         escaped(about.copy == Copy::staff ? words.staff_copy : words.customer_copy) + "<br>" +
         escaped(words.made) + escaped(words.colon) + time_words(about.made_at, about) + " (" +
         to_rfc3339(about.made_at) + ")<br>" + escaped(words.zone_note) + "</p>\n";
}

}  // namespace

std::string page_of(const Case& about, const std::vector<Attachment>& attachments) {
  const Words& words = words_in(about.locale);
  return head(about, words) + case_section(about, words) + demands_section(about, words) +
         result_section(about, words) + promises_section(about, words) +
         compensation_section(about, words) + timeline_section(about, words) +
         evidence_section(attachments, about, words) +
         section(words.complaint, "<p class=\"soft\">" + escaped(words.complaint_intro) +
                                      "</p>\n<pre>" + escaped(complaint_text(about, attachments)) +
                                      "</pre>\n") +
         conversation_section(about, words) +
         section(words.checking, "<p>" + escaped(words.checking_text) + "</p>\n") +
         "</main>\n</body>\n</html>\n";
}

}  // namespace yingda::dossier
