#include "pages/service_level.hpp"

#include <array>

#include "pages/html.hpp"
#include "pages/service_words.hpp"
#include "pages/times.hpp"

namespace yingda::pages {
namespace {

using workorder::Attainment;
using workorder::PeriodFigures;
using workorder::Tier;

constexpr std::array promised{std::pair{Tier::inquiry, false}, std::pair{Tier::complaint, false},
                              std::pair{Tier::complaint, true}, std::pair{Tier::dispute, false}};

std::string section(std::string_view title, const std::string& html) {
  return "<section>\n<h2>" + escaped(title) + "</h2>\n" + html + "</section>\n";
}

std::string cells(std::string_view tag, const std::vector<std::string>& texts) {
  std::string out = "<tr>";
  for (const auto& text : texts) {
    out.append("<").append(tag);
    if (tag == "th") out += " scope=\"col\"";
    out.append(">").append(text).append("</").append(tag).append(">");
  }
  return out + "</tr>\n";
}

// Rounded down: what is shown as kept was kept.
std::string percent(std::uint64_t part, std::uint64_t whole) {
  return std::to_string(part * 100 / whole) + "%";
}

class Page {
 public:
  explicit Page(const ServicePage& page) : page_(page), words_(service_words(page.locale)) {}

  std::string body() const {
    std::string out = "<h1>" + escaped(title()) + "</h1>\n<p class=\"soft\">" +
                      escaped(words_.intro) + "</p>\n<p class=\"soft\">" +
                      escaped(filled(words_.updated, "time", time(page_.level.at))) + "</p>\n";
    out += now() + promises();
    for (const PeriodFigures& period : page_.level.periods) out += reality(period);
    return out + evidence() + channels() + methods();
  }

  std::string title() const { return filled(words_.title, "brand", page_.brand); }

 private:
  std::string time(Instant at) const { return time_words(at, page_.zone, page_.locale); }
  std::string span(TimeSpan length) const { return span_words(length, page_.locale); }

  std::string now() const {
    const auto& current = page_.level.now;
    std::string out = "<dl>\n" + fact(words_.on_duty, std::to_string(current.agents));
    if (current.waiting == 0) {
      return section(words_.now,
                     out + fact(words_.waiting, escaped(words_.nobody_waits)) + "</dl>\n");
    }
    out += fact(words_.waiting, std::to_string(current.waiting));
    if (current.waiting_since) {
      out += fact(words_.longest_wait, span(current.at - *current.waiting_since));
    }
    return section(words_.now, out + "</dl>\n");
  }

  std::string promises() const {
    std::string rows = "<thead>" +
                       cells("th", {escaped(words_.kind), escaped(words_.first_answer),
                                    escaped(words_.later_answer), escaped(words_.solution)}) +
                       "</thead>\n<tbody>\n";
    for (const auto& [tier, urgent] : promised) {
      const auto& policy = page_.level.promises.of(tier, urgent);
      rows += cells("td", {escaped(promise_name(tier, urgent, page_.locale)), span(policy.promise),
                           span(policy.next_response), span(policy.resolve)});
    }
    return section(words_.promises, table(rows + "</tbody>\n"));
  }

  // Wide tables scroll by themselves, also with the keyboard.
  static std::string table(const std::string& rows) {
    return "<div class=\"wide\" tabindex=\"0\"><table>\n" + rows + "</table></div>\n";
  }

  std::string attained(TimeSpan promise, const Attainment& figures) const {
    std::string out = filled(words_.promised, "time", span(promise)) + " · ";
    if (figures.due() == 0) return out + std::string(words_.no_data);
    out += filled(words_.kept, "share", percent(figures.kept, figures.due()));
    if (figures.p50) out += " · " + filled(words_.half_within, "time", span(*figures.p50));
    if (figures.p90) out += " · " + filled(words_.most_within, "time", span(*figures.p90));
    return out;
  }

  std::string by_promise(const PeriodFigures& period) const {
    std::string out;
    for (const auto& [promise, figures] : period.tiers) {
      const auto& policy = page_.level.promises.of(promise.first, promise.second);
      const std::string cases = count(words_.cases, figures.opened);
      out += "<h3>" + escaped(promise_name(promise.first, promise.second, page_.locale)) +
             " <span class=\"soft\">" + escaped(cases) + "</span></h3>\n<dl>\n";
      out += fact(words_.first_answer, escaped(attained(policy.promise, figures.first_response)));
      out += fact(words_.solution, escaped(attained(policy.resolve, figures.resolution)));
      out += "</dl>\n";
    }
    return out;
  }

  std::string reality(const PeriodFigures& period) const {
    std::string out = "<dl>\n" + fact(words_.opened, std::to_string(period.opened));
    const auto counted = period.opened - period.withdrawn;
    if (counted > 0) out += fact(words_.settled, percent(period.settled, counted));
    out += fact(words_.reopened, escaped(count(words_.cases, period.reopened)));
    out += fact(words_.broken, escaped(count(words_.cases, period.broken)));
    for (const auto& [currency, payments] : period.compensation) {
      out += fact(words_.compensation, escaped(paid(currency, payments)));
    }
    out += fact(words_.satisfied, escaped(satisfaction(period)));
    return section(filled(words_.period, "days", std::to_string(period.days)),
                   out + "</dl>\n" + by_promise(period));
  }

  static std::string count(std::string_view words, std::uint64_t number) {
    return filled(words, "count", std::to_string(number));
  }

  std::string paid(const std::string& currency, const workorder::Payments& payments) const {
    const std::string granted = workorder::amount_text(payments.granted) + " " + currency;
    return granted + " · " +
           filled(words_.paid, "amount", workorder::amount_text(payments.paid) + " " + currency);
  }

  std::string satisfaction(const PeriodFigures& period) const {
    if (period.satisfaction.ratings == 0) return std::string(words_.no_data);
    return percent(period.satisfaction.satisfied, period.satisfaction.ratings) + " · " +
           count(words_.ratings, period.satisfaction.ratings);
  }

  std::string evidence() const {
    if (page_.evidence.empty()) return {};
    std::string items;
    for (const auto& line : page_.evidence) items += "<li>" + escaped(line) + "</li>\n";
    return section(words_.evidence, "<ol>\n" + items + "</ol>\n");
  }

  std::string channels() const {
    return section(words_.channels, "<p>" + escaped(words_.channel_chat) +
                                        "</p>\n<p><a href=\"/chat#flow=complaint\">" +
                                        escaped(words_.channel_urgent) +
                                        "</a></p>\n<p><a href=\"/track\">" +
                                        escaped(words_.channel_track) + "</a></p>\n");
  }

  std::string methods() const {
    return section(words_.methods,
                   "<p>" + escaped(words_.methods_text) + "</p>\n<p class=\"soft\">" +
                       escaped(zone_words(page_.level.at, page_.zone, page_.locale)) +
                       " <a href=\"/v1/service-level\">JSON</a></p>\n");
  }

  const ServicePage& page_;
  const ServiceWords& words_;
};

}  // namespace

std::string service_page(const ServicePage& page) {
  const Page parts(page);
  return document({page.locale, parts.title(), parts.body(), true});
}

}  // namespace yingda::pages
