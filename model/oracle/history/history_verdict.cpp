#include "model/oracle/history/history_verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/oracle/history/race.h"
#include "model/trace/plain_text.h"

namespace certlife::oracle {

using trace::Line;

namespace {

std::string number_of_thread(const std::optional<std::int64_t>& thread) {
  return thread ? fmt::format(",\"thread\":{}", *thread) : "";
}

std::string side_json(const Race::Side& side) {
  return fmt::format("{{\"line\":{}{}}}", side.line, number_of_thread(side.thread));
}

// An object with more members.
void add_member(std::string& object, std::string_view name, const std::string& value) {
  object.pop_back();
  object += fmt::format("{}\"{}\":{}}}", object.back() == '{' ? "" : ",", name, value);
}

std::string json_of(const NoOrder::InTheWay& each) {
  std::string text = to_json(each.line, each.next);
  if (each.line.thread) add_member(text, "thread", std::to_string(*each.line.thread));
  return text;
}

std::string no_order_json(const NoOrder& it) {
  std::vector<std::string> in_the_way;
  for (const auto& each : it.in_the_way) in_the_way.push_back(json_of(each));
  return fmt::format("{{\"callsBefore\":{},\"last\":[{}],\"inTheWay\":[{}]}}", it.calls_before, fmt::join(it.last, ","), fmt::join(in_the_way, ","));
}

std::string by_thread(const Line& line) { return line.thread ? fmt::format(" by thread {}", *line.thread) : ""; }

// One more level of indentation.
std::string indented(const std::string& text) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    result += "    " + text.substr(begin, end - begin);
    begin = end;
  }
  return result;
}

std::string way_text(const NoOrder::InTheWay& each) {
  if (each.next.kind == Verdict::Kind::accepted && each.next.remark.empty())
    return fmt::format("    line {}{}: may come next, and helps no other\n", each.line.number, by_thread(each.line));
  return indented(to_text(each.line, each.next));
}

std::string prefix_text(const NoOrder& it) {
  if (it.calls_before == 0) return "  no call can be the first\n";
  std::string text = fmt::format("  the longest prefix that has an order: {} call{}", it.calls_before, it.calls_before == 1 ? "" : "s");
  if (!it.last.empty()) text += fmt::format(", the last of them line{} {}", it.last.size() == 1 ? "" : "s", fmt::join(it.last, ", "));
  return text + "\n";
}

std::string no_order_text(const Line& line, const NoOrder& it) {
  std::string text = "  no order of the calls that overlap explains what was seen\n" + prefix_text(it);
  const auto others = std::count_if(it.in_the_way.begin(), it.in_the_way.end(), [&](const auto& each) { return each.line.number != line.number; });
  text += others ? "  in the way as well, none of which is allowed next:\n" : "  nothing else is in the way: only this call waits\n";
  for (const auto& each : it.in_the_way)
    if (each.line.number != line.number) text += way_text(each);
  return text;
}

}  // namespace

std::string to_json(const Line& line, const HistoryVerdict& said) {
  std::string text = to_json(line, said.verdict);
  if (said.no_order) add_member(text, "noOrder", no_order_json(*said.no_order));
  if (said.race)
    add_member(text, "race", fmt::format("{{\"used\":{},\"ended\":{}}}", side_json(said.race->used), side_json(said.race->ended)));
  return text;
}

std::string to_text(const Line& line, const HistoryVerdict& said) {
  std::string text = to_text(line, said.verdict);
  if (said.no_order) text += no_order_text(line, *said.no_order);
  if (said.race && said.verdict.fault)
    text.insert(text.find('\n') + 1, fmt::format("  {}: in one order it is undefined ({})\n", text_of(*said.race), fmt::join(said.verdict.fault->clauses, ", ")));
  return text;
}

}  // namespace certlife::oracle
