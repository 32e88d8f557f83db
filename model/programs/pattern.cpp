#include "model/programs/pattern.h"

#include <algorithm>
#include <map>

#include "model/trace/notation.h"

namespace certlife::conformance {
namespace {

using trace::Fields;
using trace::Line;
using trace::Role;
using trace::Value;

bool is_label(std::string_view text) {
  for (const auto kind : {"cert:", "crl:", "ctl:"})
    if (text.starts_with(kind)) return true;
  return false;
}

// Applies `rename` to every name and `relabel` to the label in every content.
template <class Rename, class Relabel>
class Visitor {
 public:
  Visitor(Rename rename, Relabel relabel) : rename_(rename), relabel_(relabel) {}

  void visit(Line& line) {
    for (auto& argument : line.args) value(line, argument.name, argument.value);
    if (returns_a_name(line)) name(line.ret, trace::describe(line.which).returns == trace::Returns::store ? 's' : 'c');
    for (auto& out : line.out)
      if (out.name.starts_with("pp") || out.name == "phProv") name(out.value, out.name == "phProv" ? 'p' : 'c');
    for (auto& item : line.file.contents.items) contents(item);
  }

 private:
  static bool returns_a_name(const Line& line) {
    if (line.which == trace::Call::unknown) return false;
    const auto returns = trace::describe(line.which).returns;
    return returns == trace::Returns::store || returns == trace::Returns::context;
  }
  void value(const Line& line, std::string_view parameter, Value& value) {
    if (!value.is_text() || line.which == trace::Call::unknown) return;
    const auto* described = trace::describe(line.which).find(parameter);
    if (!described) return;
    switch (described->role) {
      case Role::store: return name(value, 's');
      case Role::context: return name(value, 'c');
      case Role::csp: return name(value, 'p');
      case Role::contents: return value.text.find(':') == std::string::npos ? name(value, 'c') : contents(value);
      default: return;
    }
  }
  void name(Value& value, char letter) {
    if (value.is_text()) value.text = rename_(value.text, letter);
  }
  void contents(Value& value) {
    std::string prefix;
    std::string_view rest = value.text;
    if (rest.starts_with("sha1:")) { prefix = "sha1:"; rest.remove_prefix(5); }
    if (!is_label(rest)) return;
    const auto begin = rest.find(':') + 1, end = std::min(rest.find_first_of("@/", begin), rest.size());
    value.text = prefix + std::string(rest.substr(0, begin)) + relabel_(std::string(rest.substr(begin, end - begin))) + std::string(rest.substr(end));
  }

  Rename rename_;
  Relabel relabel_;
};

// A one-to-one renaming under construction.
class Renaming {
 public:
  // Binds the two to each other, unless one is bound otherwise.
  bool pair(const std::string& one, const std::string& other) {
    const auto [to, fresh] = to_.try_emplace(one, other);
    const auto [from, also_fresh] = from_.try_emplace(other, one);
    return to->second == other && from->second == one && fresh == also_fresh;
  }

