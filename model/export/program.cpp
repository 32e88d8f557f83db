#include "model/export/program.h"

#include <algorithm>

#include "model/export/check_writer.h"
#include "model/export/printable.h"
#include "model/joined.h"
#include "model/ledger/ledger.h"
#include "model/trace/bad_input.h"
#include "model/trace/bytes/contents.h"
#include "model/trace/bytes/serialized_store.h"

namespace certlife::conformance {
namespace {

using trace::BadInput;
using trace::Line;
using trace::Value;
using VerdictKind = oracle::Verdict::Kind;

// The file that a line sets up, as the bytes of a serialized store or as raw bytes.
Bytes bytes_of(const trace::FileSetup& setup) {
  if (setup.bytes.is_text()) return content_bytes(setup.bytes.text);
  std::vector<SerializedElement> elements;
  for (const Value& item : setup.contents.items) {
    const Value* content = item.is_fields() ? item.fields.find("content") : &item;
    if (!content || !content->is_text()) throw BadContent("a file is made of cert:, crl: and ctl: contents");
    const auto label = parse_label(content->text);
    if (!label && setup.contents.items.size() == 1) return content_bytes(content->text);
    if (!label) throw BadContent("a file is made of cert:, crl: and ctl: contents, not " + printable(content->text));
    SerializedElement element{label->kind, encoded(*label), {}};
    const Value* properties = item.is_fields() ? item.fields.find("properties") : nullptr;
    if (properties)
      for (const auto& [name, value] : properties->fields)
        if (const auto id = trace::property_id(name)) element.properties.emplace_back(*id, property_bytes_of(*id, value.text));
    elements.push_back(std::move(element));
  }
  return serialized_store(elements);
}

class Composer {
 public:
  Composer(const std::vector<AnnotatedCall>& story, const ProgramOptions& options)
      : story_(story), options_(options), words_(identifier_from(options.slug)) {}

  CProgram compose() {
    refuse_threads();
    for (at_ = 0; at_ < story_.size() && !ended_; ++at_) take(story_[at_]);
    about();
    CProgram program;
    program.title = options_.title.empty() ? default_title() : printable(options_.title);
    program.slug = identifier_from(options_.slug);
    program.about = std::move(about_);
    program.arrays = std::move(words_.arrays);
    program.files = std::move(words_.files);
    program.variables = std::move(words_.variables);
    program.helpers = std::move(words_.helpers);
    program.steps = std::move(steps_);
    program.shows_only_in_memory = shows_only_in_memory_;
    return program;
  }

 private:
  [[noreturn]] void refuse(const Line& line, std::size_t column, const std::string& message) const {
    throw BadInput(options_.name, line.number, column, message);
  }

  void refuse_threads() const {
    for (const AnnotatedCall& annotated : story_)
      if (annotated.line.thread.value_or(0) != story_.front().line.thread.value_or(0))
        refuse(annotated.line, 1, "calls of several threads can not be exported as a program");
  }

  void take(const AnnotatedCall& annotated) {
    try {
      if (annotated.line.kind == Line::Kind::file) return set_up(annotated.line);
      call(annotated);
    } catch (const BadContent& error) {
      refuse(annotated.line, 1, error.what());
    } catch (const BadInput& error) {
      if (error.line() != 0) throw;
      refuse(annotated.line, std::max<std::size_t>(error.column(), 1), error.message());
    }
  }

  void set_up(const Line& line) {
    const Bytes bytes = bytes_of(line.file);
    const std::string array = bytes.empty() ? "" : words_.array_of("file:" + line.file.name, bytes);
    ProgramFile& file = words_.file(line.file.name);
    file.contents = array;
    file.is_empty = bytes.empty();
  }

  void call(const AnnotatedCall& annotated) {
    if (annotated.kind == VerdictKind::undefined)
      refuse(annotated.line, 1, "the caller is at fault here (" + joined(annotated.clauses) + "): a program must not make this call");
    Step step;
    step.number = ++calls_;
    step.call = shown_call(annotated.line);
    step.clauses = joined(annotated.clauses);
    step.ends_process = options_.last_call_ends_process && at_ + 1 == story_.size();
    if (annotated.line.not_supported) return remark(step, "The target could not make this call.");
    if (is_about_last_error(annotated.line.which)) return remark(step, "The last error is looked at after every call of its own.");
    const std::vector<ObjectState>* before = at_ > 0 && story_[at_ - 1].is_followed ? &story_[at_ - 1].objects : nullptr;
    const bool is_known = at_ == 0 || before;
    const auto exists = [&](const std::string& name) { return !is_known || exists_in(before, name); };
    const MadeCall made = write_call(annotated.line, exists, words_, step);
    if (annotated.kind == VerdictKind::not_evaluated) step.notes.push_back("Not judged: " + printable(annotated.reason) + ".");
    write_checks(annotated, made, others_than(made, annotated), words_, step);
    after_call(annotated, made, step);
    steps_.push_back(std::move(step));
  }

