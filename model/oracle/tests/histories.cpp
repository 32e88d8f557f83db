#include "model/oracle/tests/histories.h"

#include <algorithm>
#include <random>
#include <utility>

#include "model/first_values.h"

namespace certlife::oracle {

using trace::Line;
using trace::Value;

void UniqueNames::Lives::look(std::uint32_t index, bool lives) {
  if (alive[index] && !lives) ++ended[index];
  alive[index] = lives;
}

std::string UniqueNames::Lives::suffix(std::uint32_t index) const {
  const auto before = ended.find(index);
  return before == ended.end() ? "" : "." + std::to_string(before->second);
}

Line UniqueNames::next_line() {
  Line line = next();
  for (std::uint32_t i = first_free_store; i < world().store_exists.size(); ++i) stores_seen_.look(i, world().store_allocated.at({i}));
  for (std::uint32_t i = first_free_context; i < world().context_exists.size(); ++i) contexts_seen_.look(i, world().context_allocated.at({i}));
  for (std::uint32_t i = first_free_csp; i < world().csp_exists.size(); ++i) csps_seen_.look(i, world().csp_references.at({i}) > 0);
  return line;
}

std::string UniqueNames::store(Concrete::Store store) const { return Player::store(store) + stores_seen_.suffix(store.index); }
std::string UniqueNames::context(Concrete::Context context) const {
  return Player::context(context) + contexts_seen_.suffix(context.index);
}
std::string UniqueNames::csp(Concrete::Csp csp) const { return Player::csp(csp) + csps_seen_.suffix(csp.index); }

namespace {

constexpr std::int64_t step = 100;

std::vector<std::string> names_in(const trace::Fields& fields) {
  std::vector<std::string> names;
  for (const auto& [parameter, value] : fields)
    if (value.is_text()) names.push_back(value.text);
  return names;
}

std::vector<std::string> names_given(const Line& line) {
  std::vector<std::string> names = names_in(line.out);
  if (line.ret.is_text()) names.push_back(line.ret.text);
  return names;
}

// A call returns before another has what it was the first to give.
void keep_names_in_order(std::vector<Line>& lines) {
  std::map<std::string, std::size_t> giver;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto happens = step * static_cast<std::int64_t>(i + 1);
    for (const std::string& name : names_in(lines[i].args)) {
      const auto found = giver.find(name);
      if (found == giver.end()) continue;
      Line& before = lines[found->second];
      before.end = std::min(*before.end, happens - step / 2);
      lines[i].start = std::max(*lines[i].start, happens - step / 2 + 1);
    }
    for (const std::string& name : names_given(lines[i])) giver.emplace(name, i);
  }
}

// Each call gets a thread that makes no other meanwhile; where there is none, one returns earlier.
void share_out(std::vector<Line>& lines, unsigned threads, std::mt19937_64& random) {
  std::vector<Line*> last(threads, nullptr);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto happens = step * static_cast<std::int64_t>(i + 1);
    const std::size_t thread = random() % threads;
    if (Line* before = last[thread]) {
      before->end = std::min(*before->end, happens - 2 - static_cast<std::int64_t>(random() % 40));
      lines[i].start = std::max(*lines[i].start, *before->end + 1);
    }
    lines[i].thread = static_cast<std::int64_t>(thread + 1);
    last[thread] = &lines[i];
  }
}

}  // namespace

void scatter(std::vector<Line>& lines, const Scattering& how) {
  std::mt19937_64 random(how.seed);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto happens = step * static_cast<std::int64_t>(i + 1);
    const auto reach = [&] { return static_cast<std::int64_t>(random() % (how.width * step + 1)); };
    lines[i].start = happens - reach();
    lines[i].end = happens + reach();
    lines[i].number = i + 1;
  }
  keep_names_in_order(lines);
  share_out(lines, how.threads, random);
  // Where one was told to begin later than another was told to return, both hold.
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto happens = step * static_cast<std::int64_t>(i + 1);
    lines[i].start = std::min(*lines[i].start, happens);
    lines[i].end = std::max(*lines[i].end, happens);
  }
}

void sort_by_return(std::vector<Line>& lines) {
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return *a.end < *b.end; });
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].number = i + 1;
}

namespace {

constexpr std::uint32_t friendly_name = 11;

std::uint32_t index_of(const std::string& name) { return static_cast<std::uint32_t>(std::stoul(name.substr(1))); }

}  // namespace

// --- Busy threads --------------------------------------------------------------------------------------------------------

BusyThreads::BusyThreads(std::uint64_t seed, const Habits& habits)
    : Player(seed, model::first_values("windows"), {.labels = 8, .forces = false, .files = false, .probes = 0}), habits_(habits), workers_(habits.threads) {
  for (std::size_t i = 0; i < workers_.size(); ++i) workers_[i].number = i;
}

// Each thread takes memory of its own, as allocators do.
std::uint32_t BusyThreads::fresh_store(std::size_t worker) const {
  auto store = static_cast<std::uint32_t>(first_free_store + worker);
  while (world().store_allocated.at({store})) store += habits_.threads;
  return store;
}

std::uint32_t BusyThreads::fresh_context(std::size_t worker) const {
  auto context = static_cast<std::uint32_t>(first_free_context + worker);
  while (world().context_allocated.at({context})) context += habits_.threads;
  return context;
}

