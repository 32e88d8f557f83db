#include "tests/conformance/campaign/shortest.h"

#include <algorithm>
#include <cctype>

#include "model/trace/notation.h"

namespace certlife::conformance {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

std::string_view word_at(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_word) - text.begin()));
}

bool fits(std::string_view placeholder, std::string_view word) {
  if (word.empty()) return false;
  if (placeholder == "new" || placeholder == "label") return true;
  const char letter = placeholder == "store" ? 's' : placeholder == "csp" ? 'p' : 'c';
  return word.front() == letter;
}

// Does the text of a call come from the text of a template, with canonical names for its placeholders?
bool is_instance(std::string_view text, std::string_view pattern) {
  while (!pattern.empty()) {
    if (pattern.front() == '$') {
      const auto placeholder = word_at(pattern.substr(1)), word = word_at(text);
      if (!fits(placeholder, word)) return false;
      pattern.remove_prefix(placeholder.size() + 1);
      text.remove_prefix(word.size());
      continue;
    }
    if (text.empty() || text.front() != pattern.front()) return false;
    pattern.remove_prefix(1);
    text.remove_prefix(1);
  }
  return text.empty();
}

std::vector<std::string> normalised(const std::vector<std::string>& templates) {
  std::vector<std::string> texts;
  for (const auto& each : templates) texts.push_back(call_text(parse_call(each)));
  return texts;
}

// Labels are A, B, … in canonical programs.
int labels_in(const std::string& call) {
  int most = 0;
  for (const auto* kind : {"cert:", "crl:", "ctl:"})
    for (auto at = call.find(kind); at != std::string::npos; at = call.find(kind, at + 1))
      if (const auto label = at + std::string_view(kind).size(); label < call.size()) most = std::max(most, call[label] - 'A' + 1);
  return most;
}

bool names_a_store(const trace::Line& call) {
  return call.kind == trace::Line::Kind::call && call.which != trace::Call::unknown &&
         trace::describe(call.which).returns == trace::Returns::store;
}

}  // namespace

AlphabetIndex::AlphabetIndex(const Alphabet& alphabet)
    : alphabet_(alphabet), before_(normalised(alphabet.before)), calls_(normalised(alphabet.calls)) {}

std::size_t AlphabetIndex::index_of(const trace::Line& call) const {
  const std::string text = call_text(call);
  const auto found = std::find_if(calls_.begin(), calls_.end(), [&](const auto& each) { return is_instance(text, each); });
  return static_cast<std::size_t>(found - calls_.begin());
}

bool AlphabetIndex::is_over(const std::vector<trace::Line>& program) const {
  if (program.size() < before_.size()) return false;
  int stores = 0;
  for (std::size_t i = 0; i < program.size(); ++i) {
    const std::string text = call_text(program[i]);
    const bool fixed = i < before_.size();
    if (fixed ? !is_instance(text, before_[i]) : index_of(program[i]) == calls_.size()) return false;
    if (labels_in(text) > alphabet_.most_labels) return false;
    if (!fixed && program[i].which == trace::Call::CertOpenStore && stores >= alphabet_.most_stores) return false;
    stores += names_a_store(program[i]) ? 1 : 0;
  }
  return true;
}

double AlphabetIndex::share_before(const std::vector<trace::Line>& program) const {
  double share = 0, part = 1;
  for (std::size_t i = before_.size(); i < std::min(program.size(), before_.size() + 3); ++i) {
    part /= static_cast<double>(calls_.size());
    share += part * static_cast<double>(index_of(program[i]));
  }
  return std::min(share, 1.0);
}

void Exhausted::met(const std::string& level, const std::string& signature, std::size_t calls) {
  std::size_t& least = least_[level].try_emplace(signature, calls).first->second;
  least = std::min(least, calls);
}

void Exhausted::cut(const std::string& level, std::size_t calls) {
  std::size_t& least = cut_.try_emplace(level, calls).first->second;
  least = std::min(least, calls);
}

void Exhausted::finished(const Alphabet& alphabet) {
  const auto less_deep = std::find_if(alphabets_.begin(), alphabets_.end(), [&](const Alphabet& each) { return each.name == alphabet.name; });
  if (less_deep == alphabets_.end()) alphabets_.push_back(alphabet);
  else less_deep->depth = std::max(less_deep->depth, alphabet.depth);
}

bool Exhausted::is_shortest_over(const Alphabet& alphabet, const Deviation& deviation) const {
  const std::size_t length = deviation.requests.size();
  const std::size_t depth = alphabet.before.size() + static_cast<std::size_t>(alphabet.depth);
  if (length > depth + 1) return false;
  if (const auto cut = cut_.find(alphabet.name); cut != cut_.end() && cut->second + 1 < length) return false;
  const auto level = least_.find(alphabet.name);
  if (level == least_.end()) return true;
  const auto least = level->second.find(deviation.signature);
  return least == level->second.end() || least->second >= length;
}

void Exhausted::judge(std::vector<Deviation>& deviations) const {
  std::map<std::string, std::size_t> least;  // By signature, over all that was found.
  for (const Deviation& each : deviations) {
    const auto known = least.try_emplace(each.signature, each.requests.size()).first;
    known->second = std::min(known->second, each.requests.size());
  }
  for (const Alphabet& alphabet : alphabets_) {
    const AlphabetIndex index(alphabet);
    const std::size_t depth = alphabet.before.size() + static_cast<std::size_t>(alphabet.depth);
    for (Deviation& each : deviations) {
      if (!index.is_over(each.requests)) continue;
      each.checked.push_back({alphabet.name, depth});
      if (each.is_flaky() || each.is_shortest() || least[each.signature] < each.requests.size()) continue;
      if (is_shortest_over(alphabet, each)) each.shortest_over = alphabet.name;
    }
  }
}

}  // namespace certlife::conformance
