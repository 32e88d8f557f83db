// certlife-hostile-harness BEHAVIOUR: a harness that answers every call with what it was asked for, but for one thing that no harness
// should do. With --list it prints the behaviours. What it starts, and leaves behind, is written by its number into $HOSTILE_PIDS.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace {

using Json = nlohmann::json;
using Make = std::function<std::string()>;

const std::string escape = "\\u001b[31m\\u009b2J\\u202e";  // As JSON spells them: they come out as the characters.
const std::string plant = "x\\ntarget = 'x'\\n[[deviation]]\\nclause = 'CLOSE-2'\\nshape = 'planted'\\nobserved = 'planted'\\nprogram = []\\n#";

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string deep(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

void say(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t count = write(STDOUT_FILENO, text.data() + at, text.size() - at);
    if (count <= 0) _exit(0);
    at += static_cast<std::size_t>(count);
  }
}

[[noreturn]] void hang() {
  for (;;) pause();
}

[[noreturn]] void say_for_ever(int descriptor, const std::string& text) {
  const std::string much = repeated(text, 1 + 65536 / text.size());
  for (;;)
    if (write(descriptor, much.data(), much.size()) < 0) hang();
}

// A child that outlives its parent, with all descriptors open.
void leave_a_child_behind() {
  const pid_t child = fork();
  if (child == 0) hang();
  if (const char* file = std::getenv("HOSTILE_PIDS")) std::ofstream(file, std::ios::app) << child << "\n";
}

// --- Descriptions --------------------------------------------------------------------------------------------------------------

const std::string ordinary_calls = R"("CertOpenStore","CertCloseStore","CertAddEncodedCertificateToStore","CertFreeCertificateContext")";

// An honest one with one of its values in another spelling.
std::string description(const std::string& key = "", const std::string& value = "") {
  const std::pair<const char*, std::string> honest[] = {
      {"protocol", "1"},       {"name", "\"hostile\""},
      {"version", "\"1\""},    {"calls", "[" + ordinary_calls + "]"},
      {"kinds", "[\"cert\"]"}, {"probes", "[\"alive\"]"},
      {"detectsMisuse", "false"}};
  std::string text;
  for (const auto& [name, ordinary] : honest) text += (text.empty() ? "{\"" : ",\"") + std::string(name) + "\":" + (key == name ? value : ordinary);
  return text + "}";
}

std::string with_call(const std::string& name) { return description("calls", "[" + ordinary_calls + ",\"" + name + "\"]"); }

