#include "tests/properties/programs.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace certlife::properties {

Stage::Stage(const Library& library, bool in_arena) : library_(library) {
  const auto folder = std::filesystem::temp_directory_path() / ("certlife-properties-" + std::to_string(getpid()));
  files_.folder = folder.string();
  std::filesystem::create_directories(folder);
  std::ofstream(files_.path(Files::unreadable)) << "this is no store";
  if (in_arena) arena_ = std::make_unique<Arena>(library);
}

Stage::~Stage() {
  std::error_code ignored;
  std::filesystem::remove_all(files_.folder, ignored);
}

void Stage::clear() {
  if (arena_) arena_->forget_everything();
  for (unsigned file = 1; file <= Files::ordinary; ++file) std::ofstream(files_.path(file), std::ios::trunc);
}

}  // namespace certlife::properties
