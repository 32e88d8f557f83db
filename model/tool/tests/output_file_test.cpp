// What was written before is lost neither to a full disk nor to a run that ends early.
#include "model/tool/output_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace certlife::tool {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class WrittenFile : public testing::Test {
 protected:
  WrittenFile() {
    std::string made = (fs::temp_directory_path() / "certlife-output-XXXXXX").string();
    folder_ = ::mkdtemp(made.data());
  }
  ~WrittenFile() override { fs::remove_all(folder_); }

  fs::path file(const std::string& name) const { return folder_ / name; }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator())); }

 private:
  fs::path folder_;
};

// No file may grow beyond this: what a full disk looks like to a writer.
class FullDisk {
 public:
  explicit FullDisk(rlim_t room) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit less{room, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &less);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(WrittenFile, HoldsTheTextAndNothingIsLeftBesideIt) {
  write_file(file("report").string(), "one");
  write_file(file("report").string(), "two");
  EXPECT_EQ(content_of(file("report")), "two");
  EXPECT_EQ(files(), 1u);
}

TEST_F(WrittenFile, KeepsTheOldTextOnAFullDisk) {
  write_file(file("report").string(), "old");
  {
    const FullDisk disk(1000);
    try {
      write_file(file("report").string(), std::string(100'000, 'x'));
      ADD_FAILURE() << "it was written";
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(std::string(error.what()), file("report").string() + ": cannot be written: File too large");
    }
  }
  EXPECT_EQ(content_of(file("report")), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(WrittenFile, KeepsTheOldTextUntilItIsCommitted) {
  write_file(file("report").string(), "old");
  {
    OutputFile begun(file("report").string());
    begun.stream() << "new" << std::flush;
    EXPECT_EQ(content_of(file("report")), "old");
  }
  EXPECT_EQ(content_of(file("report")), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(WrittenFile, IsTheOneBehindALinkAndKeepsItsMode) {
  write_file(file("report").string(), "old");
  fs::permissions(file("report"), fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  fs::create_symlink("report", file("link"));
  write_file(file("link").string(), "new");
  EXPECT_TRUE(fs::is_symlink(file("link")));
  EXPECT_EQ(content_of(file("report")), "new");
  EXPECT_EQ(fs::status(file("report")).permissions(), fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

TEST_F(WrittenFile, HasTheModeOfAnyNewFile) {
  write_file(file("report").string(), "new");
  std::ofstream(file("ordinary")) << "new";
  EXPECT_EQ(fs::status(file("report")).permissions(), fs::status(file("ordinary")).permissions());
}

TEST_F(WrittenFile, MayHaveTheLongestName) {
  const std::string name(255, 'n');
  write_file(file(name).string(), "new");
  EXPECT_EQ(content_of(file(name)), "new");
}

TEST_F(WrittenFile, MayBeADevice) {
  write_file("/dev/null", "gone");
  EXPECT_THROW(write_file("/dev/full", "lost"), std::runtime_error);
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST_F(WrittenFile, CannotStandWhereNothingCan) {
  for (const fs::path& place : {file("no/such/folder"), file("")}) {
    EXPECT_THROW(write_file(place.string(), "x"), std::runtime_error) << place;
    EXPECT_THROW(check_can_be_written(place.string()), std::runtime_error) << place;
  }
}

}  // namespace
}  // namespace certlife::tool
