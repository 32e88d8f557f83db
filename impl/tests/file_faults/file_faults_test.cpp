// Every call of a program that touches a file fails once, for several reasons; and the process is killed at each of them.
#include <certlife/certlife.h>
#include <dirent.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include "impl/tests/calls.h"
#include "impl/tests/file_faults/injected.h"

namespace certlife::impl::test {
namespace {

namespace fs = std::filesystem;

constexpr DWORD commits = CERT_FILE_STORE_COMMIT_ENABLE_FLAG;

Octets bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Octets(std::istreambuf_iterator<char>(file), {});
}

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

// Told of each commit that a close could not make.
int lost_changes = 0;
void count_lost_changes(const char*, const void*, const char*) { ++lost_changes; }

class FileFaults : public ::testing::Test {
 protected:
  FileFaults() {
    // In memory where there is such a place: thousands of files are replaced.
    std::string pattern = (fs::is_directory("/dev/shm") ? "/dev/shm" : "/tmp") + std::string("/certlife-faults-XXXXXX");
    directory_ = ::mkdtemp(pattern.data());
    file_ = directory_ / "store";
    link_ = directory_ / "link";
    fs::create_symlink("store", link_);
    certlife_set_checked(TRUE);
    certlife_set_misuse_handler(count_lost_changes);
  }
  ~FileFaults() override {
    certlife_set_misuse_handler(nullptr);
    certlife_set_checked(FALSE);
    fs::remove_all(directory_);
  }

  HCERTSTORE open(DWORD flags) const { return CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, flags, link_.c_str()); }
  // The file holds one certificate; the store, which commits, another one as well.
  HCERTSTORE changed_store() {
    fs::remove(file_);
    HCERTSTORE store = open(commits);
    EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate()));
    EXPECT_TRUE(CertCloseStore(store, 0));
    old_ = bytes_of(file_);
    store = open(commits);
    EXPECT_TRUE(add_unheld<CertificateCalls>(store, certificate_with_serial(2)));
    CRYPT_DATA_BLOB blob{0, nullptr};
    EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
    new_.resize(blob.cbData);
    blob.pbData = new_.data();
    EXPECT_TRUE(CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_MEMORY, &blob, 0));
    return store;
  }
  // As a process does that is killed: something to be removed.
  void leave_a_stale_file() const { std::ofstream(directory_ / ".certlife-0123456789abcdef.tmp") << "stale"; }
  std::vector<std::string> others() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory_)) {
      if (entry.path() != file_ && entry.path() != link_) names.push_back(entry.path().filename());
    }
    return names;
  }

  fs::path directory_, file_, link_;
  Octets old_, new_;
};

enum class Program { commit, final_close, save_over, save_as_new, open_to_read, open_to_commit, open_missing, create_new };
constexpr Program programs[] = {Program::commit,       Program::final_close,    Program::save_over,    Program::save_as_new,
                                Program::open_to_read, Program::open_to_commit, Program::open_missing, Program::create_new};
constexpr const char* names_of_programs[] = {"commit",       "final close",    "save over a file", "save as a new file",
                                             "open to read", "open to commit", "open a missing file", "create a new file"};

bool writes(Program program) { return program <= Program::save_as_new; }
bool is_open(Program program) { return !writes(program); }
bool is_without_file(Program program) {
  return program == Program::save_as_new || program == Program::open_missing || program == Program::create_new;
}

DWORD flags_of(Program program) {
  if (program == Program::open_to_read) return CERT_STORE_READONLY_FLAG;
  return program == Program::create_new ? commits | CERT_STORE_CREATE_NEW_FLAG : commits;
}

// What a program did under a fault.
struct Seen {
  bool hit = false;
  bool succeeded = false;
  DWORD last_error = sentinel;
  int told = 0;
};

