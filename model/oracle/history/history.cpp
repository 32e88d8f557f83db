#include "model/oracle/history/history.h"

#include <algorithm>
#include <utility>

#include "model/oracle/history/following.h"

namespace certlife::oracle {

using trace::Line;

History::History(Judge& judge, const Options& options, JudgeAlone judge_alone, Tell tell)
    : judge_(judge), judge_alone_(std::move(judge_alone)), tell_(std::move(tell)), options_(options), window_(options.lines_read_ahead) {}
History::~History() = default;

void History::add(const Line& line) {
  const bool has_times = line.start && line.end;
  if (line.kind == Line::Kind::file || (!has_times && window_.empty() && !following_)) {
    while (!window_.empty()) handle_next();
    looking_at_ = line.number;
    tell_(line, {judge_alone_(line), {}, {}});
    return;
  }
  CallPointer call = spare_call();
  call->line = line;
  // Where no time is told the call comes after all before it.
  if (!has_times) call->line.start = call->line.end = latest_;
  latest_ = std::max(latest_, *call->line.end);
  call->is_late = !window_.add(*call);
  calls_.push_back(std::move(call));
  while (window_.is_full()) handle_next();
}

History::CallPointer History::spare_call() {
  if (spare_.empty()) return std::make_unique<OverlappingCall>();
  CallPointer call = std::move(spare_.back());
  spare_.pop_back();
  return call;
}

void History::handle_next() {
  const CallWindow::Event event = window_.take();
  looking_at_ = event.call->line.number;
  if (event.what == CallWindow::Event::What::returns) {
    following_->end(*event.call, ++now_);
    return forget_calls_before(following_->earliest_waiting(now_ + 1));
  }
  if (!following_ && !event.call->is_late && window_.stands_alone(event)) {
    window_.take();
    return judge_alone(*event.call);
  }
  if (!following_) following_ = std::make_unique<Following>(judge_, options_, calls_, tell_);
  following_->begin(*event.call, ++now_);
}

void History::judge_alone(OverlappingCall& call) {
  tell_(call.line, {judge_alone_(call.line), {}, {}});
  call.began = call.returned = ++now_;
  forget_calls_before(now_ + 1);
}

// Calls that returned before any of those on their way began are of no interest to anybody.
void History::forget_calls_before(std::uint64_t earliest) {
  while (!calls_.empty() && calls_.front()->returned && calls_.front()->returned < earliest) {
    OverlappingCall& call = *calls_.front();
    OverlappingCall empty;
    empty.line = std::move(call.line);
    empty.translation = std::move(call.translation);
    call = std::move(empty);
    spare_.push_back(std::move(calls_.front()));
    calls_.pop_front();
  }
}

void History::finish() {
  while (!window_.empty()) handle_next();
  if (following_) following_->finish();
}

std::vector<Owed> History::owed_elsewhere() const { return following_ ? following_->owed_elsewhere() : std::vector<Owed>{}; }
std::size_t History::states_tried() const { return following_ ? following_->states_tried() : 0; }
std::size_t History::things_kept() const { return calls_.size() + spare_.size() + (following_ ? following_->things_kept() : 0); }

}  // namespace certlife::oracle
