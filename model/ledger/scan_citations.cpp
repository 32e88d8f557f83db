// Writes the table of all citations in the sources of a checkout. The build runs it and embeds the result, so that the
// tools know what cites a clause without the checkout.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "model/ledger/citations.h"

namespace {

namespace fs = std::filesystem;
using certlife::model::Citation;

bool is_windows_trace(const fs::path& path) { return path.extension() == ".jsonl" && path.parent_path().filename() == "windows"; }

bool is_source(const fs::path& path) {
  if (is_windows_trace(path)) return true;
  constexpr std::array<std::string_view, 5> endings{".h", ".cpp", ".c", ".inc", ".programs"};
  return std::find(endings.begin(), endings.end(), path.extension().string()) != endings.end();
}

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void scan_folder(const fs::path& root, const char* folder, std::vector<Citation>& citations) {
  if (!fs::is_directory(root / folder)) return;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (!entry.is_regular_file() || !is_source(entry.path())) continue;
    const std::string path = fs::relative(entry.path(), root).generic_string();
    for (Citation& found : certlife::model::citations_in(path, read_file(entry.path())))
      citations.push_back(std::move(found));
  }
}

// An unchanged table is left alone, so that nothing is rebuilt for it.
void write_if_changed(const fs::path& path, const std::string& text) {
  if (fs::exists(path) && read_file(path) == text) return;
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: certlife_scan_citations CHECKOUT TABLE\n";
    return 2;
  }
  try {
    std::vector<Citation> citations;
    for (const char* folder : {"model", "impl", "proofs", "tests"}) scan_folder(arguments[1], folder, citations);
    write_if_changed(arguments[2], certlife::model::to_table(std::move(citations)));
  } catch (const std::exception& error) {
    std::cerr << "certlife_scan_citations: " << error.what() << "\n";
    return 2;
  }
  return 0;
}