  static bool is_about_last_error(trace::Call call) { return call == trace::Call::GetLastError || call == trace::Call::SetLastError; }

  void remark(Step& step, const char* text) {
    step.notes.emplace_back(text);
    steps_.push_back(std::move(step));
  }

  static bool exists_in(const std::vector<ObjectState>* objects, const std::string& name) {
    return objects && std::any_of(objects->begin(), objects->end(), [&](const ObjectState& each) { return each.name == name && each.exists; });
  }

  // Variables of the same type that certainly stand for another object than a new one.
  std::vector<std::string> others_than(const MadeCall& made, const AnnotatedCall& annotated) const {
    std::vector<std::string> others;
    if (made.object.empty() || !annotated.is_followed) return others;
    for (const ObjectState& object : annotated.objects) {
      const Known* known = object.exists ? words_.find(object.name) : nullptr;
      if (known && known->type == made.object_type && known->variable != made.object) others.push_back(known->variable);
    }
    return others;
  }

  void after_call(const AnnotatedCall& annotated, const MadeCall& made, Step& step) {
    const bool object_differs = !made.object.empty() && annotated.is_rejected() && differs_in_object(annotated);
    // What later calls would be given is not what the trace's names stand for.
    if (object_differs && at_ + 1 < story_.size()) {
      step.notes.push_back("The trace goes on with what was given here instead; this program ends.");
      ended_ = true;
    }
    if (made.object_is_known && !annotated.is_followed) step.afterwards.push_back(words_.find(made.object_name)->variable + " = " + made.object + ";");
  }
  static bool differs_in_object(const AnnotatedCall& annotated) {
    return annotated.differs_in(model::Aspect::result) || annotated.differs_in(model::Aspect::output);
  }

  // --- What stands at the top ------------------------------------------------------------------------------------------

  const AnnotatedCall* first_rejected() const {
    const auto found = std::find_if(story_.begin(), story_.end(), [](const AnnotatedCall& each) { return each.is_rejected(); });
    return found == story_.end() ? nullptr : &*found;
  }

  std::string default_title() const {
    const AnnotatedCall* rejected = first_rejected();
    return rejected ? "A program that shows a deviation from " + rejected->broken : "Call by call what the documents allow";
  }

  void about() {
    if (const AnnotatedCall* rejected = first_rejected()) {
      const std::string where = options_.target.empty() ? "The trace" : printable(options_.target);
      about_.push_back("Deviates: " + shown_call(rejected->line));
      about_.push_back(where + " was seen to answer: " + shown_answer(rejected->line));
      about_.push_back("Allowed is only: " + shown_allowed(*rejected));
      clause_text(rejected->broken);
      about_memory();
    } else if (options_.last_call_ends_process && !steps_.empty()) {
      about_.push_back((options_.target.empty() ? std::string("In the run") : "On " + printable(options_.target)) +
                       " the last call did not come back: the process ended.");
    }
  }

  void clause_text(const std::string& id) {
    if (const model::Clause* clause = model::Ledger::load().find(id)) about_.push_back(clause->id + ": " + printable(clause->text));
  }

  void about_memory() {
    const auto failing = [&](bool heap) {
      return std::any_of(steps_.begin(), steps_.end(), [&](const Step& step) {
        return std::any_of(step.checks.begin(), step.checks.end(), [&](const Check& each) { return each.failed_in_run && each.needs_heap == heap; });
      });
    };
    shows_only_in_memory_ = !failing(false);
    if (!shows_only_in_memory_) return;
    about_.push_back(failing(true) ? "This deviation shows only in whether memory is still allocated, which no call tells: where the heap can not be"
                                     " asked, nothing here can fail for it."
                                   : "No call of a program can tell this deviation; the program shows how to come to it.");
  }

  const std::vector<AnnotatedCall>& story_;
  const ProgramOptions& options_;
  Words words_;
  std::vector<Step> steps_;
  std::vector<std::string> about_;
  std::size_t at_ = 0, calls_ = 0;
  bool ended_ = false, shows_only_in_memory_ = false;
};

}  // namespace

bool CProgram::uses(ProgramHelper helper) const { return std::find(helpers.begin(), helpers.end(), helper) != helpers.end(); }

CProgram program_of(const std::vector<AnnotatedCall>& story, const ProgramOptions& options) { return Composer(story, options).compose(); }

}  // namespace certlife::conformance
