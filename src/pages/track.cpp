#include "pages/track.hpp"

#include <array>
#include <cstdio>

#include "pages/html.hpp"
#include "pages/track_words.hpp"
#include "workorder/transitions.hpp"

namespace yingda::pages {
namespace {

using workorder::Status;
using workorder::WorkOrder;

std::string time_words(Instant at, const TrackedOrder& tracked) {
  const auto local = to_local(at, tracked.zone);
  const bool english = tracked.locale.starts_with("en");
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(),
                english ? "%04d-%02u-%02u %02d:%02d" : "%04d年%u月%u日 %02d:%02d",
                static_cast<int>(local.date.year()), static_cast<unsigned>(local.date.month()),
                static_cast<unsigned>(local.date.day()), local.hour, local.minute);
  return out.data();
}

std::string filled(std::string_view words, std::string_view due) {
  std::string out(words);
  out.replace(out.find("{due}"), 5, due);
  return out;
}

std::string row(std::string_view name, const std::string& html) {
  return "<dt>" + escaped(name) + "</dt><dd>" + html + "</dd>\n";
}

// "最迟 … " or, once it has passed, that too: the reader must not have to compare times.
std::string due_row(const TrackedOrder& tracked, std::string_view name, Instant due) {
  const auto& words = track_words(tracked.locale);
  std::string html = escaped(filled(words.by, time_words(due, tracked)));
  if (due <= tracked.now) html += " <span class=\"late\">" + escaped(words.overdue) + "</span>";
  return row(name, html);
}

std::string promises(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  const WorkOrder& order = tracked.order;
  std::string out;
  if (order.first_response_at) {
    out += row(words.first_answer,
               escaped(words.answered) + " · " + time_words(*order.first_response_at, tracked));
  } else if (!workorder::is_settled(order.status)) {
    out += due_row(tracked, words.first_answer, order.first_response_due);
  }
  if (order.next_response_due) {
    out += due_row(tracked, words.next_answer, *order.next_response_due);
  } else if (order.next_response_missed) {
    out += row(words.next_answer, "<span class=\"late\">" + escaped(words.overdue) + "</span>");
  }
  if (!workorder::is_settled(order.status)) {
    out += due_row(tracked, words.solution, order.resolve_due);
  }
  return out;
}

std::string facts(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  const WorkOrder& order = tracked.order;
  std::string out = "<section>\n<dl>\n" + promises(tracked);
  out += row(words.department, escaped(tracked.department));
  out += row(words.owner, escaped(order.owner ? order.owner->name : words.nobody_yet));
  out += row(words.opened, time_words(order.opened_at, tracked));
  if (!order.demands.empty()) {
    std::string demands;
    for (const auto& demand : order.demands) {
      if (!demands.empty()) demands += "<br>";
      demands += escaped(demand.label.empty() ? demand.kind : demand.label);
      if (demand.amount)
        demands += " " + escaped(demand.amount->amount + " " + demand.amount->currency);
    }
    out += row(words.demands, demands);
  }
  return out + "</dl>\n</section>\n";
}

std::string result(const TrackedOrder& tracked) {
  const auto& resolution = tracked.order.resolution;
  if (!resolution) return {};
  std::string out = "<section>\n<h2>" + escaped(track_words(tracked.locale).result) + "</h2>\n<p>" +
                    escaped(resolution->text) + "</p>\n";
  if (!resolution->answers.empty()) {
    out += "<dl>\n";
    for (const auto& answer : resolution->answers)
      out += row(answer.demand, escaped(answer.answer));
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
    items += "<br><span class=\"soft\">" + time_words(change->at, tracked) + "</span></li>\n";
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

std::string actions(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  return "<form class=\"card\" method=\"post\" action=\"/track/action\">\n<h2>" +
         escaped(words.actions) + "</h2>\n<input type=\"hidden\" name=\"id\" value=\"" +
         escaped(tracked.action_id) + "\">\n<input type=\"hidden\" name=\"number\" value=\"" +
         escaped(tracked.order.number) + "\">\n<label for=\"text\">" + escaped(words.your_words) +
         "</label>\n<textarea id=\"text\" name=\"text\" rows=\"3\" maxlength=\"1000\"></textarea>\n"
         "<div class=\"row\">\n" +
         buttons(tracked) + "</div>\n</form>\n";
}

}  // namespace

std::string track_form(const std::string& locale, const std::string& number, bool wrong) {
  const auto& words = track_words(locale);
  std::string body = "<h1>" + escaped(words.title) + "</h1>\n<p class=\"soft\">" +
                     escaped(words.find_intro) + "</p>\n";
  body += "<form class=\"card\" method=\"post\" action=\"/track\">\n";
  if (wrong) body += "<p class=\"late\" role=\"alert\">" + escaped(words.wrong) + "</p>\n";
  body += "<label for=\"number\">" + escaped(words.number) +
          "</label>\n<input id=\"number\" name=\"number\" required maxlength=\"40\" "
          "autocomplete=\"off\" placeholder=\"GD20261121-0042-8\" value=\"" +
          escaped(number) + "\">\n<label for=\"secret\">" + escaped(words.secret) +
          "</label>\n<input id=\"secret\" name=\"secret\" required maxlength=\"40\" "
          "autocomplete=\"off\" aria-describedby=\"hint\">\n<p id=\"hint\" class=\"soft\">" +
          escaped(words.secret_hint) + "</p>\n<div class=\"row\"><button class=\"main\">" +
          escaped(words.find) + "</button></div>\n</form>\n";
  return document({locale, std::string(words.title), body});
}

std::string track_page(const TrackedOrder& tracked) {
  const auto& words = track_words(tracked.locale);
  const WorkOrder& order = tracked.order;
  std::string body = "<p class=\"soft\"><span class=\"number\">" + escaped(order.number) +
                     "</span> " + escaped(order.title) + "</p>\n<h1>" +
                     escaped(status_words(order.status, tracked.locale)) + "</h1>\n";
  if (!tracked.notice.empty()) {
    body += "<section class=\"notice\" role=\"status\">" + escaped(tracked.notice) + "</section>\n";
  }
  body += facts(tracked) + result(tracked) + actions(tracked) + timeline(tracked);
  body += "<p><a href=\"/v1/work-orders/" + escaped(order.number) + "/dossier\" download>" +
          escaped(words.dossier) + "</a></p>\n";
  body += "<nav><a href=\"/track?other\">" + escaped(words.other_order) + "</a></nav>\n";
  return document({tracked.locale, std::string(words.title) + " " + order.number, body});
}

}  // namespace yingda::pages