class FaultsOneByOne : public FileFaults {
 protected:
  bool act(Program program, HCERTSTORE store, HCERTSTORE& opened) {
    const auto save = [&](const fs::path& to) {
      return CertSaveStore(store, any_encoding, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_A, const_cast<char*>(to.c_str()), 0) != FALSE;
    };
    if (program == Program::commit) return CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr) != FALSE;
    if (program == Program::final_close) return CertCloseStore(store, 0) != FALSE;
    if (program == Program::save_over || program == Program::save_as_new) return save(link_);
    // CREATE_NEW takes no link for a missing file.
    const auto& name = program == Program::create_new ? file_ : link_;
    opened = CertOpenStore(CERT_STORE_PROV_FILENAME_A, 0, 0, flags_of(program), name.c_str());
    return opened != nullptr;
  }

  Seen run(Program program, const Fault& fault) {
    store_ = changed_store();
    if (is_without_file(program)) fs::remove(file_);
    if (writes(program)) leave_a_stale_file();
    Seen result;
    lost_changes = 0;
    HCERTSTORE opened = nullptr;
    SetLastError(sentinel);
    {
      const Injecting injecting(fault);
      result.succeeded = act(program, store_, opened);
      result.last_error = GetLastError();
      result.hit = Injecting::has_hit();
    }
    result.told = lost_changes;
    now_ = bytes_of(file_);
    exists_ = fs::exists(file_);
    EXPECT_TRUE(CertCloseStore(opened, 0));
    return result;
  }

  void expect_old_or_new(Program program, const Seen& run) const {
    const Octets before = is_without_file(program) ? Octets{} : old_;
    if (is_open(program)) {
      EXPECT_EQ(now_, before);
      EXPECT_EQ(exists_, !is_without_file(program) || run.succeeded);
      return;
    }
    const bool is_written = program == Program::final_close ? run.told == 0 : run.succeeded;
    EXPECT_EQ(now_, is_written ? new_ : before);
    EXPECT_EQ(exists_, is_written || !is_without_file(program));
  }
  static void expect_a_reason(const Seen& run, const Fault& fault) {
    if (run.succeeded) {
      EXPECT_EQ(run.last_error, sentinel);
      return;
    }
    EXPECT_NE(run.last_error, sentinel);
    EXPECT_NE(run.last_error, DWORD{ERROR_GEN_FAILURE});
    EXPECT_NE(fault.error, EINTR) << "a call that was interrupted is made again";
    EXPECT_TRUE(fault.call != "read" || fault.error != EIO || run.last_error == ERROR_READ_FAULT);
    EXPECT_TRUE(fault.call != "write" || fault.error != EIO || run.last_error == ERROR_WRITE_FAULT);
  }
  // A commit leaves nothing behind, except where looking for it or removing it is what failed; the next commit removes that too.
  static bool is_of_the_sweep(const std::string& call) {
    return call == "opendir" || call == "readdir" || call == "unlink" || call == "open" || call == "fstat" || call == "flock";
  }
  void expect_no_traces(Program program, const Seen& run, const Fault& fault) {
    EXPECT_TRUE(!run.succeeded || run.told > 0 || is_of_the_sweep(fault.call) || others().empty());
    EXPECT_LE(others().size(), 1u);
    if (program == Program::final_close) store_ = changed_store();
    const DWORD force = CERT_STORE_CTRL_COMMIT_FORCE_FLAG;
    EXPECT_TRUE(CertControlStore(store_, force, CERT_STORE_CTRL_COMMIT, nullptr));
    EXPECT_EQ(bytes_of(file_), new_);
    EXPECT_EQ(others(), std::vector<std::string>{});
    EXPECT_TRUE(CertCloseStore(store_, CERT_CLOSE_STORE_CHECK_FLAG));
  }

  bool try_fault(Program program, const Fault& fault) {
    SCOPED_TRACE(std::string(names_of_programs[static_cast<int>(program)]) + ", " + fault.call + " number " +
                 std::to_string(fault.nth) + ": " + std::strerror(fault.error));
    const std::size_t descriptors = open_descriptors();
    // What checked mode needs memory for is tested by itself.
    certlife_set_checked(fault.call != "memory" || !is_open(program));
    const Seen result = run(program, fault);
    expect_old_or_new(program, result);
    expect_a_reason(result, fault);
    expect_no_traces(program, result, fault);
    EXPECT_EQ(open_descriptors(), descriptors);
    return result.hit;
  }
  // How often the call was met.
  std::size_t try_each(Program program, const std::string& call, int error) {
    Fault fault{call, error, 1};
    while (try_fault(program, fault) && !HasFailure()) ++fault.nth;
    return fault.nth - 1;
  }

  HCERTSTORE store_ = nullptr;
  Octets now_;
  bool exists_ = false;
};

// Some calls may be interrupted, the others never are. Of a link these two say what is so: that it is none.
bool may_be(const std::string& call, int error) {
  if (call == "readlink" && (error == EINVAL || error == ENOENT)) return false;
  static const std::set<std::string> slow{"open", "read", "write", "fsync", "close", "flock", "fchmod"};
  return error != EINTR || slow.contains(call);
}

