// FUZZER FOLDER…: runs the fuzzed function on every file of the folders and on mutations of each, always the same ones. Where there is no
// libFuzzer, this is its main().
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "tests/fuzz/readers/fuzzed.h"

namespace {

namespace fs = std::filesystem;
using Random = std::mt19937;

constexpr std::size_t longest_seed = 4096;
constexpr std::size_t mutations = 2000;  // Of all seeds together.

// What means something to one of the readers.
constexpr std::array<std::string_view, 30> tokens{
    "{",  "}",     "[",      "]",   "\"",    "'",     "\\",   "\n",   ",",          ":",          "=",    "#",      "(",       ")",      "&",
    ".",  "null",  "true",   "-1",  "1e999", "\xFF",  "\x1B", "\u202E", "\\u0000", "\\ud800", "'''", "\"\"\"", "[[[[[[[[", "{\"a\":", "a.a.a.a.a."};

std::size_t below(Random& random, std::size_t end) { return end == 0 ? 0 : random() % end; }

void mutate(std::string& text, Random& random) {
  const std::size_t at = below(random, text.size() + 1), length = below(random, 1 + std::min<std::size_t>(text.size() - at, 40));
  switch (random() % 6) {
    case 0: text.insert(at, tokens[below(random, tokens.size())]); return;
    case 1: text.erase(at, length); return;
    case 2: text.insert(below(random, text.size() + 1), text.substr(at, length)); return;
    case 3: text.resize(at); return;
    case 4: if (at < text.size()) text[at] = static_cast<char>(random()); return;
    default: break;
  }
  const std::string token(tokens[below(random, tokens.size())]);
  for (std::size_t times = 1 + random() % 200; times > 0; --times) text.insert(at, token);
}

void run_on(const std::string& text) {
  // A copy of exactly this size, so that reading beyond it is seen where memory is watched.
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::vector<std::string> seeds_in(int count, char** folders) {
  std::vector<fs::path> files;
  for (int i = 1; i < count; ++i)
    for (const auto& each : fs::recursive_directory_iterator(folders[i]))
      if (each.is_regular_file()) files.push_back(each.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  for (const fs::path& each : files) {
    std::ifstream stream(each, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return seeds;
}

}  // namespace

int main(int count, char** folders) {
  Random random(1);
  const auto seeds = seeds_in(count, folders);
  for (const std::string& seed : seeds) run_on(seed);
  const std::size_t accepted_seeds = certlife::fuzz::accepted;
  std::size_t runs = seeds.size();
  for (const std::string& seed : seeds) {
    for (std::size_t i = 0; i < mutations / seeds.size(); ++i, ++runs) {
      std::string text = seed.substr(0, longest_seed);
      for (std::size_t times = 1 + random() % 3; times > 0; --times) mutate(text, random);
      run_on(text);
    }
  }
  std::printf("%zu seeds, of which %zu are accepted; %zu runs, %zu accepted\n", seeds.size(), accepted_seeds, runs, certlife::fuzz::accepted);
  // It tried something only if some were taken and some were not.
  return accepted_seeds > 0 && certlife::fuzz::accepted > accepted_seeds && certlife::fuzz::accepted < runs ? 0 : 1;
}
