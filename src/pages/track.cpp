#include "pages/track.hpp"

#include "pages/html.hpp"
#include "pages/times.hpp"
#include "pages/track_words.hpp"
#include "workorder/promises.hpp"
#include "workorder/transitions.hpp"

namespace yingda::pages {
namespace {

using workorder::Status;
using workorder::WorkOrder;

std::string time_of(Instant at, const TrackedOrder& tracked) {
  return time_words(at, tracked.zone, tracked.locale);
}

// "最迟 … " or, once it has passed, that too: the reader must not have to compare times.
std::string outcome_html(const TrackedOrder& tracked, const workorder::PromiseRecord& promised) {
  const auto& words = track_words(tracked.locale);
  const bool missed = promised.outcome == workorder::PromiseOutcome::missed;
  std::string html;
  if (missed || !promised.met_at) {
    html = escaped(filled(words.by, "due", time_of(promised.due, tracked)));
  }
  if (missed) html += " <span class=\"late\">" + escaped(words.overdue) + "</span>";
  if (!promised.met_at) return html;
  return html + (missed ? " · " : "") + escaped(words.answered) + " · " +
         time_of(*promised.met_at, tracked);
}

// What is still waited for, all that was late, and the first answer; later answers in time and a
// solution, which stands below, need no row.
bool worth_a_row(const workorder::PromiseRecord& promised) {
  switch (promised.outcome) {
    case workorder::PromiseOutcome::running:
    case workorder::PromiseOutcome::missed:
      return true;
    case workorder::PromiseOutcome::kept:
      return promised.what == to_string(workorder::Promise::first_response);
    case workorder::PromiseOutcome::lapsed:
      return false;
  }
  return false;
}

std::string promises(const TrackedOrder& tracked) {
  std::string out;
  for (const auto& promised : workorder::promise_record(tracked.order, tracked.now)) {
    const auto promise = workorder::parse_promise(promised.what);
    if (!promise || !worth_a_row(promised)) continue;  // commitments have a section of their own
    const bool paused = tracked.order.request && *promise == workorder::Promise::resolve &&
                        promised.outcome == workorder::PromiseOutcome::running;
    out += fact(
        promise_words(*promise, tracked.locale),
        paused ? escaped(track_words(tracked.locale).paused) : outcome_html(tracked, promised));
  }
  return out;
}

std::string facts(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  const WorkOrder& order = tracked.order;
  std::string out = "<section>\n<dl>\n" + promises(tracked);
  out += fact(words.department, escaped(tracked.department));
  out += fact(words.owner, escaped(order.owner ? order.owner->name : words.nobody_yet));
  out += fact(words.opened, time_of(order.opened_at, tracked));
  if (!order.demands.empty()) {
    std::string demands;
    for (const auto& demand : order.demands) {
      if (!demands.empty()) demands += "<br>";
      demands += escaped(demand.label.empty() ? demand.kind : demand.label);
      if (demand.amount)
        demands += " " + escaped(demand.amount->amount + " " + demand.amount->currency);
    }
    out += fact(words.demands, demands);
  }
  return out + "</dl>\n</section>\n";
}

// Their names: the files themselves open in the chat, where they were sent.
std::string files(const TrackedOrder& tracked) {
  if (tracked.order.evidence.empty()) return {};
  std::string items;
  for (const auto& file : tracked.order.evidence) items += "<li>" + escaped(file.name) + "</li>\n";
  return "<section>\n<h2>" + escaped(track_words(tracked.locale).files) + "</h2>\n<ol>\n" + items +
         "</ol>\n</section>\n";
}

std::string request(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  const auto& asked = tracked.order.request;
  if (!asked) return {};
  return "<section class=\"notice\">\n<h2>" + escaped(words.asks_you) + "</h2>\n<p>" +
         escaped(asked->text) + "</p>\n<p class=\"soft\">" + escaped(words.asks_hint) +
         "</p>\n</section>\n";
}

std::string commitment_state(const TrackedOrder& tracked, const workorder::Commitment& promise) {
  const auto& words = track_words(tracked.locale);
  const std::string by = escaped(filled(words.by, "due", time_of(promise.due, tracked)));
  switch (promise.state) {
    case workorder::CommitmentState::open:
      return by;
    case workorder::CommitmentState::kept:
      return escaped(words.kept);
    case workorder::CommitmentState::missed:
      return by + " <span class=\"late\">" + escaped(words.overdue) + "</span>" +
             (promise.kept_at ? " · " + escaped(words.kept) : "");
    case workorder::CommitmentState::dropped:
      return escaped(words.dropped);
  }
  return by;
}

std::string commitments(const TrackedOrder& tracked) {
  if (tracked.order.commitments.empty()) return {};
  std::string rows;
  for (const auto& promise : tracked.order.commitments) {
    rows += fact(promise.agent.name,
                 escaped(promise.text) + "<br>" + commitment_state(tracked, promise));
  }
  return "<section>\n<h2>" + escaped(track_words(tracked.locale).promises) + "</h2>\n<dl>\n" +
         rows + "</dl>\n</section>\n";
}

std::string compensation(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  if (tracked.order.compensation.empty()) return {};
  std::string rows;
  for (const auto& line : tracked.order.compensation) {
    std::string state = line.paid_at ? std::string(words.paid)
                                     : filled(words.owed, "due", time_of(line.pay_due, tracked));
    if (!line.reference.empty()) state += " · " + line.reference;
    rows +=
        fact(promise_words(line.promise, tracked.locale),
             escaped(line.granted.amount + " " + line.granted.currency) + "<br>" + escaped(state));
  }
  return "<section>\n<h2>" + escaped(words.compensation) + "</h2>\n<dl>\n" + rows +
         "</dl>\n</section>\n";
}

std::string because(const TrackedOrder& tracked, const std::string& rule) {
  if (rule.empty()) return {};
  return "<br><span class=\"soft\">" + escaped(track_words(tracked.locale).rule) + escaped(rule) +
         "</span>";
}

std::string result(const TrackedOrder& tracked) {
  const auto& resolution = tracked.order.resolution;
  if (!resolution) return {};
  std::string out = "<section>\n<h2>" + escaped(track_words(tracked.locale).result) + "</h2>\n<p>" +
                    escaped(resolution->text) + because(tracked, resolution->rule) + "</p>\n";
  if (!resolution->answers.empty()) {
    out += "<dl>\n";
    for (const auto& answer : resolution->answers)
      out += fact(answer.demand, escaped(answer.answer) + because(tracked, answer.rule));
    out += "</dl>\n";
  }
  return out + "</section>\n";
}

std::string timeline(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  std::string items;
  const auto& history = tracked.order.history;
  for (auto change = history.rbegin(); change != history.rend(); ++change) {
    const std::string what = change_words(*change, tracked.locale);
    if (what.empty()) continue;
    items += "<li>" + escaped(what);
    // The reader's own words; what the staff wrote as a reason stays inside.
    if (change->who == "visitor" && !change->why.empty())
      items += escaped(words.colon) + escaped(change->why);
    items += "<br><span class=\"soft\">" + time_of(change->at, tracked) + "</span></li>\n";
  }
  return "<section>\n<h2>" + escaped(words.timeline) + "</h2>\n<ol>\n" + items +
         "</ol>\n</section>\n";
}

std::string button(std::string_view action, std::string_view words, bool main = false) {
  return "<button name=\"action\" value=\"" + std::string(action) + "\"" +
         (main ? " class=\"main\"" : "") + ">" + escaped(words) + "</button>\n";
}

std::string buttons(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  const WorkOrder& order = tracked.order;
  if (order.status == Status::closed) return button("reopen", words.reopen, true);
  if (order.status == Status::resolved) {
    return button("accept", words.accept, true) + button("reject", words.reject);
  }
  std::string out = button("add_evidence", words.add, true) + button("urge", words.urge);
  if (workorder::promise_missed(order) || order.transfers >= 2)
    out += button("escalate", words.escalate);
  if (workorder::transition(order.status, workorder::Act::withdraw)) {
    out += button("withdraw", words.withdraw);
  }
  return out;
}

// What the reader's secret belongs to.
const std::string& key_number(const TrackedOrder& tracked) {
  return tracked.asked.empty() ? tracked.order.number : tracked.asked;
}

std::string actions(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  return "<form class=\"card\" method=\"post\" action=\"/track/action?lang=" +
         escaped(tracked.locale) + "\">\n<h2>" + escaped(words.actions) +
         "</h2>\n<input type=\"hidden\" name=\"id\" value=\"" + escaped(tracked.action_id) +
         "\">\n<input type=\"hidden\" name=\"number\" value=\"" + escaped(key_number(tracked)) +
         "\">\n<label for=\"text\">" + escaped(words.your_words) +
         "</label>\n<textarea id=\"text\" name=\"text\" rows=\"3\" maxlength=\"1000\"></textarea>\n"
         "<div class=\"row\">\n" +
         buttons(tracked) + "</div>\n</form>\n";
}

std::string_view notice_words(const TrackWords& words, TrackNotice notice) {
  switch (notice) {
    case TrackNotice::none:
      return {};
    case TrackNotice::wrong:
      return words.wrong;
    case TrackNotice::too_many:
      return words.too_many;
    case TrackNotice::unavailable:
      return words.unavailable;
  }
  return {};
}

// The same page in the other language.
std::string language_link(const std::string& locale) {
  return is_english(locale)
             ? "<a href=\"/track?lang=zh-CN\" lang=\"zh-CN\" hreflang=\"zh-CN\">中文</a>"
             : "<a href=\"/track?lang=en\" lang=\"en\" hreflang=\"en\">English</a>";
}

}  // namespace

std::string track_form(const std::string& locale, const std::string& number, TrackNotice notice) {
  const auto& words = track_words(locale);
  std::string body = "<h1>" + escaped(words.title) + "</h1>\n<p class=\"soft\">" +
                     escaped(words.find_intro) + "</p>\n";
  body += "<form class=\"card\" method=\"post\" action=\"/track?lang=" + escaped(locale) + "\">\n";
  if (const auto said = notice_words(words, notice); !said.empty()) {
    body += "<p class=\"late\" role=\"alert\">" + escaped(said) + "</p>\n";
  }
  body += "<label for=\"number\">" + escaped(words.number) +
          "</label>\n<input id=\"number\" name=\"number\" required maxlength=\"40\" "
          "autocomplete=\"off\" placeholder=\"GD20261121-0042-8\" value=\"" +
          escaped(number) + "\">\n<label for=\"secret\">" + escaped(words.secret) +
          "</label>\n<input id=\"secret\" name=\"secret\" required maxlength=\"40\" "
          "autocomplete=\"off\" aria-describedby=\"hint\">\n<p id=\"hint\" class=\"soft\">" +
          escaped(words.secret_hint) + "</p>\n<div class=\"row\"><button class=\"main\">" +
          escaped(words.find) + "</button></div>\n</form>\n<nav>" + language_link(locale) +
          "</nav>\n";
  return document({locale, std::string(words.title), body});
}

std::string track_page(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  const WorkOrder& order = tracked.order;
  std::string body = "<p class=\"soft\"><span class=\"number\">" + escaped(order.number) +
                     "</span> " + escaped(order.title) + "</p>\n<h1>" +
                     escaped(status_words(order.status, tracked.locale)) + "</h1>\n";
  if (!tracked.asked.empty()) {
    body += "<section class=\"notice\" role=\"status\">" +
            escaped(filled(filled(words.merged, "number", tracked.asked), "into", order.number)) +
            "</section>\n";
  }
  if (!tracked.notice.empty()) {
    body += "<section class=\"notice\" role=\"status\">" + escaped(tracked.notice) + "</section>\n";
  }
  body += request(tracked) + facts(tracked) + result(tracked) + commitments(tracked) +
          compensation(tracked) + files(tracked) + actions(tracked) + timeline(tracked);
  body += "<p><a href=\"/v1/work-orders/" + escaped(key_number(tracked)) + "/dossier\" download>" +
          escaped(words.dossier) + "</a> · <a href=\"/v1/dossier-keys\">" +
          escaped(words.dossier_keys) + "</a></p>\n";
  body += "<p class=\"soft\">" + escaped(zone_words(tracked.now, tracked.zone, tracked.locale)) +
          "</p>\n";
  body += "<nav><a href=\"/track?other&amp;lang=" + escaped(tracked.locale) + "\">" +
          escaped(words.other_order) + "</a> · " + language_link(tracked.locale) + "</nav>\n";
  return document({tracked.locale, std::string(words.title) + " " + order.number, body});
}

}  // namespace yingda::pages