std::uint32_t BusyThreads::some_store(const Worker& worker) {
  if (worker.stores.empty() || random(100) < habits_.of_shared_store) return shared_;
  return worker.stores.front();
}

ConcreteCall BusyThreads::some_addition(const Worker& worker) {
  model::AddContext<Concrete> call{};
  call.store = {some_store(worker)};
  call.encoding = model::Encoding::sound;
  call.content = any_content(Kind::certificate);
  call.disposition = model::Disposition::use_existing;
  call.wants_result = true;
  call.fresh_context = {fresh_context(worker.number)};
  return call;
}

ConcreteCall BusyThreads::some_creation(const Worker& worker) {
  model::CreateContext<Concrete> call{};
  call.encoding = model::Encoding::sound;
  call.content = any_content(Kind::certificate);
  call.fresh_context = {fresh_context(worker.number)};
  return call;
}

ConcreteCall BusyThreads::some_find(const Worker& worker) {
  const Concrete::Content wanted = any_content(Kind::certificate);
  model::NextContext<Concrete> call{};
  call.store = {some_store(worker)};
  call.is_find = true;
  call.filter = {Concrete::Filter::By::bytes, wanted.bytes, wanted.bytes};
  return call;
}

ConcreteCall BusyThreads::some_call(const Worker& worker) {
  const std::size_t count = worker.contexts.size();
  const Concrete::Context held{count == 0 ? 0 : worker.contexts[random(static_cast<std::uint32_t>(count))]};
  const unsigned which = random(100);
  if (worker.stores.empty() && one_in(4)) {
    model::OpenStore<Concrete> open{};
    open.provider = model::Provider::memory;
    open.fresh_store = {fresh_store(worker.number)};
    return open;
  }
  if (count == 0 && which < 3 && !worker.stores.empty()) return model::CloseStore<Concrete>{{worker.stores.front()}};
  if (count == 0 || (which < 30 && count < 6)) return which % 10 < 3 ? some_addition(worker) : which % 10 < 5 ? some_creation(worker) : some_find(worker);
  if (which < 45 && count < 6) return model::DuplicateContext<Concrete>{held};
  if (which < 65) return model::GetProperty<Concrete>{held, friendly_name};
  if (which < 67) return model::DeleteContext<Concrete>{held};
  return model::FreeContext<Concrete>{held};
}

// What the worker has after it.
std::optional<Line> BusyThreads::try_call(Worker& worker) {
  const ConcreteCall call = some_call(worker);
  auto line = play(call);
  if (!line) return line;
  const auto forget = [](std::vector<std::uint32_t>& all, std::uint32_t one) { all.erase(std::find(all.begin(), all.end(), one)); };
  if (const auto* open = std::get_if<model::OpenStore<Concrete>>(&call)) worker.stores.push_back(open->fresh_store.index);
  if (const auto* close = std::get_if<model::CloseStore<Concrete>>(&call)) forget(worker.stores, close->store.index);
  if (const auto* free = std::get_if<model::FreeContext<Concrete>>(&call)) forget(worker.contexts, free->context.index);
  if (const auto* remove = std::get_if<model::DeleteContext<Concrete>>(&call)) forget(worker.contexts, remove->context.index);
  const Value* given = line->ret.is_text() ? &line->ret : line->out.empty() ? nullptr : &line->output("ppCertContext");
  if (given && given->is_text() && !std::holds_alternative<model::OpenStore<Concrete>>(call)) worker.contexts.push_back(index_of(given->text));
  return line;
}

Line BusyThreads::next_line() {
  now_ += step;
  if (std::exchange(starts_, false)) {
    shared_ = fresh_store(0);
    Line line = *play(model::OpenStore<Concrete>{.provider = model::Provider::memory, .fresh_store = {shared_}});
    line.thread = 1;
    line.start = now_ - 1;
    line.end = now_;
    for (Worker& each : workers_) each.free_at = now_ + 1;
    return line;
  }
  std::size_t chosen = random(habits_.threads);
  for (std::size_t i = 0; i < workers_.size() && workers_[chosen].free_at >= now_; ++i) chosen = (chosen + 1) % workers_.size();
  Worker& worker = workers_[chosen];
  now_ = std::max(now_, worker.free_at + step);
  std::optional<Line> line;
  while (!line) line = try_call(worker);
  line->thread = static_cast<std::int64_t>(chosen + 1);
  line->start = worker.free_at;
  line->end = now_ + random(habits_.lasting * step + 1);
  worker.free_at = *line->end + 1;
  return *line;
}

Judgement judge_history(const std::vector<Line>& lines, const History::Options& options, const Judge::Options& judging) {
  Judgement result;
  Judge judge(judging);
  History history(judge, options, [&](const Line& line) { return judge.judge(line); },
                  [&](const Line& line, const HistoryVerdict& said) { result.said.emplace_back(line, said); });
  for (const Line& line : lines) history.add(line);
  history.finish();
  result.summary = judge.summary();
  return result;
}

std::string Judgement::text() const {
  std::string text;
  for (const auto& [line, each] : said) text += to_text(line, each);
  return text + to_text(summary, "windows");
}

}  // namespace certlife::oracle
