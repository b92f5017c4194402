#include "learning/report.hpp"

#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace yingda::learning {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t samples_in_text_max = 3;

std::string place_of(const Cluster& cluster) {
  return std::to_string(cluster.count) + "." + cluster.id;
}

// Behind a place in the queue's order, also when its own cluster has moved or gone.
struct Place {
  std::size_t count = 0;
  std::string id;
  bool before(const Cluster& cluster) const {
    return count != cluster.count ? count > cluster.count : id < cluster.id;
  }
};

Result<Place> parse_place(const std::string& text) {
  Place out;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), out.count);
  const auto dot = static_cast<std::size_t>(end - text.data());
  if (bad != std::errc() || dot + 1 >= text.size() || text[dot] != '.' || text.size() > 40) {
    return Error{ErrorCode::invalid, "`after` is the `next` of the page before."};
  }
  out.id = text.substr(dot + 1);
  return out;
}

OrderedJson samples_json(const Cluster& cluster) {
  OrderedJson out = OrderedJson::array();
  for (const auto& sample : cluster.samples) {
    out.push_back({{"text", sample.text},
                   {"count", sample.count},
                   {"last_at", to_rfc3339(sample.last_at)},
                   {"trouble", to_string(sample.trouble)}});
  }
  return out;
}

OrderedJson troubles_json(const Cluster& cluster) {
  OrderedJson out = OrderedJson::object();
  for (std::size_t i = 0; i < trouble_count; ++i) {
    out[std::string(to_string(static_cast<Trouble>(i)))] = cluster.troubles[i];
  }
  return out;
}

OrderedJson cluster_json(const Cluster& cluster) {
  OrderedJson out{{"id", cluster.id},
                  {"locale", cluster.locale},
                  {"title", cluster.title},
                  {"count", cluster.count},
                  {"conversations", cluster.conversations},
                  {"last_7_days", cluster.last_week},
                  {"before_7_days", cluster.week_before},
                  {"troubles", troubles_json(cluster)},
                  {"first_at", to_rfc3339(cluster.first_at)},
                  {"last_at", to_rfc3339(cluster.last_at)},
                  {"samples", samples_json(cluster)}};
  if (const auto& nearest = cluster.nearest) {
    const bool flow = nearest->kind == knowledge::DocumentKind::flow;
    out["nearest"] = {{"kind", flow ? "flow" : "article"},
                      {"id", nearest->id},
                      {"title", nearest->title},
                      {"score", nearest->score}};
  }
  if (const auto& correction = cluster.correction) {
    const bool flow = correction->article.starts_with("flow:");
    out["correction"] = {{"kind", flow ? "flow" : "article"},
                         {"id", flow ? correction->article.substr(5) : correction->article},
                         {"title", correction->title},
                         {"count", correction->count}};
  }
  if (const auto& dismissed = cluster.dismissed) {
    out["dismissed"] = {
        {"number", dismissed->number}, {"at", to_rfc3339(dismissed->at)}, {"by", dismissed->by}};
  }
  return out;
}

OrderedJson share_json(const Share& share) {
  return {{"share", share.whole == 0 ? OrderedJson(nullptr) : OrderedJson(share.value())},
          {"count", share.part},
          {"of", share.whole}};
}

OrderedJson bins_json(const Quality& quality) {
  OrderedJson out = OrderedJson::array();
  for (const auto& bin : quality.bins) {
    if (bin.count == 0) continue;
    out.push_back({{"from", bin.from},
                   {"count", bin.count},
                   {"confidence", bin.confidence},
                   {"right", static_cast<double>(bin.right) / static_cast<double>(bin.count)}});
  }
  return out;
}

OrderedJson retuned_json(const knowledge::Retuning& retuned) {
  return {{"shift", retuned.shift}, {"right", retuned.right}, {"wrong", retuned.wrong}};
}

OrderedJson gates_json(const std::vector<GateLine>& gates) {
  OrderedJson out = OrderedJson::array();
  for (const auto& gate : gates) {
    out.push_back({{"locale", gate.locale},
                   {"live", retuned_json(gate.live)},
                   {"next", retuned_json(gate.next)}});
  }
  return out;
}

