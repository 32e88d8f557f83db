#include "model/programs/simpler.h"

#include <algorithm>
#include <set>
#include <string>

namespace certlife::conformance {
namespace {

using trace::Line;
using trace::Value;

void note(std::vector<std::string>& names, const Value& value) {
  if (value.is_text() && std::find(names.begin(), names.end(), value.text) == names.end()) names.push_back(value.text);
}

// The names that a call binds.
std::vector<std::string> made_by(const Line& line) {
  std::vector<std::string> names;
  note(names, line.ret);
  for (const auto& out : line.out) note(names, out.value);
  return names;
}

bool uses(const Line& line, const std::set<std::string>& names) {
  return std::any_of(line.args.begin(), line.args.end(),
                     [&](const auto& argument) { return argument.value.is_text() && names.contains(argument.value.text); });
}

// The call at `first` and, after it, those that use what was made by one of them.
std::set<std::size_t> with_its_own(const Lines& lines, std::size_t first) {
  std::set<std::size_t> taken;
  std::set<std::string> names;
  for (std::size_t i = first; i < lines.size(); ++i) {
    if (i != first && !uses(lines[i], names)) continue;
    taken.insert(i);
    for (const auto& name : made_by(lines[i])) names.insert(name);
  }
  return taken;
}

// --- Arguments -------------------------------------------------------------------------------------------------------------

using Variants = std::vector<Line>;

void add_with_a_flag_less(const Line& line, std::size_t argument, Variants& variants) {
  const Value& value = line.args[argument].value;
  for (std::size_t flag = 0; value.is_list() && flag < value.items.size(); ++flag) {
    Value list;
    list.kind = Value::Kind::list;
    for (std::size_t i = 0; i < value.items.size(); ++i)
      if (i != flag) list.items.add() = value.items[i];
    variants.push_back(line);
    variants.back().args[argument].value = list;
  }
}

void add_with_text(const Line& line, std::size_t argument, const std::string& text, Variants& variants) {
  variants.push_back(line);
  variants.back().args[argument].value = Value::of(text);
}

void add_with_plainer_content(const Line& line, std::size_t argument, Variants& variants) {
  const std::string& text = line.args[argument].value.text;
  for (const char mark : {'@', '/'})
    if (const auto at = text.find(mark); at != std::string::npos && text.find(':') < at)
      add_with_text(line, argument, text.substr(0, at), variants);
}

void add_with_null(const Line& line, std::size_t argument, Variants& variants) {
  variants.push_back(line);
  variants.back().args[argument].value = Value::null();
}

// Which value a property has seldom matters, only whether two are the same; nor which of the ids that no constant names.
void add_with_plainer_property(const Line& line, std::size_t argument, Variants& variants) {
  constexpr std::int64_t first_id_for_applications = 0x8000;
  const trace::Field& field = line.args[argument];
  if (field.name == "dwPropId" && field.value.is_number() && field.value.number > first_id_for_applications) {
    variants.push_back(line);
    variants.back().args[argument].value = Value::of(first_id_for_applications);
  }
  if (field.name == "dwPropId" && field.value.text == "CERT_DESCRIPTION_PROP_ID") add_with_text(line, argument, "CERT_FRIENDLY_NAME_PROP_ID", variants);
  if (field.name != "pvData" || !field.value.is_text()) return;
  for (const char* plain : {"text:x", "text:y", "hex:", "hex:00"})
    if (field.value.text.size() > std::string_view(plain).size() && field.value.text.front() == *plain) add_with_text(line, argument, plain, variants);
}

void add_simpler(const Line& line, std::size_t argument, Variants& variants) {
  constexpr const char *ordinary = "CERT_STORE_ADD_ALWAYS", *memory = "CERT_STORE_PROV_MEMORY";
  const trace::Field& field = line.args[argument];
  add_with_a_flag_less(line, argument, variants);
  add_with_plainer_property(line, argument, variants);
  if (!field.value.is_text()) return;
  if (field.name == "dwAddDisposition" && field.value.text != ordinary) add_with_text(line, argument, ordinary, variants);
  if (field.name == "lpszStoreProvider" && field.value.text != memory) {
    add_with_text(line, argument, memory, variants);
    variants.back().args["pvPara"] = Value::null();
  }
  if (field.name == "hCryptProv" || field.name.starts_with("pPrev")) add_with_null(line, argument, variants);
  add_with_plainer_content(line, argument, variants);
}

Variants simpler_variants(const Line& line) {
  Variants variants;
  for (std::size_t i = 0; i < line.args.size(); ++i) add_simpler(line, i, variants);
  for (const auto& out : line.out) {
    if (!out.name.starts_with("pp")) continue;
    variants.push_back(line);
    variants.back().out.clear();
  }
  for (Line& variant : variants) trace::resolve(variant.which, variant.args);
  return variants;
}

// --- Names -----------------------------------------------------------------------------------------------------------------

std::vector<std::string> names_made_in(const Lines& lines) {
  std::vector<std::string> names;
  for (const Line& line : lines)
    for (const auto& name : made_by(line)) note(names, Value::of(name));
  return names;
}

// The label in "cert:B@2" is "B"; none where there is no label.
std::string label_in(const std::string& text) {
  for (const auto* kind : {"cert:", "crl:", "ctl:"}) {
    const auto at = text.find(kind);
    if (at == std::string::npos) continue;
    const auto begin = text.find(':', at) + 1;
    return text.substr(begin, std::min(text.find_first_of("@/", begin), text.size()) - begin);
  }
  return {};
}

std::string relabelled(const std::string& text, const std::string& from, const std::string& to) {
  if (label_in(text) != from) return text;
  const auto at = text.rfind(':' + from) + 1;
  return text.substr(0, at) + to + text.substr(at + from.size());
}

std::vector<std::string> labels_of(const Lines& lines) {
  std::vector<std::string> labels;
  for (const Line& line : lines)
    for (const auto& argument : line.args)
      if (argument.value.is_text())
        if (const std::string label = label_in(argument.value.text); !label.empty()) note(labels, Value::of(label));
  return labels;
}

// "/subject=X" of "cert:A@2/subject=X"; none of what is no labelled content.
std::string decoration_of(const std::string& text) {
  const auto slash = text.find('/');
  return label_in(text).empty() || slash == std::string::npos ? "" : text.substr(slash);
}

std::vector<std::string> decorations_in(const Lines& lines) {
  std::vector<std::string> decorations;
  for (const Line& line : lines)
    for (const auto& argument : line.args)
      if (argument.value.is_text())
        if (const std::string decoration = decoration_of(argument.value.text); !decoration.empty()) note(decorations, Value::of(decoration));
  return decorations;
}

// Contents that are an edition: "cert:A@2".
std::vector<std::string> editions_in(const Lines& lines) {
  std::vector<std::string> editions;
  for (const Line& line : lines)
    for (const auto& argument : line.args) {
      const Value& value = argument.value;
      if (value.is_text() && !label_in(value.text).empty() && value.text.find('@') != std::string::npos) note(editions, value);
    }
  return editions;
}

std::string without_edition(const std::string& text) {
  const auto at = text.find('@');
  return text.substr(0, at) + text.substr(std::min(text.find('/', at), text.size()));
}

Lines with_contents(const Lines& lines, const std::string& from, const std::string& to) {
  Lines changed = lines;
  for (Line& line : changed)
    for (auto& argument : line.args)
      if (argument.value.is_text() && argument.value.text == from) argument.value.text = to;
  return changed;
}

Lines with_label(const Lines& lines, const std::string& from, const std::string& to) {
  Lines renamed = lines;
  for (Line& line : renamed)
    for (auto& argument : line.args)
      if (argument.value.is_text()) argument.value.text = relabelled(argument.value.text, from, to);
  return renamed;
}

}  // namespace

std::vector<Lines> without_one_and_its_own(const Lines& lines) {
  std::vector<Lines> candidates;
  for (std::size_t first = 0; first + 1 < lines.size(); ++first) {
    const auto taken = with_its_own(lines, first);
    if (taken.size() > 1 && !taken.contains(lines.size() - 1))
      candidates.push_back(without(lines, [&](std::size_t i) { return taken.contains(i); }));
  }
  return candidates;
}

std::vector<Lines> with_plainer_order(const Lines& lines) {
  std::vector<Lines> candidates;
  for (std::size_t i = 0; i + 2 < lines.size(); ++i) {
    const auto made = made_by(lines[i]);
    const bool depends = uses(lines[i + 1], std::set<std::string>(made.begin(), made.end()));
    if (depends || lines[i].kind != lines[i + 1].kind || lines[i + 1].which >= lines[i].which) continue;
    candidates.push_back(lines);
    std::swap(candidates.back()[i], candidates.back()[i + 1]);
  }
  return candidates;
}

std::vector<Lines> with_simpler_arguments(const Lines& lines) {
  std::vector<Lines> candidates;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind != Line::Kind::call) continue;
    for (Line& variant : simpler_variants(lines[i])) {
      candidates.push_back(lines);
      candidates.back()[i] = std::move(variant);
    }
  }
  return candidates;
}

