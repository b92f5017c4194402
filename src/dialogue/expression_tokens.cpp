#include "dialogue/expression_tokens.hpp"

#include <array>
#include <charconv>
#include <optional>

#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Splitter {
 public:
  explicit Splitter(std::string_view source) : source_(source) {}

  Result<std::vector<Word>> run() {
    for (skip_space(); at_ < source_.size(); skip_space()) {
      auto word = next();
      if (!word) return word.error();
      words_.push_back(std::move(*word));
    }
    words_.push_back({WordKind::end, "", 0, column(at_)});
    return words_;
  }

 private:
  std::size_t column(std::size_t at) {
    // Columns only grow, so what was counted is not counted again.
    counted_ += text::characters(source_.substr(counted_to_, at - counted_to_));
    counted_to_ = at;
    return counted_ + 1;
  }

  void skip_space() {
    while (at_ < source_.size() && std::string_view(" \t\r\n").find(source_[at_]) != source_.npos)
      ++at_;
  }

  Result<Word> next() {
    const char c = source_[at_];
    if (is_name_start(c)) return name();
    if (is_digit(c)) return number();
    if (c == '"' || c == '\'') return string();
    return sign();
  }

  Result<Word> name() {
    const std::size_t from = at_;
    const auto inside = [this](std::size_t at) {
      return at < source_.size() && (is_name_start(source_[at]) || is_digit(source_[at]));
    };
    while (inside(at_) || (at_ < source_.size() && source_[at_] == '.' && inside(at_ + 1))) ++at_;
    return Word{WordKind::name, std::string(source_.substr(from, at_ - from)), 0, column(from)};
  }

  Result<Word> number() {
    const std::size_t from = at_;
    while (at_ < source_.size() && is_digit(source_[at_])) ++at_;
    if (at_ + 1 < source_.size() && source_[at_] == '.' && is_digit(source_[at_ + 1])) {
      for (++at_; at_ < source_.size() && is_digit(source_[at_]);) ++at_;
    }
    Word word{WordKind::number, std::string(source_.substr(from, at_ - from)), 0, column(from)};
    if (at_ < source_.size() && (is_name_start(source_[at_]) || source_[at_] == '.')) {
      return expression_error(word.column, "\"" + word.text + source_[at_] +
                                               "…\" is not a number; write text in quotes");
    }
    std::from_chars(word.text.data(), word.text.data() + word.text.size(), word.number);
    return word;
  }

  Result<Word> string() {
    const char quote = source_[at_];
    Word word{WordKind::string, "", 0, column(at_)};
    for (++at_; at_ < source_.size() && source_[at_] != quote; ++at_) {
      if (source_[at_] == '\\' && at_ + 1 < source_.size()) {
        ++at_;
        word.text.push_back(source_[at_] == 'n' ? '\n' : source_[at_]);
      } else {
        word.text.push_back(source_[at_]);
      }
    }
    if (at_ >= source_.size()) {
      return expression_error(word.column, std::string("the text has no closing ") + quote);
    }
    ++at_;
    return word;
  }

  Result<Word> sign() {
    const std::size_t where = column(at_);
    const std::string_view rest = source_.substr(at_);
    if (const auto hint = foreign_sign(rest)) return expression_error(where, *hint);
    for (const std::string_view known : {"==", "!=", "<=", ">="}) {
      if (rest.starts_with(known)) {
        at_ += known.size();
        return Word{WordKind::sign, std::string(known), 0, where};
      }
    }
    if (std::string_view("<>+-*/()[],").find(rest[0]) != std::string_view::npos) {
      ++at_;
      return Word{WordKind::sign, std::string(1, rest[0]), 0, where};
    }
    std::size_t after = at_;
    text::next_character(source_, after);
    return expression_error(where,
                            "unexpected \"" + std::string(source_.substr(at_, after - at_)) + "\"");
  }

  // What people bring along from other languages.
  static std::optional<std::string> foreign_sign(std::string_view rest) {
    struct Hint {
      std::string_view sign;
      std::string_view instead;
    };
    constexpr std::array hints{Hint{"===", "=="}, Hint{"&&", "and"}, Hint{"||", "or"},
                               Hint{"“", "\""},   Hint{"”", "\""},   Hint{"＝", "=="}};
    for (const auto& hint : hints) {
      if (rest.starts_with(hint.sign)) {
        return "write " + std::string(hint.instead) + " instead of " + std::string(hint.sign);
      }
    }
    if (rest[0] == '!' && !rest.starts_with("!=")) return "write not instead of !";
    if (rest[0] == '=' && !rest.starts_with("==")) return "write == to compare";
    return std::nullopt;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0;
  std::size_t counted_to_ = 0;
  std::vector<Word> words_;
};

}  // namespace

Error expression_error(std::size_t column, const std::string& message) {
  return {ErrorCode::invalid, "column " + std::to_string(column) + ": " + message};
}

Result<std::vector<Word>> split_expression(std::string_view source) {
  return Splitter(source).run();
}

}  // namespace yingda::dialogue
