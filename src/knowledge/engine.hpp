#pragma once
// What did the visitor mean? An `Engine` is trained once from all articles and flow triggers of a
// release and is immutable from then on: `understand` is a pure function, safe on any thread.
// Articles and flows compete in one ranking.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/synonyms.hpp"

namespace yingda::knowledge {

enum class DocumentKind { article, flow };

// One thing that can be meant, in one locale.
struct Document {
  DocumentKind kind = DocumentKind::article;
  std::string id;
  std::string locale;
  std::string title;
  std::vector<std::string> questions;  // variants as people would ask
  std::string body;                    // plain text; may help the ranking, never decides alone
};

// answer: sure enough to act; ask_back: show the best three; dont_know: say so.
enum class Outcome { answer, ask_back, dont_know };

struct Feature {
  std::string name;
  double weight = 0;
  bool operator==(const Feature&) const = default;
};

struct Candidate {
  DocumentKind kind = DocumentKind::article;
  std::string id;
  std::string title;
  double score = 0;               // 0 to 1, comparable within one understanding
  std::string matched;            // the variant that fits best
  std::vector<Feature> features;  // the strongest shared features, largest first, at most 5
  bool operator==(const Candidate&) const = default;
};

struct Understanding {
  Outcome outcome = Outcome::dont_know;
  double confidence = 0;              // 0 to 1: how sure that candidates[0] is right
  std::string locale;                 // the index that was asked
  std::string related;                // the flow that does what candidates[0], an article, explains
  std::string reason;                 // why this outcome, for people
  std::vector<Candidate> candidates;  // best first, at most 5
  bool operator==(const Understanding&) const = default;
};

struct Context {
  std::string locale;        // of the conversation; the text's own script wins
  std::string last_article;  // for follow-ups
};

struct Options {
  bool index_titles = true;
  // What an engine for the same documents had learned: then nothing is learned again. For other
  // documents it is not used.
  std::string learned;
  // Parts of the score to leave out, by name (see blend.hpp): for measuring what each is worth.
  std::vector<std::string> without{};
  std::map<std::string, SynonymGroups> synonyms{};  // by locale
};

// Texts that ask the same thing, as places in the list they were given in.
struct TextGroup {
  std::vector<std::size_t> members;  // in the list's order
  std::size_t typical = 0;           // the member that is most like all others
  std::vector<Feature> features;     // what they have in common, largest first; see group()
};

class Engine {
 public:
  static std::shared_ptr<const Engine> train(std::vector<Document> documents,
                                             const Options& options = {});
  virtual ~Engine() = default;
  virtual Understanding understand(std::string_view text, const Context& context) const = 0;
  // Groups what visitors asked, with the features, weights and synonyms of that locale's index;
  // groups in the order of their first members. See grouping.hpp.
  virtual std::vector<TextGroup> group(const std::vector<std::string>& texts,
                                       const std::string& locale) const = 0;
  // For Options::learned.
  virtual std::string learned() const = 0;
};

}  // namespace yingda::knowledge