std::string dump(const OrderedJson& json) {
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace);
}

std::string format(const char* pattern, auto... values) {
  char out[256];
  std::snprintf(out, sizeof out, pattern, values...);
  return out;
}

std::string gates_text(const std::vector<GateLine>& gates) {
  std::string out;
  for (const auto& [locale, live, next] : gates) {
    out += format(
        "gate %-13s %+.2f, and %+.2f with the next publish\n  what traffic adds to how sure it is "
        "(log odds): %zu judged right, %zu wrong\n",
        locale.c_str(), live.shift, next.shift, next.right, next.wrong);
  }
  return out;
}

std::string share_text(const Share& share) {
  if (share.whole == 0) return "   -   (nothing to go by)";
  return format("%5.1f %%  (%zu of %zu)", share.value() * 100, share.part, share.whole);
}

// Up or down against the seven days before.
std::string trend_text(const Cluster& cluster) {
  return std::to_string(cluster.last_week) + " in the newest 7 days, " +
         std::to_string(cluster.week_before) + " in the 7 before";
}

std::string cluster_text(const Cluster& cluster) {
  std::string out = cluster.id + "  " + std::to_string(cluster.count) + "x  " + cluster.title +
                    "  [" + cluster.locale + "]\n    " + std::to_string(cluster.conversations) +
                    " conversations; " + trend_text(cluster) + "\n   ";
  for (std::size_t i = 0; i < trouble_count; ++i) {
    if (cluster.troubles[i] == 0) continue;
    out += " " + std::string(to_string(static_cast<Trouble>(i))) + " " +
           std::to_string(cluster.troubles[i]);
  }
  out += "\n";
  for (std::size_t i = 0; i < cluster.samples.size() && i < samples_in_text_max; ++i) {
    const auto& sample = cluster.samples[i];
    out +=
        "    - " + sample.text + (sample.count > 1 ? format("  (%zux)", sample.count) : "") + "\n";
  }
  if (const auto& nearest = cluster.nearest) {
    const bool flow = nearest->kind == knowledge::DocumentKind::flow;
    out += std::string("    nearest: ") + (flow ? "flow " : "article ") + nearest->id + " (" +
           nearest->title + format("), %.0f %% sure\n", nearest->score * 100);
  }
  if (const auto& correction = cluster.correction) {
    out += "    people chose: " + correction->article + " (" + correction->title +
           format("), %zux\n", correction->count);
  }
  if (const auto& dismissed = cluster.dismissed) {
    out += "    dismissed by " + dismissed->by + " on " + to_rfc3339(dismissed->at) + "\n";
  }
  return out;
}

}  // namespace

Result<std::string> queue_json(const Queue& queue, const QueuePage& page) {
  std::optional<Place> after;
  if (!page.after.empty()) {
    const auto place = parse_place(page.after);
    if (!place) return place.error();
    after = *place;
  }
  OrderedJson clusters = OrderedJson::array();
  const Cluster* last = nullptr;
  std::size_t total = 0;
  bool more = false;
  for (const auto& cluster : queue.clusters) {
    if (cluster.dismissed.has_value() != page.dismissed) continue;
    ++total;
    if (after && !after->before(cluster)) continue;
    more = clusters.size() == page.rows;
    if (more) continue;
    clusters.push_back(cluster_json(cluster));
    last = &cluster;
  }
  OrderedJson out{{"from", to_rfc3339(queue.from)}, {"to", to_rfc3339(queue.to)},
                  {"release", queue.release},       {"utterances", queue.utterances},
                  {"troubled", queue.troubled},     {"settled", queue.settled},
                  {"wordless", queue.wordless},     {"total", total},
                  {"clusters", std::move(clusters)}};
  if (more) out["next"] = place_of(*last);
  return dump(out);
}

