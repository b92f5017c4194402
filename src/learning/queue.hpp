#pragma once
// The editors' queue: what the bot could not do, did wrongly or had to ask back, grouped by what it
// is about. A question that the live release answers by now is settled and leaves it by itself.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conversation/catalog.hpp"
#include "learning/traffic.hpp"

namespace yingda::learning {

// Why a question is in the queue; the gravest counts.
enum class Trouble { corrected, disliked, unanswered, asked_back };
inline constexpr std::size_t trouble_count = 4;
std::string_view to_string(Trouble trouble);
// nullopt: it was answered, and nobody says that wrongly.
std::optional<Trouble> trouble_of(const Utterance& utterance);

struct Sample {
  std::string text;  // masked
  std::size_t count = 0;
  Instant last_at{};
  Trouble trouble = Trouble::unanswered;  // the gravest of them
};

// An entry of the knowledge base that a cluster may belong to.
struct Nearest {
  knowledge::DocumentKind kind = knowledge::DocumentKind::article;
  std::string id;
  std::string title;
  double score = 0;  // mean confidence of the live engine, 0 to 1
};

struct Correction {
  std::string article;
  std::string title;      // empty: there is no such article any more
  std::size_t count = 0;  // how often an agent sent it, or a visitor picked it
};

// What a cluster is about, in a form that says nothing of who said it: hashes of its features and
// their weights, a vector of about unit length.
using Signature = std::map<std::string, double>;
double likeness(const Signature& a, const Signature& b);

// An editor has said that a cluster needs nothing.
struct Dismissal {
  std::int64_t number = 0;
  Instant at{};
  std::string by;
  std::string locale;
  std::size_t count = 0;  // of the cluster then
  Signature signature;
};

struct Cluster {
  std::string id;  // of its oldest question; the same as long as that stays
  std::string locale;
  std::string title;  // the question that is most like all others, masked
  std::size_t count = 0;
  std::size_t conversations = 0;
  std::size_t last_week = 0;    // of the newest 7 days
  std::size_t week_before = 0;  // and of the 7 days before them
  std::array<std::size_t, trouble_count> troubles{};
  Instant first_at{};
  Instant last_at{};
  std::vector<Sample> samples;  // most frequent first
  std::optional<Nearest> nearest;
  std::optional<Correction> correction;
  Signature signature;
  std::optional<Dismissal> dismissed;  // and has not grown markedly since
};

struct Queue {
  Instant from{};  // what was looked at
  Instant to{};
  std::string release;            // that was asked again
  std::size_t utterances = 0;     // questions the bot dealt with
  std::size_t troubled = 0;       // of them: something was wrong with the answer
  std::size_t settled = 0;        // of those: answered by the live release
  std::size_t wordless = 0;       // of those: no word in it to go by
  std::vector<Cluster> clusters;  // the largest first; dismissed ones too
};

inline constexpr std::size_t samples_max = 20;

// `now` is what the weeks are counted from. The same in gives the same out.
Queue build_queue(const std::vector<Utterance>& utterances, const conversation::Catalog& live,
                  const std::vector<Dismissal>& dismissals, Instant from, Instant now);

}  // namespace yingda::learning
