#include "dialogue/entities_told.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "dialogue/entities_said.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

// Who names more points than that in one message tells a story, not an answer.
constexpr int points_max = 12;

// The line with all dates, and then with all times and parts of the day, taken out.
struct Masks {
  Line dates;
  Line all;
};
Masks masks_of(const Line& line, std::chrono::year_month_day today) {
  Masks out{line, {}};
  int left = points_max;
  while (left-- > 0 && take_date(out.dates, today)) continue;
  out.all = out.dates;
  for (left = points_max; left > 0 && take_time(out.all, true);) --left;
  for (left = points_max; left > 0 && take_day_part(out.all) != DayPart::unsaid;) --left;
  return out;
}

// A part of the line that tells of one point at most.
struct Clause {
  std::size_t from = 0;
  std::size_t to = 0;
  Said said;
  bool denied = false;
  bool aside = false;        // when somebody looked, was told or wants it: "今天上午还没到"
  bool asked = false;        // it tells of what the question is about
  bool alternative = false;  // "也可能是前天"

  bool tells() const { return said.date.has_value() || timed(); }
  bool timed() const { return said.time.has_value(); }
};

bool any_taken(const Line& mask, std::size_t from, std::size_t to) {
  const auto end = mask.begin() + static_cast<std::ptrdiff_t>(to);
  return std::find(mask.begin() + static_cast<std::ptrdiff_t>(from), end, taken) != end;
}

// Words that may stand between a denial and the point that it denies.
std::size_t skip_fillers(const Line& mask, std::size_t at) {
  for (std::size_t size = 1; size > 0; at += size) {
    size = any_at(mask, at, {U" ", U"在", U"是", U"at ", U"on ", U"in ", U"the ", U"it was "});
  }
  return at;
}

bool taken_behind(const Line& mask, std::size_t at) {
  return glyph(mask, skip_fillers(mask, at)) == taken;
}

// "…不是三点", "…而是四点", "…, not 3pm", "… but 4pm": a word at `at` that begins another point.
bool word_divides(const Line& mask, std::size_t at) {
  const auto word =
      any_at(mask, at, {U"并不是", U"不是", U"就是", U"而是", U"是", U" not ", U" but "});
  return word > 0 && taken_behind(mask, at + word);
}

// "3pm yesterday and at 9am today", "it's 5pm now and I paid at 3": points on both sides.
bool and_divides(const Masks& masks, std::size_t from, std::size_t at) {
  const auto word = any_at(masks.all, at, {U" and ", U" so ", U" but ", U"结果", U"但", U"可是"});
  return word > 0 && any_taken(masks.all, from, at) && any_taken(masks.all, at, masks.all.size());
}

// "昨晚十点半充的今天早上都没到": with words between them two days are two points.
bool date_divides(const Masks& masks, std::size_t from, std::size_t at) {
  const bool begins = masks.dates[at] == taken && (at == 0 || masks.dates[at - 1] != taken);
  if (!begins || at <= from) return false;
  auto before = masks.dates.rfind(taken, at - 1);
  if (before == Line::npos || before < from) return false;
  for (++before; before < at; ++before) {
    const bool joins = masks.all[before] == taken || is_any(masks.all, before, U" ,()（）的也就即");
    if (!joins && text::is_han(masks.all[before])) return true;
  }
  return false;
}

std::vector<Clause> divided(const Masks& masks) {
  std::vector<Clause> out;
  std::size_t from = 0;
  const auto end_at = [&](std::size_t at, std::size_t next) {
    if (any_taken(masks.all, from, at)) {
      Clause clause;
      clause.from = from, clause.to = at;
      out.push_back(clause);
    }
    from = next;
  };
  for (std::size_t at = 0; at < masks.all.size(); ++at) {
    if (masks.all[at] == taken) {
      if (date_divides(masks, from, at)) end_at(at, at);
      continue;
    }
    if (is_clause_mark(masks.all, at)) {
      end_at(at, at + 1);
    } else if (any_taken(masks.all, from, at) &&
               (word_divides(masks.all, at) || and_divides(masks, from, at))) {
      end_at(at, at);
    }
  }
  end_at(masks.all.size(), masks.all.size());
  return out;
}

// Right before the first of what the clause tells.
bool is_denied(const Line& mask, const Clause& clause) {
  const Line part = mask.substr(clause.from, clause.to - clause.from);
  std::size_t end = part.find(taken);
  for (std::size_t size = 1; size > 0; end -= size) {
    size = any_before(part, end, {U" ", U"在", U"at", U"on", U"in", U"the"});
  }
  const bool asked = part.find(U'吗') != Line::npos || ends_at(part, end, U"是不是");
  return !asked && any_before(part, end, {U"不是", U"并非", U"不在", U"not", U"n't", U"nt"}) > 0;
}

