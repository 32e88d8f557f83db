#include "recount.h"

#include <gtest/gtest.h>

#include <numeric>

#include "model/domain/packed.h"
#include "model/explore/explorer.h"
#include "scopes.h"

namespace certlife::model::explore {
namespace {

using D = Packed<2, 3>;

// Another name for everything in a world.
struct Renaming {
  std::vector<int> stores, contexts, kinds;  // New slots and kinds by the old ones.

  template <class V>
  V operator()(V value) const {
    if constexpr (std::is_same_v<V, D::Store>) {
      return value.index < first_real_store ? value : store_at<D>(stores[static_cast<std::size_t>(value.index - first_real_store)]);
    } else if constexpr (std::is_same_v<V, D::Context>) {
      return value == D::no_context() ? value : context_at<D>(contexts[static_cast<std::size_t>(value.index - 1)]);
    } else if constexpr (std::is_same_v<V, Kind>) {
      return static_cast<Kind>(kinds[static_cast<std::size_t>(value)]);
    } else {
      return value;
    }
  }

  World<D> operator()(const World<D>& world) const {
    World<D> result = world;
    World<D>::for_each_field(
        [&](const char*, auto& to, const auto& from) {
          for (std::size_t i = 0; i < stores.size(); ++i) copy(to, from, store_at<D>(static_cast<int>(i)));
          for (std::size_t i = 0; i < contexts.size(); ++i) copy(to, from, context_at<D>(static_cast<int>(i)));
        },
        result, world);
    return result;
  }

 private:
  template <class To, class From, class Name>
  void copy(To& to, const From& from, Name name) const {
    if constexpr (requires { to.at(name); }) to.set((*this)(name), (*this)(from.at(name)), true);
  }
};

template <class Visit>
void every_renaming(const Scope& scope, int first_kind, Visit visit) {
  const auto numbered = [](int count) {
    std::vector<int> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    return all;
  };
  Renaming it{numbered(scope.stores), numbered(scope.contexts), numbered(scope.kinds)};
  do {
    do {
      do visit(it);
      while (std::next_permutation(it.kinds.begin() + std::min(first_kind, scope.kinds), it.kinds.end()));
    } while (std::next_permutation(it.contexts.begin(), it.contexts.end()));
  } while (std::next_permutation(it.stores.begin(), it.stores.end()));
}

// Renaming kinds gives one to blank slots too; settling takes it back.
World<D> settled(World<D> world, const Scope& scope) {
  settle(world, scope);
  return world;
}

class ExplorerCounts : public testing::TestWithParam<NamedScope> {
 protected:
  const Scope scope_ = GetParam().scope;
  const D::Choices choices_{GetParam().settled};

  Explorer<D, WideKey> explorer(bool symmetry, int threads = 1) const {
    return {scope_, choices_, {.symmetry = symmetry, .keeps_parents = false, .threads = threads}};
  }
  std::uint64_t calls_in(const World<D>& world) const {
    std::uint64_t count = 0;
    every_call(world, scope_, [&](const auto& call) {
      count += is_within(scope_, Step<D>{world, choices_}(call).after);
    });
    return count;
  }
  Counts counts_of_orbits(const Explorer<D, WideKey>& reduced) const {
    Counts sum;
    reduced.for_each_state([&](const WideKey& key) {
      const World<D> world = reduced.packing().unpack(key);
      std::set<WideKey> orbit;
      every_renaming(scope_, first_kind_alike(scope_, choices_.assignment), [&](const Renaming& renamed) {
        orbit.insert(reduced.packing().pack<WideKey>(settled(renamed(world), scope_)));
      });
      sum.states += orbit.size();
      sum.transitions += orbit.size() * calls_in(world);
    });
    return sum;
  }
};

TEST_P(ExplorerCounts, AreThoseOfAPlainRecount) {
  auto plain = explorer(false);
  const Counts& counts = plain.run();
  const Recount recount = Recounter<D>{scope_, choices_.assignment}.run();
  EXPECT_EQ(counts.states, recount.states);
  EXPECT_EQ(counts.transitions, recount.transitions);
  EXPECT_GT(counts.states, 100u);
}

TEST_P(ExplorerCounts, AddUpToTheSameWithSymmetryOnceOrbitsAreCounted) {
  auto plain = explorer(false);
  auto reduced = explorer(true);
  plain.run();
  reduced.run();
  const Counts sum = counts_of_orbits(reduced);
  EXPECT_LT(reduced.counts().states, plain.counts().states);
  EXPECT_EQ(sum.states, plain.counts().states);
  EXPECT_EQ(sum.transitions, plain.counts().transitions);
}

TEST_P(ExplorerCounts, DoNotDependOnTheNumberOfThreads) {
  auto one = explorer(true);
  auto two = explorer(true, 2);
  EXPECT_EQ(one.run().levels, two.run().levels);
  EXPECT_EQ(one.counts().transitions, two.counts().transitions);
}

INSTANTIATE_TEST_SUITE_P(Scopes, ExplorerCounts, testing::ValuesIn(test_scopes()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace certlife::model::explore
