#include "impl/tests/encoding/samples.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace certlife::impl::encoding::test {
namespace {

namespace fs = std::filesystem;

// Made beside its place and moved there whole, because test processes run side by side.
fs::path make_samples() {
  const fs::path place = fs::path(CERTLIFE_SAMPLES_DIRECTORY);
  if (fs::exists(place)) return place;
  const fs::path beside = place.string() + "." + std::to_string(::getpid());
  const std::string command = "sh '" CERTLIFE_SAMPLES_SCRIPT "' '" + beside.string() + "'";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("the openssl command could not make the samples");
  std::error_code taken;
  fs::rename(beside, place, taken);
  if (taken) fs::remove_all(beside);
  return place;
}

const fs::path& directory() {
  static const fs::path path = make_samples();
  return path;
}

}  // namespace

Octets sample(const std::string& name) {
  std::ifstream file(directory() / name, std::ios::binary);
  if (!file) throw std::runtime_error("no sample " + name);
  return Octets(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::string> samples_with(const std::string& ending) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory())) {
    if (entry.path().extension() == ending) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace certlife::impl::encoding::test
