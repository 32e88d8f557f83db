#include "tests/conformance/tests/exports/well_formed.h"

#include <algorithm>
#include <string>
#include <vector>

#include "model/trace/utf8.h"

namespace certlife::conformance {
namespace {

class Xml {
 public:
  explicit Xml(std::string_view text) : text_(text) {}

  bool is_well_formed() {
    const bool clean = trace::first_invalid_utf8(text_) == text_.size() &&
                       std::all_of(text_.begin(), text_.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t'; });
    if (!clean) return false;
    while (!text_.empty())
      if (!(text_.front() == '<' ? markup() : characters())) return false;
    return open_.empty() && roots_ == 1;
  }

 private:
  bool skip(std::string_view begin, std::string_view end) {
    if (!text_.starts_with(begin)) return false;
    const auto at = text_.find(end, begin.size());
    if (at == std::string_view::npos) return false;
    text_.remove_prefix(at + end.size());
    return true;
  }

  bool markup() {
    if (skip("<?", "?>") || skip("<!--", "-->")) return true;
    const auto end = text_.find('>');
    if (end == std::string_view::npos) return false;
    std::string_view tag = text_.substr(1, end - 1);
    text_.remove_prefix(end + 1);
    if (tag.starts_with('/')) return close(tag.substr(1));
    const bool is_empty = tag.ends_with('/');
    if (is_empty) tag.remove_suffix(1);
    const auto name = tag.substr(0, tag.find(' '));
    if (name.empty() || !attributes(tag.substr(name.size()))) return false;
    if (open_.empty()) ++roots_;
    if (!is_empty) open_.emplace_back(name);
    return true;
  }

  bool close(std::string_view name) {
    if (open_.empty() || open_.back() != name) return false;
    open_.pop_back();
    return true;
  }

  static bool attributes(std::string_view text) {
    while (!text.empty()) {
      if (text.front() == ' ') {
        text.remove_prefix(1);
        continue;
      }
      const auto quote = text.find("=\"");
      const auto end = quote == std::string_view::npos ? quote : text.find('"', quote + 2);
      if (end == std::string_view::npos || !entities(text.substr(quote + 2, end - quote - 2))) return false;
      text.remove_prefix(end + 1);
    }
    return true;
  }

  bool characters() {
    const auto end = std::min(text_.find('<'), text_.size());
    const auto text = text_.substr(0, end);
    if (open_.empty() && text.find_first_not_of(" \n") != std::string_view::npos) return false;
    if (!entities(text)) return false;
    text_.remove_prefix(end);
    return true;
  }

  // Every ampersand begins one of the entities that XML knows by itself.
  static bool entities(std::string_view text) {
    if (text.find('<') != std::string_view::npos) return false;
    for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
      const auto rest = text.substr(at);
      const bool known = rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;") || rest.starts_with("&quot;") || rest.starts_with("&#39;");
      if (!known) return false;
    }
    return true;
  }

  std::string_view text_;
  std::vector<std::string> open_;
  int roots_ = 0;
};

}  // namespace

bool is_well_formed(std::string_view xml) { return Xml(xml).is_well_formed(); }

}  // namespace certlife::conformance
