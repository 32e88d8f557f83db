// Runs the tool as its users do.
#pragma once

#include <filesystem>
#include <string>

namespace certlife::conformance {

struct Outcome {
  int code = -1;
  std::string output, errors;
};

// certlife-conform with these arguments, as a shell takes them.
Outcome certlife_conform(const std::string& arguments);

// `text` as one word for a shell.
std::string shell_word(const std::string& text);

// A file of this test process, gone with it.
std::filesystem::path scratch_file(const std::string& name, const std::string& content = "");
std::string content_of(const std::filesystem::path& file);

// tests/conformance in the sources.
std::filesystem::path conformance_folder();
// The command line of examples/harness.py; empty where there is no Python.
std::string python_harness();

}  // namespace certlife::conformance