template <class Words>
bool holds_any(const Line& part, const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](LineView word) { return part.find(word) != Line::npos; });
}

constexpr std::array<LineView, 62> asides{
    U"还没",    U"还未",      U"还是没",      U"都没",          U"仍",       U"依然",
    U"依旧",    U"没到",      U"没有到",      U"没收",          U"没有收",   U"没来",
    U"没给",    U"没动静",    U"没反",        U"未到",          U"至今",     U"一直没",
    U"still",   U" yet",      U"hasn't",      U"haven't",       U"have not", U"has not",
    U"nothing", U"not here",  U"not arrived", U"didn't arrive", U"no sign",  U"客服说",
    U"说好",    U"承诺",      U"答应",        U"问过",          U"问了",     U"联系过",
    U"催过",    U"催了",      U"要求",        U"希望",          U"必须",     U"promised",
    U"told me", U"they said", U"you said",    U"must be",       U"i want",   U"客服回",
    U"回复",    U"回我",      U"发现",        U"要用",          U"急用",     U"解决",
    U"现在",    U" replied",  U"noticed",     U"call me",       U"need it",  U" now",
    U"opens",   U"until"};

bool is_aside(const Line& part) { return holds_any(part, asides); }

bool is_alternative(const Line& part) {
  const std::size_t at = skip_blanks(part, 0);
  return any_at(part, at,
                {U"也可能", U"可能", U"也许", U"或者", U"或", U"还是", U"要么", U"就是", U"or ",
                 U"maybe ", U"perhaps ", U"possibly "}) > 0;
}

// What happened at a point, as a question and a story name it.
using Family = std::array<LineView, 10>;
constexpr std::array families{
    Family{U"付", U"充", U"转账", U"打款", U"扣", U"pay", U"paid"},
    Family{U"下单", U"下的单", U"买", U"购", U"bought", U"order", U"purchase"},
    Family{U"申请", U"提现", U"提交", U"asked", U"withdr", U"request", U"applied"},
    Family{U"发货", U"签收", U"收到", U"到货", U"到账", U"到的", U"received", U"deliver",
           U"shipped", U"arriv"},
    Family{U"解决", U"处理", U"最晚", U"最迟", U"before", U"by ", U"at the latest"}};

bool names(const Line& part, const Family& family) {
  return std::any_of(family.begin(), family.end(),
                     [&](LineView word) { return !word.empty() && part.find(word) != Line::npos; });
}

// The last of them are what is to happen: "before" also tells of the day before.
constexpr std::ptrdiff_t demands = 1;

// Does the clause tell of what is asked about?
bool is_about(const Line& part, const Line& about) {
  return std::any_of(families.begin(), families.end(), [&](const Family& family) {
    return names(about, family) && names(part, family);
  });
}

Line part_of(const Line& line, const Clause& clause) {
  return line.substr(clause.from, clause.to - clause.from);
}

void read_clauses(std::vector<Clause>& clauses, const Line& line, const Masks& masks,
                  const LocalTime& now, const Line& about) {
  for (auto& clause : clauses) {
    const Line part = part_of(line, clause);
    clause.said = said_in(part, now);
    clause.denied = is_denied(masks.all, clause);
    clause.aside = is_aside(part);
    clause.asked = is_about(part, about);
    clause.alternative = is_alternative(part);
  }
}

using Chosen = std::vector<const Clause*>;

// The clause that tells the day of an hour: the next in front that names one
// ("昨天十点下单，三点付的"), else the next behind that names nothing else ("三点，昨天").
const Clause* day_beside(const std::vector<Clause>& clauses, const Clause& hour) {
  const auto index = &hour - clauses.data();
  for (auto at = index - 1; at >= 0; --at) {
    const auto& before = clauses[static_cast<std::size_t>(at)];
    if (before.said.date && !before.denied) return &before;
  }
  for (auto at = index + 1; at < static_cast<std::ptrdiff_t>(clauses.size()); ++at) {
    const auto& behind = clauses[static_cast<std::size_t>(at)];
    if (!behind.tells() || behind.denied) continue;
    return behind.said.date && !behind.timed() ? &behind : nullptr;
  }
  return nullptr;
}

bool same_point(const std::vector<Clause>& clauses, const Clause& left, const Clause& right,
                const LocalTime& now) {
  const auto point = [&](const Clause& clause) {
    Said said = clause.said;
    const auto* day = said.date ? nullptr : day_beside(clauses, clause);
    if (day != nullptr) said.date = day->said.date;
    return point_of(said, now);
  };
  const auto a = point(left);
  const auto b = point(right);
  return a.date == b.date && a.hour == b.hour && a.minute == b.minute;
}

// "一次三点一次四点": without a word that divides them.
bool names_two_hours(const Line& part) {
  Line rest = part;
  const auto first = take_time(rest, true);
  const auto second = first ? take_time(rest, true) : std::nullopt;
  return second && (first->hour % 12 != second->hour % 12 || first->minute != second->minute);
}

