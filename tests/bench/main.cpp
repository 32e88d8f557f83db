// certlife bench: the numbers of the README, each measured in one run beside its peers.
#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "model/tool/help.h"
#include "model/tool/tool.h"
#include "tests/bench/figures.h"
#include "tests/bench/make_certificate.h"

namespace {

namespace fs = std::filesystem;
using certlife::bench::Figures;

// What is measured by programs of its own: the library, Wine and OpenSSL, doing the same things.
struct Peer {
  std::string name;
  std::string command;  // Without arguments; empty if it is not available.
};

fs::path own_folder() { return fs::read_symlink("/proc/self/exe").parent_path(); }

std::string quoted(const fs::path& path) {
  std::string text;
  for (const char c : path.string()) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + text + "'";
}

Peer wine(const fs::path& bin, const fs::path& scratch) {
  const fs::path program = bin / "windows_store_operations.exe";
  for (const char* loader : {"/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine"}) {
    if (!fs::exists(loader) || !fs::exists(program)) continue;
    const std::string setting = "WINEDEBUG=-all WINEDLLOVERRIDES='mscoree=;mshtml=;winedbg.exe=d' WINEPREFIX=";
    return {"Wine", setting + quoted(scratch / "wine-prefix") + " " + loader + " " + quoted(program)};
  }
  return {"Wine", ""};
}

std::optional<Figures> measure(const Peer& peer, const fs::path& certificate, std::size_t n, const char* more) {
  if (peer.command.empty()) return std::nullopt;
  const std::string command = peer.command + " " + quoted(certificate) + " " + std::to_string(n) + more + " 2>/dev/null";
  FILE* output = popen(command.c_str(), "r");
  if (output == nullptr) return std::nullopt;
  std::string text;
  for (char block[4096]; const std::size_t size = std::fread(block, 1, sizeof block, output);) text.append(block, size);
  return pclose(output) == 0 ? std::optional(certlife::bench::parse_figures(text)) : std::nullopt;
}

std::string cell(const std::optional<Figures>& figures, const std::string& operation) {
  if (!figures || !figures->contains(operation)) return "–";
  const double value = figures->at(operation);
  if (operation.ends_with("throughput")) return fmt::format("{:.2f} ×", value);
  if (value < 1e3) return fmt::format("{:.1f} ns", value);
  return value < 1e6 ? fmt::format("{:.2f} µs", value / 1e3) : fmt::format("{:.2f} ms", value / 1e6);
}

std::string ratio(const std::optional<Figures>& ours, const std::optional<Figures>& theirs, const std::string& operation) {
  if (!ours || !theirs || !ours->contains(operation) || !theirs->contains(operation)) return "";
  return fmt::format("({:.1f}×)", theirs->at(operation) / ours->at(operation));
}

void print_rows(std::size_t n, const std::optional<Figures>& ours, const std::optional<Figures>& wine_figures,
                const std::optional<Figures>& openssl) {
  if (!ours) return;
  for (const auto& [operation, value] : *ours) {
    fmt::print("{:<24} {:>7} {:>12} {:>12} {:>10} {:>12} {:>10}\n", operation, n == 0 ? "" : std::to_string(n),
               cell(ours, operation), cell(wine_figures, operation), ratio(ours, wine_figures, operation),
               cell(openssl, operation), ratio(ours, openssl, operation));
  }
}

int bench_operations(const std::vector<std::size_t>& sizes) {
  const fs::path bin = own_folder();
  const fs::path scratch = bin.parent_path() / "bench";
  fs::create_directories(scratch);
  const fs::path certificate = scratch / "certificate.der";
  if (!certlife::bench::make_certificate(certificate)) {
    fmt::print(stderr, "certlife bench: cannot write {}\n", certificate.string());
    return 2;
  }
  const Peer ours{"certlife", quoted(bin / "store_operations")};
  const Peer theirs = wine(bin, scratch);
  const Peer openssl{"OpenSSL", quoted(bin / "openssl_operations")};
  fmt::print("Stores and contexts, certificate of {} bytes; per call or certificate; in brackets: how many times our time\n\n",
             fs::file_size(certificate));
  fmt::print("{:<24} {:>7} {:>12} {:>12} {:>10} {:>12} {:>10}\n", "operation", "N", "certlife", theirs.command.empty() ? "(no Wine)" : "Wine",
             "", "OpenSSL", "");
  for (const std::size_t n : sizes) {
    print_rows(n, measure(ours, certificate, n, ""), measure(theirs, certificate, n, " --no-threads"),
               measure(openssl, certificate, n, ""));
  }
  return 0;
}

int run(int count, char** arguments) {
  CLI::App app("The numbers of certlife, each measured in one run beside its peers", "certlife bench");
  std::vector<std::size_t> sizes{0, 10, 100, 1000, 10000};
  std::vector<std::string> what;
  app.add_option("WHAT", what, "What to measure; default: everything")->check(CLI::IsMember(certlife::bench::subjects()));
  app.add_option("--sizes", sizes, "Numbers of certificates in the store")->delimiter(',')->capture_default_str();
  certlife::tool::describe(app, "bench",
                           {{"bench", "every number of the README"}, {"bench operations --sizes 10,1000", "the library beside Wine and OpenSSL"}},
                           {{0, "measured"}, {2, "an error of the tool"}});
  if (const auto code = certlife::tool::parse(app, count, arguments)) return *code;
  if (what.empty()) what = certlife::bench::subjects();
  int worst = 0;
  for (const std::string& subject : what) {
    worst = std::max(worst, subject == "operations" ? bench_operations(sizes) : certlife::bench::run(subject));
  }
  return worst;
}

}  // namespace

int main(int count, char** arguments) {
  return certlife::tool::run("certlife bench", [&] { return run(count, arguments); });
}
