#include "tests/conformance/target/shell_words.h"

#include <optional>
#include <stdexcept>
#include <utility>

namespace certlife::conformance {
namespace {

constexpr std::string_view blanks = " \t\r\n";

class Splitter {
 public:
  explicit Splitter(std::string_view line) : line_(line) {}

  std::vector<std::string> split() {
    while (at_ < line_.size()) take(line_[at_++]);
    finish_word();
    if (words_.empty()) throw std::invalid_argument("the command is empty");
    return std::move(words_);
  }

 private:
  void take(char c) {
    if (blanks.find(c) != std::string_view::npos) return finish_word();
    if (!word_) word_.emplace();
    if (c == '\'') return literally();
    if (c == '"') return quoted();
    *word_ += c == '\\' ? next() : c;
  }

  char next() {
    if (at_ == line_.size()) throw std::invalid_argument("nothing follows the backslash at the end of: " + std::string(line_));
    return line_[at_++];
  }

  void literally() {
    const std::size_t end = partner_of('\'');
    word_->append(line_.substr(at_, end - at_));
    at_ = end + 1;
  }

  // Inside double quotation marks a backslash protects these only; before anything else it stands for itself.
  void quoted() {
    for (char c = inside(); c != '"'; c = inside()) {
      const bool escapes = c == '\\' && at_ < line_.size() && std::string_view("\"\\$`").find(line_[at_]) != std::string_view::npos;
      *word_ += escapes ? line_[at_++] : c;
    }
  }

  char inside() {
    if (at_ == line_.size()) lacks_partner('"');
    return line_[at_++];
  }

  std::size_t partner_of(char mark) const {
    const std::size_t end = line_.find(mark, at_);
    if (end == std::string_view::npos) lacks_partner(mark);
    return end;
  }

  [[noreturn]] void lacks_partner(char mark) const {
    throw std::invalid_argument(std::string("a ") + mark + " has no partner in: " + std::string(line_));
  }

  void finish_word() {
    if (word_) words_.push_back(*std::exchange(word_, std::nullopt));
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::optional<std::string> word_;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> shell_words(std::string_view line) { return Splitter(line).split(); }

}  // namespace certlife::conformance
