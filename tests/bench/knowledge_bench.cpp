// How the answer engine bears large knowledge bases: learning, loading what was learned before,
// memory, and how long a question takes.
//
//   knowledge_bench [VARIANTS [PER_ARTICLE [QUESTIONS]]]      default 15000 15 2000
//
// Half of the variants are Chinese, half English, all made up from a fixed seed: frequent words
// everywhere, rare ones in an article or two, lengths as people write. Prints one JSON object;
// times are wall-clock. Loading is measured in a process of its own, so that its memory is not that
// of learning. Exit status 1 when the engine finds too few of the reworded questions: then it was
// fast at something else.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "knowledge/engine.hpp"
#include "text/characters.hpp"

namespace {

using namespace yingda;
using Clock = std::chrono::steady_clock;
using Random = std::mt19937_64;

struct Sizes {
  std::size_t variants = 15000;
  std::size_t per_article = 15;
  std::size_t questions = 2000;
};

std::size_t below(Random& random, std::size_t n) { return random() % n; }

// The words of a made-up language, the frequent ones first.
class Language {
 public:
  Language(bool chinese, std::size_t words, Random& random) : chinese_(chinese) {
    for (std::size_t i = 0; i < words; ++i) words_.push_back(chinese ? han(random) : latin(random));
  }

  // Zipf: the n-th word is as frequent as 1/n.
  const std::string& any(Random& random) const {
    const double u = static_cast<double>(random() >> 11U) * 0x1.0p-53;
    const double rank = std::pow(static_cast<double>(words_.size()), u) - 1;
    return words_[std::min(static_cast<std::size_t>(rank), words_.size() - 1)];
  }
  const std::string& function_word(Random& random) const {
    static const std::array<std::string, 12> zh{"怎么", "我的", "为什么", "可以",   "请问", "了",
                                                "什么", "吗",   "没有",   "能不能", "一直", "的"};
    static const std::array<std::string, 12> en{"how", "my",  "why", "can",  "please", "the",
                                                "do",  "not", "is",  "have", "i",      "to"};
    return chinese_ ? zh[below(random, zh.size())] : en[below(random, en.size())];
  }
  std::string join(const std::vector<std::string>& words) const {
    std::string out;
    for (const auto& word : words) {
      if (!chinese_ && !out.empty()) out += ' ';
      out += word;
    }
    return out;
  }

 private:
  static std::string han(Random& random) {
    std::string out;
    const std::size_t length = 1 + below(random, 3);
    for (std::size_t i = 0; i <= length / 2; ++i) {
      // Of the common 3,500 characters some are far more common than others.
      const double u = static_cast<double>(random() >> 11U) * 0x1.0p-53;
      text::append_utf8(out, static_cast<char32_t>(0x4E00 + 6 * static_cast<int>(3500 * u * u)));
    }
    return out;
  }
  static std::string latin(Random& random) {
    static constexpr std::string_view onsets[] = {"b", "c",  "d",  "f",  "g", "l", "m", "n",
                                                  "p", "pr", "st", "tr", "r", "s", "t", "v"};
    static constexpr std::string_view rhymes[] = {"a",  "e",  "i",  "o",   "u",  "an", "en",
                                                  "in", "on", "er", "ate", "al", "et", "ent"};
    std::string out;
    const std::size_t syllables = 1 + below(random, 3);
    for (std::size_t i = 0; i <= syllables; ++i) {
      out += onsets[below(random, std::size(onsets))];
      out += rhymes[below(random, std::size(rhymes))];
    }
    return out;
  }

