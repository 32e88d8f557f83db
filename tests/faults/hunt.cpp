#include "tests/faults/hunt.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstring>

#include "tests/faults/child.h"
#include "tests/properties/effort.h"
#include "tests/properties/stress.h"
#include "tests/properties/walk.h"

namespace certlife::faults {
namespace {

using properties::Arena;
using properties::Growing;
using properties::Library;
using properties::Path;
using properties::Program;
using properties::Small;
using properties::Stage;
using properties::Verdict;

constexpr unsigned seconds_for_a_driver = 30;
constexpr unsigned seconds_for_a_program = 2;
constexpr unsigned attempts_with_threads = 20, seconds_for_an_attempt = 3;

struct Words {
  char text[400];
  void say(const std::string& sentence) { std::snprintf(text, sizeof text, "%s", sentence.c_str()); }
};

// A program that can be read when its player has crashed. Calls are plain values.
template <class D>
struct SharedProgram {
  static constexpr std::size_t most = 250;
  std::size_t count = 0;
  alignas(model::Call<D>) unsigned char calls[most * sizeof(model::Call<D>)];
  std::uint64_t seed = 0;

  void clear() { count = 0; }
  std::size_t size() const { return count; }
  void push_back(const model::Call<D>& call) {
    static_assert(std::is_trivially_copyable_v<model::Call<D>>);
    std::memcpy(calls + count++ * sizeof call, &call, sizeof call);
  }
  void pop_back() { --count; }
  Program<D> program() const {
    Program<D> result;
    for (std::size_t i = 0; i < count; ++i) {
      model::Call<D> call;
      std::memcpy(static_cast<void*>(&call), calls + i * sizeof call, sizeof call);
      result.push_back(call);
    }
    return result;
  }
  void take(const Program<D>& program) {
    clear();
    for (const auto& call : program) push_back(call);
  }
};

const Library& load(const std::string& path) {
  void* loaded = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* found = loaded == nullptr ? nullptr : dlsym(loaded, "certlife_library_under_test");
  if (found == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    std::_Exit(2);
  }
  return *reinterpret_cast<const Library* (*)()>(found)();
}

Finding finding(const char* by, End end, const Words& words, std::size_t calls, std::string program) {
  return {true, by, end == End::differs ? words.text : in_words(end), calls, std::move(program)};
}

// Depth after depth, so that the first program found is a shortest one.
Finding walk(const std::string& path, const properties::Alphabet& alphabet, std::size_t depth, const char* by) {
  const Shared<Path> stands;
  const Shared<Words> words;
  const End end = in_child(seconds_for_a_driver, [&] {
    const Library& library = load(path);
    for (std::size_t now = 1; now <= depth; ++now) {
      Arena arena(library, std::size_t{1} << 20);
      stands->length = 0;
      const Verdict verdict = properties::Walk(library, arena, alphabet, *stands).all_up_to(now);
      words->say(properties::in_words(verdict));
      if (verdict.differs()) return false;
    }
    return true;
  });
  if (end == End::clean) return {};
  return finding(by, end, *words, stands->length, properties::in_words<Small>(stands->program()));
}

template <class D>
End play_in_child(Stage& stage, const Program<D>& program, Words& words) {
  return in_child(seconds_for_a_program, [&] {
    auto player = stage.new_player<D>();
    const auto ending = properties::play_program<D>(player, program);
    words.say(properties::in_words(ending.verdict));
    return !ending.verdict.differs();
  });
}

template <class D>
Finding shortest(const std::string& path, SharedProgram<D>& drawn, const char* by) {
  const Shared<Words> words;
  const Shared<End> end;
  in_child(4 * seconds_for_a_driver, [&] {
    Stage stage(load(path), true);
    const auto fails = [&](const Program<D>& program) { return play_in_child(stage, program, *words) != End::clean; };
    const auto small = properties::minimized<D>(drawn.program(), fails);
    *end = play_in_child(stage, small, *words);
    drawn.take(small);
    return true;
  });
  return finding(by, *end, *words, drawn.size(), properties::in_words<D>(drawn.program()));
}

template <class D>
Finding draw(const std::string& path, unsigned programs, const char* by) {
  const Shared<SharedProgram<D>> drawn;
  const End end = in_child(seconds_for_a_driver, [&] {
    Stage stage(load(path), true);
    for (unsigned i = 0; i < programs; ++i) {
      drawn->clear();
      drawn->seed = properties::seed() + i;
      auto player = stage.new_player<D>();
      if (properties::draw_program<D>(player, drawn->seed, 50, *drawn).verdict.differs()) return false;
    }
    return true;
  });
  return end == End::clean ? Finding{} : shortest<D>(path, *drawn, by);
}

// A race shows by chance: again and again, until it does. Short children, since a race may as well end in an endless loop.
Finding stress(const std::string& path) {
  const Shared<Words> words;
  for (unsigned attempt = 0; attempt < attempts_with_threads; ++attempt) {
    const End end = in_child(seconds_for_an_attempt, [&] {
      const Library& library = load(path);
      std::string complaint;
      for (unsigned round = 0; round < 20 && complaint.empty(); ++round)
        complaint = properties::stress_one_store(library, properties::seed() + 20 * attempt + round, 4, 2000);
      words->say(complaint);
      return complaint.empty();
    });
    if (end != End::clean) return finding("threads", end, *words, 0, "");
  }
  return {};
}

}  // namespace

Finding hunt(const std::string& path) {
  Finding found = walk(path, properties::core_alphabet, 5, "core programs");
  if (!found.caught) found = walk(path, properties::wide_alphabet, 4, "all programs");
  if (!found.caught) found = draw<Small>(path, properties::effort(4000), "random, small");
  if (!found.caught) found = draw<Growing>(path, properties::effort(2000), "random, files");
  if (!found.caught) found = draw<Growing>(path, properties::effort(40000), "random, many");
  if (!found.caught) found = stress(path);
  return found;
}

}  // namespace certlife::faults