std::string queue_text(const Queue& queue, const QueuePage& page) {
  std::string out = format("%zu questions, %zu with trouble; %zu of those %s answers by now\n\n",
                           queue.utterances, queue.troubled, queue.settled, queue.release.c_str());
  std::size_t shown = 0, total = 0;
  for (const auto& cluster : queue.clusters) {
    if (cluster.dismissed.has_value() != page.dismissed) continue;
    ++total;
    if (shown == page.rows) continue;
    ++shown;
    out += cluster_text(cluster) + "\n";
  }
  if (total == 0) return out + "Nothing to do.\n";
  if (shown < total) out += format("%zu more; --limit shows them\n", total - shown);
  return out;
}

std::string quality_json(const Quality& quality, const std::vector<GateLine>& gates, Instant from,
                         Instant to) {
  const auto& deflection = quality.deflection;
  OrderedJson deflected = share_json(deflection.share());
  deflected["visits"] = deflection.visits;
  deflected["with_person"] = deflection.with_person;
  deflected["returned"] = deflection.returned;
  deflected["undecided"] = deflection.undecided;
  OrderedJson hits = share_json(quality.hits);
  hits["helped"] = quality.helped;
  hits["not_helped"] = quality.not_helped;
  hits["corrected"] = quality.corrected;
  OrderedJson calibration = share_json(quality.calibrated);
  calibration["expected_error"] =
      quality.calibrated.whole == 0 ? OrderedJson(nullptr) : OrderedJson(quality.calibration_error);
  calibration["bins"] = bins_json(quality);
  return dump({{"from", to_rfc3339(from)},
               {"to", to_rfc3339(to)},
               {"conversations", quality.conversations},
               {"questions", quality.questions},
               {"answered", quality.answered},
               {"asked_back", quality.asked_back},
               {"unanswered", quality.unanswered},
               {"deflection", std::move(deflected)},
               {"hits", std::move(hits)},
               {"picked", share_json(quality.picked)},
               {"first_right", share_json(quality.first_right)},
               {"first_three_right", share_json(quality.first_three_right)},
               {"calibration", std::move(calibration)},
               {"gates", gates_json(gates)}});
}

std::string quality_text(const Quality& quality, const std::vector<GateLine>& gates, Instant from,
                         Instant to) {
  const auto& deflection = quality.deflection;
  std::string out = to_rfc3339(from) + " to " + to_rfc3339(to) + "\n" +
                    format(
                        "%zu conversations, %zu questions: %zu answered, %zu asked back, %zu "
                        "not understood\n\n",
                        quality.conversations, quality.questions, quality.answered,
                        quality.asked_back, quality.unanswered);
  out += "deflection         " + share_text(deflection.share()) +
         format(
             "\n  visits without a person after which nobody came back within 72 h; of %zu "
             "visits\n  %zu had a person, %zu came back, %zu may still (not counted)\n",
             deflection.visits, deflection.with_person, deflection.returned, deflection.undecided);
  out += "hit rate           " + share_text(quality.hits) +
         format(
             "\n  answers that helped, of those that anybody judged: %zu visitors yes, %zu no; "
             "agents\n  sent another article %zu times\n",
             quality.helped, quality.not_helped, quality.corrected);
  out += "asked back         " + share_text(quality.picked) +
         "\n  one of the suggestions was picked\n";
  out += "first candidate    " + share_text(quality.first_right) + "\nfirst three        " +
         share_text(quality.first_three_right) +
         "\n  right, where visitor or agent told which entry is\n";
  out += "calibration        " + share_text(quality.calibrated) +
         format(
             "\n  the first candidate was right; expected error %.3f: the mean gap between "
             "confidence and that\n",
             quality.calibration_error);
  for (const auto& bin : quality.bins) {
    if (bin.count == 0) continue;
    out += format("  %.1f to %.1f   %5zu   said %.2f, right %.2f\n", bin.from, bin.from + 0.1,
                  bin.count, bin.confidence,
                  static_cast<double>(bin.right) / static_cast<double>(bin.count));
  }
  return out + gates_text(gates);
}

}  // namespace yingda::learning