  bool chinese_;
  std::vector<std::string> words_;
};

// Some of the subject's words, among others; 4 to 10 words.
std::string question(const Language& language, const std::vector<std::string>& subject,
                     Random& random) {
  std::vector<std::string> words;
  for (const auto& word : subject) {
    if (below(random, 3) != 0) words.push_back(word);
  }
  if (words.empty()) words.push_back(subject.front());
  for (std::size_t i = 2 + below(random, 3); i > 0; --i) {
    words.push_back(language.function_word(random));
  }
  for (std::size_t i = below(random, 3); i > 0; --i) words.push_back(language.any(random));
  std::shuffle(words.begin(), words.end(), random);
  return language.join(words);
}

struct Question {
  std::string text;
  std::string locale;
  std::string expect;  // empty: about nothing that is there
};

struct Base {
  std::vector<knowledge::Document> documents;
  std::vector<Question> questions;
};

void add_locale(const std::string& locale, const Sizes& sizes, Random& random, Base& out) {
  const std::size_t variants = sizes.variants / 2;
  // Heaps: the vocabulary grows with the square root of the text.
  const auto words = static_cast<std::size_t>(60 * std::sqrt(static_cast<double>(variants)));
  const Language language(locale == "zh-CN", words, random);
  const std::size_t articles = std::max<std::size_t>(2, variants / sizes.per_article);
  const std::size_t every = std::max<std::size_t>(1, 2 * articles / sizes.questions);
  for (std::size_t i = 0; i < articles; ++i) {
    std::vector<std::string> subject;
    for (int k = 0; k < 4; ++k) subject.push_back(language.any(random));
    knowledge::Document document;
    document.id = "article-" + std::to_string(i);
    document.locale = locale;
    document.title = question(language, subject, random);
    for (std::size_t v = 0; v < sizes.per_article; ++v) {
      document.questions.push_back(question(language, subject, random));
    }
    if (i % every == 0) {
      out.questions.push_back({question(language, subject, random), locale, document.id});
    }
    if (i % (every * 4) == 0) {
      const std::vector<std::string> other{language.any(random), language.any(random)};
      out.questions.push_back({question(language, other, random), locale, ""});
    }
    out.documents.push_back(std::move(document));
  }
}

Base make_base(const Sizes& sizes) {
  Random random(20260101);
  Base out;
  add_locale("zh-CN", sizes, random, out);
  add_locale("en", sizes, random, out);
  std::shuffle(out.questions.begin(), out.questions.end(), random);
  return out;
}

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Of all threads.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Now, not at most.
double resident_mib() {
  std::ifstream in("/proc/self/statm");
  double size = 0;
  double resident = 0;
  in >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

// Of this thread: what a question costs, whoever else uses the machine.
double thread_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

struct Asked {
  std::vector<double> us;
  std::vector<double> cpu_us;
  std::size_t expected = 0;
  std::size_t found = 0;
};

Asked ask_all(const knowledge::Engine& engine, const Base& base, const std::string& locale) {
  Asked out;
  for (const auto& [text, asked_in, expect] : base.questions) {
    if (asked_in != locale) continue;
    const double cpu_begin = thread_us();
    const auto begin = Clock::now();
    const auto understood = engine.understand(text, {locale, {}});
    out.us.push_back(seconds_since(begin) * 1e6);
    out.cpu_us.push_back(thread_us() - cpu_begin);
    if (expect.empty()) continue;
    ++out.expected;
    const auto& candidates = understood.candidates;
    out.found += !candidates.empty() && candidates[0].id == expect ? 1 : 0;
  }
  std::sort(out.us.begin(), out.us.end());
  std::sort(out.cpu_us.begin(), out.cpu_us.end());
  return out;
}

double at(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

// In a process of its own, so that what it leaves in the heap is not counted as the engine's.
void learn(const Sizes& sizes, const std::filesystem::path& file) {
  auto base = make_base(sizes);
  const auto begin = Clock::now();
  const auto learned = knowledge::Engine::train(std::move(base.documents))->learned();
  const double learn_s = seconds_since(begin);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("\"learn_s\":%.2f,\"learn_cpu_s\":%.2f,\"learn_peak_mib\":%.0f,\"learned_kib\":%zu,",
              learn_s, cpu_seconds(), static_cast<double>(usage.ru_maxrss) / 1024,
              learned.size() / 1024);
  std::fflush(stdout);
  std::ofstream(file, std::ios::binary) << learned;
}

// Loads, asks, prints its half of the report. False: too little was found.
bool load_and_ask(const Sizes& sizes, const std::filesystem::path& file) {
  std::ostringstream learned;
  learned << std::ifstream(file, std::ios::binary).rdbuf();
  auto base = make_base(sizes);
  const double before = resident_mib();
  auto documents = std::move(base.documents);
  knowledge::Options options;
  options.learned = std::move(learned).str();
  const double cpu_before = cpu_seconds();
  const auto begin = Clock::now();
  const auto engine = knowledge::Engine::train(std::move(documents), options);
  const double load_s = seconds_since(begin);
  std::printf("\"load_s\":%.2f,\"load_cpu_s\":%.2f,\"documents_mib\":%.0f,\"rss_mib\":%.0f", load_s,
              cpu_seconds() - cpu_before, before, resident_mib());
  bool found = true;
  for (const std::string locale : {"zh-CN", "en"}) {
    ask_all(*engine, base, locale);  // once for the caches
    const auto asked = ask_all(*engine, base, locale);
    const double share = static_cast<double>(asked.found) / static_cast<double>(asked.expected);
    std::printf(
        ",\"%s\":{\"p50_us\":%.0f,\"p99_us\":%.0f,\"max_us\":%.0f,\"cpu_p50_us\":%.0f,\"cpu_p99_"
        "us\":%.0f,\"hit_at_1\":%.3f}",
        locale.c_str(), at(asked.us, 0.5), at(asked.us, 0.99), asked.us.back(),
        at(asked.cpu_us, 0.5), at(asked.cpu_us, 0.99), share);
    found = found && share > 0.6;
  }
  std::printf("}\n");
  std::fflush(stdout);
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  Sizes sizes;
  if (argc > 1) sizes.variants = std::stoul(argv[1]);
  if (argc > 2) sizes.per_article = std::stoul(argv[2]);
  if (argc > 3) sizes.questions = std::stoul(argv[3]);
  const auto file = std::filesystem::temp_directory_path() /
                    ("knowledge_bench." + std::to_string(getpid()) + ".learned");
  std::printf("{\"variants\":%zu,\"per_article\":%zu,", sizes.variants, sizes.per_article);
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    learn(sizes, file);
    _exit(0);
  }
  int status = 1;
  waitpid(child, &status, 0);
  const bool found = status == 0 && load_and_ask(sizes, file);
  std::filesystem::remove(file);
  return found ? 0 : 1;
}
