#include "model/tool/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <random>
#include <stdexcept>

#include "model/tool/interrupts.h"

namespace certlife::tool {
namespace {

namespace fs = std::filesystem;

constexpr const char* standard_output = "-";

[[noreturn]] void refuse(const std::string& path, int error) {
  throw std::runtime_error(path + ": cannot be written" + (error != 0 ? std::string(": ") + std::strerror(error) : ""));
}

// Only making the file tells for sure that it can be made. A link that leads nowhere is let pass.
void check_can_be_made(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno != EEXIST) refuse(path, errno);
  if (file < 0) return;
  ::close(file);
  ::unlink(path.c_str());
}

bool is_writable_file(const std::string& path) { return ::access(path.c_str(), W_OK) == 0; }

// A name that nobody has taken. It begins with a dot, and does not grow with the name of the file.
fs::path neighbour_of(const fs::path& path) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::string name = ".certlife-";
  for (int i = 0; i < 12; ++i) name += letters[random() % letters.size()];
  return path.parent_path() / name;
}

struct Made {
  fs::path path;
  int error = 0;
};

// An empty file beside that one.
Made make_neighbour(const fs::path& path, mode_t mode) {
  for (;;) {
    Made made{neighbour_of(path), 0};
    const int file = ::open(made.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0 && errno == EEXIST) continue;
    if (file < 0) made.error = errno;
    else ::close(file);
    return made;
  }
}

void give_mode_of(const fs::path& original, const fs::path& copy) {
  struct stat status {};
  if (::stat(original.c_str(), &status) != 0) return;
  // Only root can keep another owner; for everybody else the file becomes their own.
  if (::chown(copy.c_str(), status.st_uid, status.st_gid) != 0) errno = 0;
  ::chmod(copy.c_str(), status.st_mode & 0777);
}

}  // namespace

void check_can_be_written(const std::string& path) {
  if (path.empty() || path == standard_output) return;
  std::error_code unknown;
  const auto status = fs::status(path, unknown);
  if (fs::is_directory(status)) refuse(path, EISDIR);
  if (!fs::exists(status)) return check_can_be_made(path);
  if (!is_writable_file(path)) refuse(path, errno);
}

class OutputFile::Impl {
 public:
  explicit Impl(const std::string& path) : path_(path) {
    if (path == standard_output) return;
    std::error_code unknown;
    const auto status = fs::status(path, unknown);
    if (fs::exists(status) && !is_writable_file(path)) refuse(path, errno);
    if (!fs::exists(status) || fs::is_regular_file(status)) begin_beside(fs::exists(status));
    if (!beside_) open(path);
  }

  ~Impl() {
    if (!beside_) return;
    std::error_code ignored;
    fs::remove(*beside_, ignored);
  }

  std::ostream& stream() { return path_ == standard_output ? std::cout : file_; }

  // What does not reach the file at once shows at the commit.
  void write(const std::string& text) {
    errno = 0;
    if (!(stream() << text)) refuse(path_, errno);
  }

  void commit() {
    errno = 0;
    if (!stream().flush()) refuse(path_, errno);
    if (path_ == standard_output) return;
    file_.close();
    if (!file_) refuse(path_, errno);
    if (!beside_) return;
    if (::rename(beside_->c_str(), place_.c_str()) != 0) refuse(path_, errno);
    beside_.reset();
  }

 private:
  // Leaves `beside_` empty where nothing can be made, though the file itself can be written.
  void begin_beside(bool exists) {
    std::error_code unknown;
    place_ = exists ? fs::canonical(path_, unknown) : fs::weakly_canonical(path_, unknown);
    if (unknown) place_ = path_;
    const HeldOff until_it_is_registered;
    const Made made = make_neighbour(place_, 0666);
    if (made.error != 0) {
      if (!exists) refuse(path_, made.error);
      return;
    }
    if (exists) give_mode_of(place_, made.path);
    beside_ = made.path;
    tidy_up_.emplace([beside = made.path] { ::unlink(beside.c_str()); });
    open(made.path);
  }

  void open(const fs::path& path) {
    errno = 0;
    file_.open(path, std::ios::binary);
    if (!file_) refuse(path_, errno);
  }

  std::string path_;
  fs::path place_;  // Behind links.
  std::optional<fs::path> beside_;
  std::optional<TidyUp> tidy_up_;
  std::ofstream file_;
};

OutputFile::OutputFile(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
OutputFile::~OutputFile() = default;
std::ostream& OutputFile::stream() { return impl_->stream(); }
void OutputFile::write(const std::string& text) { impl_->write(text); }
void OutputFile::commit() { impl_->commit(); }

void write_file(const std::string& path, const std::string& text) {
  OutputFile file(path);
  file.write(text);
  file.commit();
}

}  // namespace certlife::tool
