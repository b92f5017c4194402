#include "learning/queue.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "text/normalize.hpp"

namespace yingda::learning {
namespace {

using knowledge::DocumentKind;
using knowledge::Understanding;

constexpr TimeSpan week = std::chrono::hours(24 * 7);
// From here on two clusters are about the same.
constexpr double same_min = 0.5;
// A dismissed cluster comes back when it has grown by what it had, and by no fewer than these.
constexpr std::size_t grown_min = 5;

// FNV-1a, 64 bits, in hex: short, and the same everywhere.
std::string hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 15];
  return out;
}

// One wording with everybody who used it.
struct Wording {
  std::string text;  // as it was said first
  std::vector<const Utterance*> said;
  Understanding live;  // what the live engine makes of it
};

// What should have been said, as far as anybody told.
Target wanted_of(const Utterance& utterance) {
  if (!utterance.corrected.empty()) return utterance.corrected;
  return utterance.helped == false ? Target() : utterance.chosen;
}

Target answer_of(const Understanding& live) {
  if (live.outcome != knowledge::Outcome::answer || live.candidates.empty()) return {};
  const auto& best = live.candidates.front();
  return (best.kind == DocumentKind::flow ? "flow:" : "") + best.id;
}

bool is_settled(const Utterance& utterance, const Understanding& live) {
  const Target answer = answer_of(live);
  if (answer.empty()) return false;
  if (const Target wanted = wanted_of(utterance); !wanted.empty()) {
    return answer == wanted || "flow:" + live.related == wanted;
  }
  return utterance.helped != false || answer != utterance.answered;
}

using Wordings = std::map<std::pair<std::string, std::string>, Wording>;  // locale, match key

Wordings wordings_of(const std::vector<Utterance>& utterances, const conversation::Catalog& live,
                     Queue& out) {
  Wordings wordings;
  for (const auto& utterance : utterances) {
    ++out.utterances;
    if (!trouble_of(utterance)) continue;
    ++out.troubled;
    const std::string key = text::match_key(utterance.text);
    if (key.empty()) {
      ++out.wordless;
      continue;
    }
    const std::string& locale = utterance.locale.empty() ? live.default_locale : utterance.locale;
    auto& wording = wordings[{locale, key}];
    if (wording.text.empty()) {
      wording.text = utterance.text;
      wording.live = live.engine->understand(utterance.text, {locale, {}});
    }
    if (is_settled(utterance, wording.live)) {
      ++out.settled;
    } else {
      wording.said.push_back(&utterance);
    }
  }
  return wordings;
}

Sample sample_of(const Wording& wording) {
  Sample out{wording.text, wording.said.size(), {}, Trouble::asked_back};
  for (const auto* utterance : wording.said) {
    out.last_at = std::max(out.last_at, utterance->at);
    out.trouble = std::min(out.trouble, *trouble_of(*utterance));
  }
  return out;
}

std::string title_of(const conversation::Catalog& live, const Target& target,
                     const std::string& locale) {
  if (target.starts_with("flow:")) {
    const auto* flow = live.flows.find(target.substr(5));
    return flow == nullptr ? "" : dialogue::pick(flow->name, locale, live.default_locale);
  }
  const auto* article = live.article(target, locale);
  return article == nullptr ? "" : article->title;
}

void count_in(const Utterance& utterance, Instant now, Cluster& out,
              std::set<std::string>& conversations) {
  ++out.count;
  ++out.troubles[static_cast<std::size_t>(*trouble_of(utterance))];
  conversations.insert(utterance.conversation);
  if (utterance.at > now - week) {
    ++out.last_week;
  } else if (utterance.at > now - 2 * week) {
    ++out.week_before;
  }
}

// The entry that most of what was said is nearest to.
std::optional<Nearest> nearest_of(const std::vector<const Wording*>& wordings, std::size_t count) {
  std::map<std::pair<DocumentKind, std::string>, Nearest> sums;
  for (const auto* wording : wordings) {
    if (wording->live.candidates.empty()) continue;
    const auto& best = wording->live.candidates.front();
    auto& sum = sums[{best.kind, best.id}];
    sum.kind = best.kind;
    sum.id = best.id;
    sum.title = best.title;
    sum.score += wording->live.confidence * static_cast<double>(wording->said.size());
  }
  std::optional<Nearest> out;
  for (const auto& [key, sum] : sums) {
    if (!out || sum.score > out->score) out = sum;
  }
  if (out) out->score /= static_cast<double>(count);
  return out;
}

std::optional<Correction> correction_of(const std::vector<const Wording*>& wordings,
                                        const conversation::Catalog& live,
                                        const std::string& locale) {
  std::map<Target, std::size_t> counts;
  for (const auto* wording : wordings) {
    for (const auto* utterance : wording->said) {
      if (const Target wanted = wanted_of(*utterance); !wanted.empty()) ++counts[wanted];
    }
  }
  std::optional<Correction> out;
  for (const auto& [target, count] : counts) {
    if (!out || count > out->count) out = Correction{target, title_of(live, target, locale), count};
  }
  return out;
}

Signature signature_of(const knowledge::TextGroup& group) {
  Signature out;
  for (const auto& feature : group.features) out[hash_of(feature.name)] = feature.weight;
  return out;
}