 private:
  std::map<std::string, std::string> to_, from_;
};

// The second edition for a later one, and no names in the certificate.
void plain_content(std::string& text) {
  const auto begin = text.find(':');
  if (const auto names = text.find('/', begin); names != std::string::npos) text.resize(names);
  if (const auto edition = text.find('@', begin); edition != std::string::npos) text.replace(edition, std::string::npos, "@2");
}

void plain(Line& line) {
  constexpr std::int64_t first_id_for_applications = 0x8000;
  for (auto& [name, value] : line.args) {
    if (name == "dwAddDisposition" && value.text == "CERT_STORE_ADD_NEW") value.text = "CERT_STORE_ADD_ALWAYS";
    if (name == "dwPropId" && value.text == "CERT_DESCRIPTION_PROP_ID") value.text = "CERT_FRIENDLY_NAME_PROP_ID";
    if (name == "dwPropId" && value.is_number()) value.number = std::min(value.number, first_id_for_applications);
    if (value.is_text() && is_label(value.text)) plain_content(value.text);
    const auto is_force = [](const Value& flag) { return flag.text == "CERT_CLOSE_STORE_FORCE_FLAG"; };
    if (line.which != trace::Call::CertCloseStore || name != "dwFlags") continue;
    if (const auto force = std::find_if(value.items.begin(), value.items.end(), is_force); force != value.items.end() && value.items.size() == 2) {
      Value only = value;
      only.items.clear();
      only.items.add() = *force;
      value = only;
    }
  }
}

Skeleton skeleton_of(const Line& line) {
  Skeleton skeleton;
  Line copy = line;
  plain(copy);
  for (auto& out : copy.out)
    if (out.name.starts_with("pp")) skeleton.receives = out.value.is_text() ? out.value.text : "";
  if (!skeleton.receives.empty()) copy.out.clear();
  const auto mark = [&](const std::string& name, char) { skeleton.names.push_back(name); return std::string("?"); };
  const auto mark_label = [&](const std::string& label) { skeleton.names.push_back(":" + label); return std::string("?"); };
  // Which value a property gets does not matter, only which are the same.
  for (auto& [name, value] : copy.args)
    if (name == "pvData" && value.is_text()) value.text = mark(":" + value.text, 'v');
  Visitor visitor(mark, mark_label);
  visitor.visit(copy);
  skeleton.text = call_text(copy);
  return skeleton;
}

bool matches(const Skeleton& part, const Skeleton& whole, Renaming& names) {
  if (part.text != whole.text || part.names.size() != whole.names.size()) return false;
  for (std::size_t i = 0; i < part.names.size(); ++i)
    if (!names.pair(part.names[i], whole.names[i])) return false;
  return part.receives.empty() || (!whole.receives.empty() && names.pair(part.receives, whole.receives));
}

// Can part[0, p) be found in whole[0, w)? Walks backwards, so that the last calls are tried first.
bool found(const std::vector<Skeleton>& whole, std::size_t w, const std::vector<Skeleton>& part, std::size_t p, const Renaming& names) {
  if (p == 0) return true;
  for (; w >= p; --w) {
    Renaming here = names;
    if (matches(part[p - 1], whole[w - 1], here) && found(whole, w - 1, part, p - 1, here)) return true;
  }
  return false;
}

}  // namespace

std::vector<Line> canonical(const std::vector<Line>& lines) {
  std::vector<Line> renamed = lines;
  std::map<std::string, std::string> names, labels;
  std::map<char, int> count;
  const auto rename = [&](const std::string& name, char letter) {
    const auto known = names.find(name);
    return known != names.end() ? known->second : names[name] = letter + std::to_string(++count[letter]);
  };
  const auto relabel = [&](const std::string& label) {
    const auto known = labels.find(label);
    return known != labels.end() ? known->second : labels.emplace(label, std::string(1, static_cast<char>('A' + labels.size()))).first->second;
  };
  Visitor visitor(rename, relabel);
  for (Line& line : renamed) {
    visitor.visit(line);
    for (Fields* probes : {&line.observed.alive, &line.observed.csp, &line.observed.home, &line.observed.content, &line.observed.properties})
      for (auto& probe : *probes)
        if (const auto known = names.find(probe.name); known != names.end()) probe.name = known->second;
  }
  return renamed;
}

std::string shape_of(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : canonical(lines)) text += (text.empty() ? "" : "; ") + call_text(line);
  return text;
}

Pattern::Pattern(const std::vector<Line>& lines) {
  for (const Line& line : lines) calls_.push_back(skeleton_of(line));
}

bool Pattern::ends_at(const Pattern& whole, std::size_t end) const {
  Renaming names;
  return matches(calls_.back(), whole.calls_[end - 1], names) && found(whole.calls_, end - 1, calls_, size() - 1, names);
}

bool Pattern::ends(const Pattern& whole) const { return size() > 0 && size() <= whole.size() && ends_at(whole, whole.size()); }

std::size_t Pattern::first_in(const Pattern& whole) const {
  for (std::size_t end = std::max<std::size_t>(size(), 1); size() > 0 && end <= whole.size(); ++end)
    if (ends_at(whole, end)) return end - 1;
  return whole.size();
}

bool contains(const std::vector<Line>& whole, const std::vector<Line>& part) { return Pattern(part).ends(Pattern(whole)); }

}  // namespace certlife::conformance
