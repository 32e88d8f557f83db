#include "model/tool/help.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

#include "model/tool/shell_words.h"

namespace certlife::tool {
namespace {

constexpr std::size_t option_column = 32;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 2), ' ');
  return text;
}

class VerbFormatter : public CLI::Formatter {
 public:
  explicit VerbFormatter(std::string words) : words_(std::move(words)) { column_width(option_column); }

  std::string make_usage(const CLI::App* app, std::string) const override {
    std::string usage = "usage: certlife " + words_ + " [OPTION…]";
    for (const CLI::Option* option : app->get_options([](const CLI::Option* each) { return each->get_positional(); }))
      usage += " " + make_option_usage(option);
    if (!app->get_subcommands([](const CLI::App*) { return true; }).empty()) usage += " VERB";
    return usage + "\n";
  }
  std::string make_footer(const CLI::App* app) const override { return app->get_footer(); }

 private:
  std::string words_;
};

std::string footer_of(const std::vector<Example>& examples, const std::vector<ExitCode>& exit_codes) {
  std::string text;
  if (!examples.empty()) text += "Examples:\n";
  for (const Example& each : examples) text += "  certlife " + std::string(each.command) + "\n      " + std::string(each.what) + "\n";
  if (!examples.empty() && !exit_codes.empty()) text += "\n";
  if (!exit_codes.empty()) text += "Exit codes:\n";
  for (const ExitCode& each : exit_codes) text += "  " + padded(std::to_string(each.code), 4) + std::string(each.when) + "\n";
  return text;
}

const CLI::App& innermost_verb(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : innermost_verb(*chosen.front());
}

// The words by which the front door knows the verb; they stand in its usage.
std::string help_words(const CLI::App& app) {
  const CLI::App& verb = innermost_verb(app);
  const auto formatter = std::dynamic_pointer_cast<CLI::Formatter>(verb.get_formatter());
  const std::string usage = formatter->make_usage(&verb, "");
  const auto begin = usage.find("certlife"), end = usage.find(" [OPTION…]");
  return begin == std::string::npos || end == std::string::npos ? "--help" : usage.substr(begin, end - begin) + " --help";
}

}  // namespace

void describe(CLI::App& verb, const std::string& words, const std::vector<Example>& examples, const std::vector<ExitCode>& exit_codes) {
  verb.formatter(std::make_shared<VerbFormatter>(words));
  verb.footer(footer_of(examples, exit_codes));
  verb.get_help_ptr()->description("Print this help and exit");
}

std::optional<int> parse(CLI::App& app, int count, const char* const* arguments) {
  try {
    app.parse(count, arguments);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ExtrasError&) {
    // The parser's own message turns the words around.
    std::string words;
    for (const std::string& word : app.remaining(true)) words += " " + shell_quoted(word);
    throw std::runtime_error("not expected:" + words + "; " + help_words(app) + " lists what is");
  } catch (const CLI::ParseError& error) {
    throw std::runtime_error(std::string(error.what()) + "; " + help_words(app) + " lists what is expected");
  }
  return std::nullopt;
}

}  // namespace certlife::tool