// The clauses that tell hours which may be meant; of those that tell what is asked about, if any
// do.
Chosen hours_of(const std::vector<Clause>& clauses) {
  const bool asked = std::any_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return clause.asked && clause.timed() && !clause.denied;
  });
  Chosen out;
  for (const bool aside : {false, true}) {
    bool others = false;
    for (const auto& clause : clauses) {
      if (clause.denied || clause.aside != aside || (asked && !clause.asked)) continue;
      if (clause.timed()) out.push_back(&clause);
      others = others || clause.tells();
    }
    if (others) break;
  }
  return out;
}

// Hardly anything but the hour: "下午三点左右", "around 3pm I think".
bool is_bare(const Masks& masks, const Clause& clause) {
  constexpr std::size_t letters_max = 5;
  constexpr std::size_t words_max = 4;
  std::size_t han = 0;
  std::size_t words = 0;
  for (std::size_t at = clause.from; at < clause.to; ++at) {
    const char32_t c = masks.all[at];
    if (text::is_han(c)) ++han;
    const bool begins = text::is_ascii_letter(c) &&
                        (at == clause.from || !text::is_ascii_letter(masks.all[at - 1]));
    if (begins) ++words;
  }
  return han <= letters_max && words <= words_max;
}

// "昨天付的，今天下午三点要用": the day is told of what is asked about, the hour of something else.
bool tells_another(const Masks& masks, const std::vector<Clause>& clauses, const Chosen& hours) {
  const bool day_asked = std::any_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return clause.asked && clause.said.date && !clause.timed() && !clause.denied;
  });
  return day_asked && std::any_of(hours.begin(), hours.end(), [&](const Clause* hour) {
           return !hour->asked && (hour->said.date || !is_bare(masks, *hour));
         });
}

// `day`: of that clause only the day is kept; null: none.
void keep_only(Told& told, const Masks& masks, const std::vector<Clause>& clauses,
               const Chosen& chosen, const Clause* day) {
  for (const auto& clause : clauses) {
    const bool kept = std::find(chosen.begin(), chosen.end(), &clause) != chosen.end();
    if (clause.denied) told.denied += part_of(told.kept, clause) + U" ";
    if (kept) continue;
    for (std::size_t at = clause.from; at < clause.to; ++at) {
      if (&clause != day || masks.dates[at] != taken) told.kept[at] = U' ';
    }
  }
}

// Days alone: "不是昨天，是前天"; and all there is beside them.
Chosen days_of(const std::vector<Clause>& clauses) {
  Chosen out;
  for (const auto& clause : clauses) {
    const bool other = clause.aside && clause.said.date;
    if (!clause.denied && !other && !clause.timed()) out.push_back(&clause);
  }
  return out;
}

}  // namespace

bool tells_of_another(const Line& line, std::string_view about) {
  const Line asked = text::decode(text::normalize(about));
  const auto named = [](const Line& part) {
    return std::any_of(families.begin(), families.end() - demands,
                       [&part](const Family& family) { return names(part, family); });
  };
  return named(asked) && named(line) && !is_about(line, asked);
}

Told told_in(const Line& line, const LocalTime& now, std::string_view about) {
  Told told{line, {}, false, false};
  const Masks masks = masks_of(line, now.date);
  auto clauses = divided(masks);
  told.nothing = clauses.empty();
  if (clauses.empty()) return told;
  if (clauses.size() == 1 && !is_denied(masks.all, clauses.front())) {
    told.several = names_two_hours(line);
    return told;
  }
  read_clauses(clauses, line, masks, now, text::decode(text::normalize(about)));
  for (std::size_t i = 1; i < clauses.size(); ++i) {
    told.several = told.several || (clauses[i].alternative && clauses[i].tells());
  }
  Chosen hours = hours_of(clauses);
  if (tells_another(masks, clauses, hours)) hours.clear();
  if (hours.empty()) {
    keep_only(told, masks, clauses, days_of(clauses), nullptr);
    return told;
  }
  for (const auto* hour : hours) {
    told.several = told.several || !same_point(clauses, *hours.front(), *hour, now) ||
                   names_two_hours(part_of(line, *hour));
  }
  Chosen chosen{hours.front()};
  const auto* day = hours.front()->said.date ? nullptr : day_beside(clauses, *hours.front());
  // "昨天三点还没付，四点付的": of that day or of another?
  told.several = told.several || (day != nullptr && day->aside && !hours.front()->aside);
  // A part of the day of its own: "昨天，下午，三点".
  for (const auto& clause : clauses) {
    if (!clause.tells() && !clause.denied && !clause.aside) chosen.push_back(&clause);
  }
  keep_only(told, masks, clauses, chosen, day);
  return told;
}

}  // namespace yingda::dialogue
