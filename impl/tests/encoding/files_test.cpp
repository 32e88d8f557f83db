#include "impl/src/encoding/files.h"

#include <grp.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>

#include "impl/tests/encoding/samples.h"

namespace certlife::impl::encoding::test {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  Files() {
    char name[] = "/tmp/certlife-files-XXXXXX";
    directory_ = ::mkdtemp(name);
  }
  ~Files() override { fs::remove_all(directory_); }

  std::string path(const std::string& name) const { return directory_ / name; }

  Octets content(const std::string& name) const {
    Octets bytes;
    EXPECT_EQ(read_file(path(name), bytes), 0);
    return bytes;
  }

  std::size_t files_in_directory() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()));
  }

  fs::path directory_;
};

// A limit on the size of files makes writes fall short and then fail, as a full disk does.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit small{bytes, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit old_{};
  void (*old_handler_)(int);
};

TEST_F(Files, AreReadBackAsTheyWereWritten) {
  const Octets large(1'000'000, 7);
  EXPECT_EQ(replace_file(path("a"), large), 0);
  EXPECT_EQ(content("a"), large);
  EXPECT_EQ(replace_file(path("a"), {}), 0);
  EXPECT_EQ(content("a"), Octets{});
}

TEST_F(Files, LeaveNothingBesideThem) {
  EXPECT_EQ(replace_file(path("a"), Octets{1}), 0);
  EXPECT_EQ(replace_file(path("a"), Octets{2}), 0);
  EXPECT_EQ(files_in_directory(), 1u);
}

TEST_F(Files, KeepTheirOldContentWhenTheDiskIsFull) {
  // docs certclosestore: a commit that fails
  ASSERT_EQ(replace_file(path("a"), Octets{1, 2, 3}), 0);
  {
    const SmallDisk disk(1000);
    EXPECT_EQ(windows_error_of(replace_file(path("a"), Octets(5000, 9))), 112u);
  }
  EXPECT_EQ(content("a"), (Octets{1, 2, 3}));
  EXPECT_EQ(files_in_directory(), 1u);
}

TEST_F(Files, KeepTheirPermissions) {
  ASSERT_EQ(replace_file(path("a"), Octets{1}), 0);
  ASSERT_EQ(::chmod(path("a").c_str(), 0640), 0);
  ASSERT_EQ(replace_file(path("a"), Octets{2}), 0);
  EXPECT_EQ(static_cast<int>(fs::status(path("a")).permissions()), 0640);
}

TEST_F(Files, AreReplacedBehindASymbolicLink) {
  ASSERT_EQ(replace_file(path("a"), Octets{1}), 0);
  fs::create_symlink("a", path("link"));
  ASSERT_EQ(replace_file(path("link"), Octets{2}), 0);
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content("a"), Octets{2});
}

TEST_F(Files, ThatAreNoRegularOnesAreWrittenDirectly) {
  EXPECT_EQ(replace_file("/dev/null", Octets{1}), 0);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_EQ(replace_file("/dev/full", Octets{1}), ENOSPC);
}

TEST_F(Files, SayWhyTheyCannotBeOpened) {
  // windows test testFileNameStore
  Octets bytes;
  EXPECT_EQ(windows_error_of(read_file(path("missing"), bytes)), 2u);
  EXPECT_EQ(windows_error_of(replace_file(path("no/such/directory"), bytes)), 2u);
  EXPECT_EQ(windows_error_of(read_file(directory_, bytes)), 5u);
  EXPECT_EQ(replace_file(directory_, bytes), EISDIR);
  EXPECT_EQ(probe_replacing(path("missing")), ENOENT);
}

TEST_F(Files, AreReplacedBehindALinkThatNamesNothingYet) {
  fs::create_symlink("real/none", path("link"));
  fs::create_directory(path("real"));
  EXPECT_EQ(replace_file(path("link"), Octets{2}), 0);
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content("real/none"), Octets{2});
  fs::create_symlink("circle", path("circle"));
  EXPECT_EQ(windows_error_of(replace_file(path("circle"), Octets{2})), 3u);
}

TEST_F(Files, AreNamedSoThatTheWorkingDirectoryDoesNotMatter) {
  const fs::path before = fs::current_path();
  fs::current_path(directory_);
  std::string resolved;
  EXPECT_EQ(resolve("a", resolved), 0);
  EXPECT_EQ(resolved, fs::canonical(directory_) / "a");
  EXPECT_EQ(resolve("missing/a", resolved), ENOENT);
  fs::current_path(before);
}