TEST_F(FaultsOneByOne, LeaveTheOldFileOrTheNewOneAndSayWhich) {
  // CONTROL-8, SAVE-8, FILE-15, CLOSE-33
  constexpr int errors[] = {ENOSPC, EIO, EACCES, EINTR, EDQUOT, EROFS, EMFILE, ENOMEM, EFBIG, EINVAL, ENOTSUP, EPERM, ELOOP, ENOENT, EEXIST};
  std::set<std::string> met;
  for (const Program program : programs) {
    for (const std::string& call : calls_that_can_fail()) {
      for (const int error : errors) {
        if (call == "memory" && error != ENOMEM) continue;
        if (!may_be(call, error)) continue;
        if (try_each(program, call, error) > 0) met.insert(call);
        if (HasFailure()) return;
      }
    }
  }
  std::set<std::string> all(calls_that_can_fail().begin(), calls_that_can_fail().end());
  all.erase("fchown");  // only where the owner is another one
  EXPECT_EQ(met, all);
}

TEST_F(FileFaults, DoNotComeOfShortReadsAndWrites) {
  const HCERTSTORE store = changed_store();
  {
    const ShortTransfers few;
    EXPECT_TRUE(CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr));
    const HCERTSTORE again = open(CERT_STORE_READONLY_FLAG);
    EXPECT_EQ(contents_of<CertificateCalls>(again).size(), 2u);
    EXPECT_TRUE(CertCloseStore(again, CERT_CLOSE_STORE_CHECK_FLAG));
  }
  EXPECT_EQ(bytes_of(file_), new_);
  EXPECT_TRUE(CertCloseStore(store, 0));
}

// --- Kills ---------------------------------------------------------------------------------------------------------------

class FileKills : public FileFaults {
 protected:
  // Commits in a child that is killed at its nth call; false if it lived to its end.
  bool is_killed(std::size_t nth, bool before) {
    const HCERTSTORE store = changed_store();
    const pid_t child = ::fork();
    if (child == 0) {
      die_at(nth, before);
      const BOOL committed = CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr);
      ::_exit(committed ? 0 : 1);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    const Octets now = bytes_of(file_);
    EXPECT_TRUE(now == old_ || now == new_) << "the file is torn";
    left_something_ |= !others().empty();
    EXPECT_TRUE(CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr)) << "a later commit fails";
    EXPECT_EQ(bytes_of(file_), new_);
    EXPECT_EQ(others(), std::vector<std::string>{});
    EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
    return WIFSIGNALED(status);
  }
  bool left_something_ = false;
};

TEST_F(FileKills, LeaveAWholeFileAndHinderNoLaterCommit) {
  // CONTROL-8
  for (const bool before : {true, false}) {
    std::size_t nth = 1;
    while (is_killed(nth, before) && !HasFailure()) ++nth;
    EXPECT_GT(nth, 15u);
  }
  EXPECT_TRUE(left_something_) << "no kill hit where it matters";
}

TEST_F(FileKills, LeaveNamesThatHinderNobody) {
  // What a process with this id would have made its temporary file.
  const HCERTSTORE store = changed_store();
  const fs::path stale = directory_ / (".certlife-" + std::to_string(::getpid()) + "-0.tmp");
  std::ofstream(stale) << "stale";
  EXPECT_TRUE(CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, nullptr));
  EXPECT_EQ(bytes_of(file_), new_);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
}

TEST_F(FileKills, OfOthersAreSweptButNotWhatIsStillWritten) {
  EXPECT_TRUE(CertCloseStore(changed_store(), 0));
  fs::remove(file_);
  EXPECT_TRUE(CertCloseStore(open(commits), 0));
  constexpr int processes = 4, rounds = 100;
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    children.push_back(::fork());
    if (children.back() != 0) continue;
    const HCERTSTORE store = open(commits);
    bool all = add_unheld<CertificateCalls>(store, certificate_with_serial(static_cast<std::uint8_t>(10 + i))) != FALSE;
    for (int round = 0; round < rounds; ++round) {
      all = all && CertControlStore(store, CERT_STORE_CTRL_COMMIT_FORCE_FLAG, CERT_STORE_CTRL_COMMIT, nullptr) != FALSE;
    }
    ::_exit(all ? 0 : 1);
  }
  for (const pid_t child : children) {
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "a commit failed";
  }
  const HCERTSTORE store = open(CERT_STORE_READONLY_FLAG);
  EXPECT_GE(contents_of<CertificateCalls>(store).size(), 1u);
  EXPECT_TRUE(CertCloseStore(store, CERT_CLOSE_STORE_CHECK_FLAG));
  EXPECT_EQ(others(), std::vector<std::string>{});
}

}  // namespace
}  // namespace certlife::impl::test