Cluster cluster_of(const std::vector<const Wording*>& wordings, const knowledge::TextGroup& group,
                   const std::string& locale, const conversation::Catalog& live, Instant now) {
  Cluster out;
  out.locale = locale;
  out.signature = signature_of(group);
  const Utterance* oldest = nullptr;
  std::set<std::string> conversations;
  for (const auto* wording : wordings) {
    for (const auto* utterance : wording->said) {
      count_in(*utterance, now, out, conversations);
      out.last_at = std::max(out.last_at, utterance->at);
      const auto order = [](const Utterance* one) {
        return std::tie(one->at, one->conversation, one->step);
      };
      if (oldest == nullptr || order(utterance) < order(oldest)) oldest = utterance;
    }
    out.samples.push_back(sample_of(*wording));
  }
  out.conversations = conversations.size();
  out.first_at = oldest->at;
  out.id = hash_of(locale + "\n" + oldest->conversation + "\n" + std::to_string(oldest->step))
               .substr(0, 12);
  std::stable_sort(out.samples.begin(), out.samples.end(), [](const Sample& a, const Sample& b) {
    return a.count != b.count ? a.count > b.count : a.last_at > b.last_at;
  });
  if (out.samples.size() > samples_max) out.samples.resize(samples_max);
  out.nearest = nearest_of(wordings, out.count);
  out.correction = correction_of(wordings, live, locale);
  return out;
}

// The newest decision about this cluster, unless so much was asked since that it must be looked at
// again.
std::optional<Dismissal> dismissal_of(const Cluster& cluster,
                                      const std::vector<const Wording*>& wordings,
                                      const std::vector<Dismissal>& dismissals) {
  const Dismissal* newest = nullptr;
  for (const auto& dismissal : dismissals) {
    if (dismissal.locale != cluster.locale) continue;
    if (likeness(dismissal.signature, cluster.signature) < same_min) continue;
    if (newest == nullptr || dismissal.at >= newest->at) newest = &dismissal;
  }
  if (newest == nullptr) return std::nullopt;
  std::size_t since = 0;
  for (const auto* wording : wordings) {
    since += static_cast<std::size_t>(
        std::count_if(wording->said.begin(), wording->said.end(),
                      [&](const Utterance* utterance) { return utterance->at > newest->at; }));
  }
  if (since >= std::max(grown_min, newest->count)) return std::nullopt;
  return *newest;
}

void add_locale(const std::string& locale, std::vector<const Wording*> wordings,
                const conversation::Catalog& live, const std::vector<Dismissal>& dismissals,
                Instant now, Queue& out) {
  // What many asked shapes the groups, and what is left out beyond the limit was asked seldom.
  std::stable_sort(wordings.begin(), wordings.end(), [](const Wording* a, const Wording* b) {
    return a->said.size() > b->said.size();
  });
  std::vector<std::string> texts;
  for (const auto* wording : wordings) texts.push_back(wording->text);
  std::size_t grouped = 0, all = 0;
  for (const auto* wording : wordings) all += wording->said.size();
  for (const auto& group : live.engine->group(texts, locale)) {
    std::vector<const Wording*> members;
    for (const auto member : group.members) members.push_back(wordings[member]);
    for (const auto* wording : members) grouped += wording->said.size();
    auto cluster = cluster_of(members, group, locale, live, now);
    cluster.title = texts[group.typical];
    cluster.dismissed = dismissal_of(cluster, members, dismissals);
    out.clusters.push_back(std::move(cluster));
  }
  out.wordless += all - grouped;
}

}  // namespace

std::string_view to_string(Trouble trouble) {
  static constexpr std::array<std::string_view, trouble_count> names{"corrected", "disliked",
                                                                     "unanswered", "asked_back"};
  return names[static_cast<std::size_t>(trouble)];
}

std::optional<Trouble> trouble_of(const Utterance& utterance) {
  if (!utterance.corrected.empty()) return Trouble::corrected;
  if (utterance.helped == false) return Trouble::disliked;
  if (utterance.came == Came::unanswered) return Trouble::unanswered;
  if (utterance.came == Came::asked_back) return Trouble::asked_back;
  return std::nullopt;
}

double likeness(const Signature& a, const Signature& b) {
  double product = 0, length_a = 0, length_b = 0;
  for (const auto& [hash, weight] : a) {
    length_a += weight * weight;
    if (const auto other = b.find(hash); other != b.end()) product += weight * other->second;
  }
  for (const auto& [hash, weight] : b) length_b += weight * weight;
  return product == 0 ? 0 : product / std::sqrt(length_a * length_b);
}

Queue build_queue(const std::vector<Utterance>& utterances, const conversation::Catalog& live,
                  const std::vector<Dismissal>& dismissals, Instant from, Instant now) {
  Queue out;
  out.from = from;
  out.to = now;
  out.release = live.release;
  const auto wordings = wordings_of(utterances, live, out);
  std::map<std::string, std::vector<const Wording*>> by_locale;
  for (const auto& [key, wording] : wordings) {
    if (!wording.said.empty()) by_locale[key.first].push_back(&wording);
  }
  for (const auto& [locale, said] : by_locale) {
    add_locale(locale, said, live, dismissals, now, out);
  }
  std::sort(out.clusters.begin(), out.clusters.end(), [](const Cluster& a, const Cluster& b) {
    return a.count != b.count ? a.count > b.count : a.id < b.id;
  });
  return out;
}

}  // namespace yingda::learning