TEST_F(Files, ThatAreNotRegularAreNeitherWaitedForNorRead) {
  Octets bytes;
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(windows_error_of_reading(read_file(path("pipe"), bytes)), 50u);
  EXPECT_EQ(windows_error_of(replace_file(path("pipe"), Octets{1})), 21u);
  EXPECT_EQ(read_file("/dev/zero", bytes), ENOTSUP);
  EXPECT_EQ(read_file("/dev/full", bytes), ENOTSUP);
}

TEST_F(Files, AreNotReadBeyondWhatADwordCounts) {
  ASSERT_EQ(replace_file(path("a"), Octets{1}), 0);
  ASSERT_EQ(::truncate(path("a").c_str(), 4'294'967'299), 0);
  Octets bytes;
  EXPECT_EQ(windows_error_of_reading(read_file(path("a"), bytes)), 0x80092003u);
}

TEST_F(Files, SayThatAReadFailedWhereItWasARead) {
  EXPECT_EQ(windows_error_of_reading(EIO), 30u);
  EXPECT_EQ(windows_error_of(EIO), 29u);
  EXPECT_EQ(windows_error_of(EMFILE), 4u);
  EXPECT_EQ(windows_error_of(ENOTSUP), 50u);
}

// Another user's file, of a group that this process may use: only as root can such a file be made.
class FilesOfOthers : public Files {
 protected:
  static constexpr uid_t other_user = 4242, our_user = 4343;
  static constexpr gid_t shared_group = 4444, our_group = 4545;
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give files away";
    ASSERT_EQ(replace_file(path("a"), Octets{1}), 0);
    ASSERT_EQ(::chown(path("a").c_str(), other_user, shared_group), 0);
    ASSERT_EQ(::chmod(path("a").c_str(), 06660), 0);
    ASSERT_EQ(::chmod(directory_.c_str(), 0777), 0);
  }
  // Replaces the file as a user with these groups; true if that succeeded.
  bool replaced_by_a_member_of(std::vector<gid_t> groups) const {
    const pid_t child = ::fork();
    if (child == 0) {
      const bool changed = ::setgroups(groups.size(), groups.data()) == 0 && ::setgid(our_group) == 0 && ::setuid(our_user) == 0;
      ::_exit(changed && replace_file(path("a"), Octets{2}) == 0 ? 0 : 1);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  struct stat status() const {
    struct stat found{};
    EXPECT_EQ(::stat(path("a").c_str(), &found), 0);
    return found;
  }
};

TEST_F(FilesOfOthers, KeepTheirGroupWhenAMemberReplacesThem) {
  ASSERT_TRUE(replaced_by_a_member_of({shared_group}));
  EXPECT_EQ(status().st_gid, shared_group);
  EXPECT_EQ(status().st_uid, our_user);
  EXPECT_EQ(status().st_mode & 07777u, 02660u) << "a user's rights are not handed to another";
}

TEST_F(FilesOfOthers, LetNoOtherGroupInWhenTheirsCannotBeKept) {
  ASSERT_EQ(::chmod(path("a").c_str(), 06666), 0);
  ASSERT_TRUE(replaced_by_a_member_of({}));
  EXPECT_EQ(status().st_gid, our_group);
  EXPECT_EQ(status().st_mode & 07777u, 0606u);
}

TEST_F(Files, AreMadeNewOnlyOnce) {
  // windows test testFileNameStore
  EXPECT_EQ(create_new_file(path("a")), 0);
  EXPECT_EQ(probe_replacing(path("a")), 0);
  EXPECT_EQ(windows_error_of(create_new_file(path("a"))), 80u);
}

TEST(FileNames, AreTurnedIntoUtf8) {
  EXPECT_EQ(utf8_from_utf16(u"a\u00e9\u20ac\U0001F600"), "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
  EXPECT_EQ(utf8_from_utf16(u""), "");
  EXPECT_EQ(utf8_file_name(u"name"), "name");
}

TEST(FileNames, AreRefusedWithASurrogateThatHasNoPartner) {
  EXPECT_FALSE(utf8_from_utf16(std::u16string{u'a', char16_t{0xD800}}).has_value());
  EXPECT_FALSE(utf8_from_utf16(std::u16string{char16_t{0xD800}, u'a'}).has_value());
  EXPECT_FALSE(utf8_from_utf16(std::u16string{char16_t{0xDC00}}).has_value());
}

}  // namespace
}  // namespace certlife::impl::encoding::test
