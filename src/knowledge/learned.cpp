#include "knowledge/learned.hpp"

#include <bit>
#include <sstream>

namespace yingda::knowledge {
namespace {

// A line a locale: its name, then numbers. Another way of learning, be it another normal form of
// the texts, needs another number here: what an older program learned is then learned again.
constexpr std::string_view head = "yingda-learned 6";

class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(0x100);  // no byte: "ab","c" and "a","bc" differ
  }
  std::uint64_t value() const { return value_; }

 private:
  void step(std::uint64_t symbol) { value_ = (value_ ^ symbol) * 1099511628211ULL; }
  std::uint64_t value_ = 14695981039346656037ULL;
};

// As bits, so that nothing is lost by rounding.
void write_number(std::ostream& out, double value) {
  out << ' ' << std::hex << std::bit_cast<std::uint64_t>(value) << std::dec;
}

bool read_number(std::istream& in, double& value) {
  std::uint64_t bits = 0;
  if (!(in >> std::hex >> bits >> std::dec)) return false;
  value = std::bit_cast<double>(bits);
  return true;
}

bool read_line(const std::string& line, std::string& locale, Learned& learned) {
  std::istringstream in(line);
  std::size_t topics = 0;
  if (!(in >> locale >> learned.documents)) return false;
  for (double& weight : learned.weights) {
    if (!read_number(in, weight)) return false;
  }
  for (double& coefficient : learned.gate.coefficients) {
    if (!read_number(in, coefficient)) return false;
  }
  if (!read_number(in, learned.gate.answer_min)) return false;
  if (!read_number(in, learned.gate.ask_min) || !(in >> topics)) return false;
  if (topics > line.size()) return false;
  learned.topics.resize(topics);
  for (auto& topic : learned.topics) {
    if (!(in >> topic) || topic >= topics) return false;
  }
  if ((in >> std::ws).eof()) return true;
  auto& retuned = learned.gate.retuned;
  if (!read_number(in, retuned.shift) || !(in >> retuned.right >> retuned.wrong)) return false;
  return (in >> std::ws).eof();  // numbers left over: not what was written here
}

}  // namespace

std::uint64_t fingerprint(const std::vector<Document>& documents, const Options& options) {
  Hash hash;
  hash.add(options.index_titles ? "titles" : "no titles");
  for (const auto& part : options.without) hash.add(part);
  for (const auto& [locale, groups] : options.synonyms) {
    hash.add(locale);
    for (const auto& group : groups) {
      for (const auto& word : group) hash.add(word);
      hash.add("");
    }
  }
  for (const auto& document : documents) {
    hash.add(document.kind == DocumentKind::flow ? "flow" : "article");
    for (const auto* text : {&document.id, &document.locale, &document.title, &document.body}) {
      hash.add(*text);
    }
    for (const auto& question : document.questions) hash.add(question);
    hash.add("");
  }
  return hash.value();
}

std::string write_learned(const std::map<std::string, Learned>& learned) {
  std::ostringstream out;
  out << head << '\n';
  for (const auto& [locale, one] : learned) {
    out << locale << ' ' << one.documents;
    for (const double weight : one.weights) write_number(out, weight);
    for (const double coefficient : one.gate.coefficients) write_number(out, coefficient);
    write_number(out, one.gate.answer_min);
    write_number(out, one.gate.ask_min);
    out << ' ' << one.topics.size();
    for (const auto topic : one.topics) out << ' ' << topic;
    const auto& retuned = one.gate.retuned;
    if (retuned != Retuning{}) {
      write_number(out, retuned.shift);
      out << ' ' << retuned.right << ' ' << retuned.wrong;
    }
    out << '\n';
  }
  return out.str();
}

std::map<std::string, Learned> read_learned(std::string_view text) {
  std::map<std::string, Learned> out;
  std::istringstream in{std::string(text)};
  std::string line;
  if (!std::getline(in, line) || line != head) return out;
  while (std::getline(in, line)) {
    std::string locale;
    Learned learned;
    if (read_line(line, locale, learned)) out[locale] = std::move(learned);
  }
  return out;
}

std::string with_retuning(std::string_view learned,
                          const std::map<std::string, Retuning>& retuned) {
  auto all = read_learned(learned);
  for (auto& [locale, one] : all) {
    const auto found = retuned.find(locale);
    one.gate.retuned = found == retuned.end() ? Retuning{} : found->second;
  }
  return write_learned(all);
}

}  // namespace yingda::knowledge