std::string many_unknown_calls() {
  std::string list = "[";
  for (int i = 0; i < 300'000; ++i) list += "\"Unknown" + std::to_string(i) + "\",";
  return list + ordinary_calls + "]";
}

const std::map<std::string, Make>& descriptions() {
  static const std::map<std::string, Make> all{
      {"describe_malformed", [] { return "I would rather not say"; }},
      {"describe_blank", [] { return ""; }},
      {"describe_list", [] { return "[]"; }},
      {"describe_deep", [] { return "{\"protocol\":" + deep(200'000) + "}"; }},
      {"describe_deep_name", [] { return description("name", deep(200'000)); }},
      {"describe_deep_and_open", [] { return std::string(2'000'000, '['); }},
      {"describe_deep_beside", [] { return "{\"more\":" + deep(200'000) + "," + description().substr(1); }},
      {"describe_invalid_utf8", [] { return description("name", "\"\xFF\xC3\""); }},
      {"describe_escape_in_name", [] { return description("name", "\"" + escape + "\""); }},
      {"describe_newline_in_name", [] { return description("name", "\"" + plant + "\""); }},
      {"describe_newline_in_version", [] { return description("version", "\"1\\n[[deviation]]\""); }},
      {"describe_escape_in_call", [] { return with_call(escape); }},
      {"describe_escape_in_protocol", [] { return description("protocol", "\"" + escape + "\""); }},
      {"describe_huge_name", [] { return description("name", "\"" + std::string(5'000'000, 'n') + "\""); }},
      {"describe_huge_version", [] { return description("version", "\"" + std::string(1'000'000, 'v') + "\""); }},
      {"describe_huge_call", [] { return with_call(std::string(5'000'000, 'c')); }},
      {"describe_many_calls", [] { return description("calls", many_unknown_calls()); }},
      {"describe_number_as_name", [] { return description("name", "7"); }},
      {"describe_empty_name", [] { return description("name", "\"\""); }},
      {"describe_null_calls", [] { return description("calls", "null"); }},
      {"describe_mixed_calls", [] { return description("calls", "[\"CertOpenStore\",7,{}]"); }},
      {"describe_key_twice", [] { return "{\"name\":\"another\"," + description().substr(1); }},
      {"describe_huge_number", [] { return description("protocol", "1e999"); }},
      {"describe_long_number", [] { return description("protocol", std::string(100'000, '9')); }},
      {"describe_nul_byte", [] { return std::string("{\"protocol\"\0:1}", 15); }},
      {"describe_twice", [] { return description() + "\n" + description(); }},
      {"describe_endless", []() -> std::string { say_for_ever(STDOUT_FILENO, "x"); }},
      {"describe_exit", []() -> std::string { _exit(5); }},
      {"describe_crash", []() -> std::string { raise(SIGSEGV), _exit(1); }},
      {"describe_fork_exit", []() -> std::string { leave_a_child_behind(), _exit(5); }},
      {"describe_last_words", []() -> std::string { std::cerr << "\x1B[31m\xFF\n[[deviation]]\n" << std::flush, _exit(5); }},
      {"describe_carriage_return", [] { return description() + "\r"; }},
      {"describe_mark_before", [] { return "\xEF\xBB\xBF" + description(); }},
      {"claims_to_detect_misuse", [] { return description("detectsMisuse", "true"); }},
  };
  return all;
}

// --- Replies to a run ----------------------------------------------------------------------------------------------------------

Json answer_to(const Json& call) {
  if (call.contains("file")) return {{"file", call.at("file")}};
  Json reply{{"call", call.at("call")}, {"ret", call.contains("ret") ? call.at("ret") : Json(true)}, {"lastError", "unchanged"}};
  if (call.contains("out")) reply["out"] = call.at("out");
  return reply;
}

// The replies to all calls, of which one key is another, as it is spelt here.
std::string results(const Json& calls, const std::string& key = "", const std::string& value = "") {
  std::string text;
  for (const Json& call : calls) {
    Json reply = answer_to(call);
    reply.erase(key);
    std::string one = reply.dump();
    if (!key.empty()) one.insert(1, "\"" + key + "\":" + value + ",");
    text += (text.empty() ? "" : ",") + one;
  }
  return "{\"results\":[" + text + "]}";
}

using Answer = std::function<std::string(const Json& calls)>;

Answer with(const std::string& key, const std::string& value) {
  return [=](const Json& calls) { return results(calls, key, value); };
}
Answer text(const std::string& reply) {
  return [=](const Json&) { return reply; };
}
Answer doing(const std::function<void()>& deed) {
  return [=](const Json& calls) { return deed(), results(calls); };
}

std::string many_probes() {
  std::string list;
  for (int i = 0; i < 20'000; ++i) list += (i ? ",\"c" : "\"c") + std::to_string(i) + "\":true";
  return "{\"alive\":{" + list + "}}";
}

std::string another_reason() {
  static int number = 0;
  return "\"for the reason " + std::to_string(getpid()) + "." + std::to_string(++number) + "\"";
}

const std::map<std::string, Answer>& answers() {
  static const std::map<std::string, Answer> all{
      {"honest", [](const Json& calls) { return results(calls); }},
      {"run_malformed", text("I would rather not say")},
      {"run_blank", text("")},
      {"run_null", text("null")},
      {"run_deep", [](const Json&) { return "{\"results\":" + deep(200'000) + "}"; }},
      {"run_deep_result", [](const Json& calls) { return results(calls, "ret", deep(200'000)); }},
      {"run_deep_extra", [](const Json& calls) { return results(calls, "extra", deep(200'000)); }},
      {"run_invalid_utf8", with("ret", "\"\xFF\xC3\"")},
      {"run_invalid_utf8_in_key", with("\xFF", "1")},
      {"run_nul_byte", [](const Json&) { return std::string("{\"results\"\0:[]}", 15); }},
      {"run_escape_in_ret", with("ret", "\"" + escape + "\"")},
      {"run_escape_in_out", with("out", "{\"ppCertContext\":\"" + escape + "\"}")},
      {"run_escape_in_key", with("out", "{\"" + escape + "\":\"c1\"}")},
      {"run_escape_in_last_error", with("lastError", "\"" + escape + "\"")},
      {"run_escape_in_call", with("call", "\"" + escape + "\"")},
      {"run_escape_in_probe", with("observed", "{\"alive\":{\"" + escape + "\":true}}")},
      {"run_escape_in_reason", [](const Json& calls) { return results(calls, "notSupported", "true,\"reason\":\"" + escape + "\""); }},
      {"run_escape_in_error", text("{\"error\":\"" + escape + "\"}")},
      {"run_escape_in_misuse", with("misuse", "\"" + escape + "\"")},
      {"run_plant_in_ret", with("ret", "\"" + plant + "\"")},
      {"run_plant_in_last_error", with("lastError", "\"" + plant + "\"")},
      {"run_quotes_in_ret", with("ret", R"("'''\"\"\"\\'")")},
      {"run_markup_in_ret", with("ret", "\"]]>-->\\u003c/script>\\u003cscript>alert(1)\\u003c/script>&amp;\"")},
      {"run_comment_in_ret", with("ret", "\"*/ int main; /* \\\\\\n#error ?\?/\"")},
      {"run_huge_ret", [](const Json& calls) { return results(calls, "ret", "\"" + std::string(1'000'000, 'r') + "\""); }},
      {"run_huge_last_error", [](const Json& calls) { return results(calls, "lastError", "\"" + std::string(1'000'000, 'l') + "\""); }},
      {"run_huge_out", [](const Json& calls) { return results(calls, "out", "{\"ppCertContext\":\"" + std::string(1'000'000, 'o') + "\"}"); }},
      {"run_huge_key", [](const Json& calls) { return results(calls, "out", "{\"" + std::string(1'000'000, 'k') + "\":\"c1\"}"); }},
      {"run_huge_reason", [](const Json& calls) { return results(calls, "notSupported", "true,\"reason\":\"" + std::string(1'000'000, 'w') + "\""); }},
      {"run_huge_error", [](const Json&) { return "{\"error\":\"" + std::string(1'000'000, 'e') + "\"}"; }},
      {"run_many_results", [](const Json&) { return "{\"results\":[" + repeated("0,", 3'000'000) + "0]}"; }},
      {"run_many_probes", [](const Json& calls) { return results(calls, "observed", many_probes()); }},
      {"run_other_reason_each_time", [](const Json& calls) { return results(calls, "notSupported", "true,\"reason\":" + another_reason()); }},
      {"run_number_as_bool", with("ret", "1")},
      {"run_list_as_ret", with("ret", "[]")},
      {"run_huge_number", with("ret", "1e999")},
      {"run_long_number", with("ret", "123456789012345678901234567890")},
      {"run_negative_last_error", with("lastError", "-9223372036854775808")},
      {"run_null_everything", with("ret", "null,\"out\":null,\"observed\":null")},
      {"run_key_twice", [](const Json& calls) { return results(calls, "ret", "true,\"ret\":false"); }},
      {"run_too_few", text("{\"results\":[]}")},
      {"run_twice", [](const Json& calls) { return results(calls) + "\n" + results(calls); }},
      {"run_carriage_return", [](const Json& calls) { return results(calls) + "\r"; }},
      {"run_blank_line_before", [](const Json& calls) { return "\n" + results(calls); }},
      {"run_hang", doing([] { hang(); })},
      {"run_exit", doing([] { _exit(5); })},
      {"run_exit_0", doing([] { _exit(0); })},
      {"run_crash", doing([] { raise(SIGSEGV); })},
      {"run_stop", doing([] { raise(SIGSTOP); })},
      {"run_last_words", doing([] { std::cerr << "\x1B[31m\xFF\n[[deviation]]\n" << std::flush, _exit(5); })},
      {"run_partial_line_exit", doing([] { say("{\"results\":["), _exit(0); })},
      {"run_partial_line_hang", doing([] { say("{\"results\":["), hang(); })},
      {"run_endless_line", doing([] { say_for_ever(STDOUT_FILENO, "x"); })},
      {"run_endless_lines", doing([] { say_for_ever(STDOUT_FILENO, "{}\n"); })},
      {"run_endless_errors", doing([] { say_for_ever(STDERR_FILENO, "\x1B[31m"); })},
      {"run_closes_output", doing([] { close(STDOUT_FILENO), hang(); })},
      {"run_closes_input", doing([] { close(STDIN_FILENO), hang(); })},
      {"run_fork_exit", doing([] { leave_a_child_behind(), _exit(5); })},
      {"run_fork_exit_0", doing([] { leave_a_child_behind(), _exit(0); })},
      {"run_fork_hang", doing([] { leave_a_child_behind(), hang(); })},
  };
  return all;
}

const std::map<std::string, Make>& answers_to_reset() {
  static const std::map<std::string, Make> all{
      {"reset_malformed", [] { return "[]"; }},
      {"reset_deep", [] { return "{\"a\":" + deep(200'000) + "}"; }},
      {"reset_huge", [] { return "{\"a\":\"" + std::string(1'000'000, 'z') + "\"}"; }},
      {"reset_escape", [] { return "\x1B[31m"; }},
      {"reset_exit", []() -> std::string { _exit(6); }},
  };
  return all;
}

std::string answer(const std::string& behaviour, const Json& request) {
  const std::string wanted = request.at("do");
  if (wanted == "describe") return descriptions().contains(behaviour) ? descriptions().at(behaviour)() : description();
  if (wanted == "reset") return answers_to_reset().contains(behaviour) ? answers_to_reset().at(behaviour)() : "{}";
  const Json& calls = request.at("calls");
  return answers().contains(behaviour) && !calls.empty() ? answers().at(behaviour)(calls) : results(calls);
}

int list() {
  for (const auto& [name, make] : descriptions()) std::cout << name << "\n";
  for (const auto& [name, make] : answers_to_reset()) std::cout << name << "\n";
  for (const auto& [name, make] : answers()) std::cout << name << "\n";
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string behaviour = count > 1 ? arguments[1] : "";
  if (behaviour == "--list") return list();
  for (std::string line; std::getline(std::cin, line);) say(answer(behaviour, Json::parse(line)) + "\n");
}