// What two contents share may have to go from both at once: "/subject=X" of an element and of its match, or the edition of both.
std::vector<Lines> with_plainer_contents(const Lines& lines) {
  std::vector<Lines> candidates;
  for (const std::string& decoration : decorations_in(lines)) {
    candidates.push_back(lines);
    for (Line& line : candidates.back()) {
      for (auto& argument : line.args)
        if (argument.value.is_text() && decoration_of(argument.value.text) == decoration) argument.value.text.resize(argument.value.text.find('/'));
      if (line.kind == Line::Kind::call) trace::resolve(line.which, line.args);
    }
  }
  for (const std::string& edition : editions_in(lines)) candidates.push_back(with_contents(lines, edition, without_edition(edition)));
  return candidates;
}

std::vector<Lines> with_simpler_names(const Lines& lines) {
  std::vector<Lines> candidates;
  const auto labels = labels_of(lines);
  for (std::size_t i = 1; i < labels.size(); ++i) candidates.push_back(with_label(lines, labels[i], labels.front()));
  const auto names = names_made_in(lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t argument = 0; argument < lines[i].args.size(); ++argument) {
      const Value& value = lines[i].args[argument].value;
      const auto used = value.is_text() ? std::find(names.begin(), names.end(), value.text) : names.end();
      for (auto earlier = names.begin(); used != names.end() && earlier != used; ++earlier) {
        if (earlier->front() != used->front()) continue;
        candidates.push_back(lines);
        candidates.back()[i].args[argument].value.text = *earlier;
      }
    }
  }
  return candidates;
}

}  // namespace certlife::conformance
