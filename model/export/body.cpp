#include "model/export/body.h"

#include <algorithm>

#include "model/export/printable.h"
#include "model/export/spelling.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t page_width = 110;

bool mentions(const std::string& text, const std::string& word) { return text.find(word) != std::string::npos; }

std::string without_end_blanks(std::string text) {
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

class Body {
 public:
  Body(const CProgram& program, const Frame& frame, std::size_t indent) : program_(program), frame_(frame), indent_(indent) {}

  std::string text() {
    for (const Array& array : program_.arrays) array_text(array);
    for (const ProgramFile& file : program_.files) path_text(file);
    if (!program_.arrays.empty() || !program_.files.empty()) text_ += "\n";
    variables();
    for (const ProgramFile& file : program_.files) set_up(file);
    for (const Step& step : program_.steps) step_text(step);
    if (!program_.files.empty()) text_ += "\n";
    for (const ProgramFile& file : program_.files) line("remove(" + file.path + ");");
    return std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += text.empty() ? "\n" : std::string(indent_, ' ') + text + "\n"; }
  void lines(const std::vector<std::string>& all) {
    for (const auto& each : all) {
      if (each.starts_with('#')) text_ += each + "\n";
      else line(each);
    }
  }
  void comment(const std::string& text) {
    const auto parts = wrapped(comment_text(text), page_width - indent_);
    for (std::size_t i = 0; i < parts.size(); ++i)
      line((i == 0 ? "/* " : " * ") + without_end_blanks(parts[i]) + (i + 1 == parts.size() ? " */" : ""));
  }
  void array_text(const Array& array) {
    comment(array.of);
    if (array.bytes.empty()) return line("static const BYTE " + array.name + "[] = { 0 };");
    line("static const BYTE " + array.name + "[] = {");
    text_ += bytes_initializer(array.bytes, indent_ + 4) + "\n";
    line("};");
  }

  bool any_statement_mentions(const std::string& word) const {
    return std::any_of(program_.steps.begin(), program_.steps.end(), [&](const Step& step) { return mentions(step.statement, word); });
  }

  void path_text(const ProgramFile& file) {
    comment("file:" + file.of);
    line("static const char " + file.path + "[] = " + c_string(file.file_name) + ";");
    if (!any_statement_mentions(file.path + "_w")) return;
    std::string letters;
    for (const char c : file.file_name) letters += std::string("'") + c + "', ";
    line("static const WCHAR " + file.path + "_w[] = {");
    for (const auto& part : wrapped(letters + "0", page_width - indent_ - 4)) line("    " + without_end_blanks(part));
    line("};");
  }

  bool is_used(const std::string& variable) const {
    return std::any_of(program_.steps.begin(), program_.steps.end(), [&](const Step& step) { return uses(step, variable); });
  }
  // The results of a call that nothing looks at are not kept.
  bool uses(const Step& step, const std::string& variable) const {
    return mentions(step.goes_on_if, variable) ||
           std::any_of(step.checks.begin(), step.checks.end(), [&](const Check& each) {
             return mentions(each.condition, variable) && (!each.needs_heap || frame_.asks_heap());
           });
  }

  // A variable that is only kept for calls that never come is left out.
  bool is_needed(const std::string& variable) const {
    const std::string name = variable.substr(0, variable.find('['));
    const auto in_any = [&](const std::vector<std::string>& texts) {
      return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return mentions(text, name); });
    };
    return std::any_of(program_.steps.begin(), program_.steps.end(), [&](const Step& step) {
      const bool in_local = std::any_of(step.locals.begin(), step.locals.end(), [&](const Variable& each) { return mentions(each.initial, name); });
      return in_local || mentions(step.statement, name) || in_any(step.preparation) || uses(step, name);
    });
  }

  void variables() {
    for (const Variable& each : program_.variables)
      if (is_needed(each.name)) line(each.type + " " + each.name + (each.initial.empty() ? "" : " = " + each.initial) + ";");
    if (is_used("ret")) line("BOOL ret;");
    if (is_used("error")) line("DWORD error;");
  }

  void set_up(const ProgramFile& file) {
    line("");
    if (file.contents.empty() && !file.is_empty) return line("remove(" + file.path + ");");
    line("{");
    line("    FILE *file = fopen(" + file.path + ", \"wb\");");
    if (!file.contents.empty()) line("    if (file) fwrite(" + file.contents + ", 1, sizeof " + file.contents + ", file);");
    line("    if (file) fclose(file);");
    line("}");
  }

  void step_text(const Step& step) {
    line("");
    comment(std::to_string(step.number) + ". " + step.call + (step.clauses.empty() ? "" : "   [" + step.clauses + "]"));
    for (const auto& note : step.notes) comment(note);
    if (step.statement.empty()) return;
    const std::string guard = frame_.guard(step);
    const bool is_block = !step.locals.empty() || !guard.empty();
    if (!guard.empty()) line(guard);
    if (is_block) line("{"), indent_ += 4;
    for (const Variable& local : step.locals) line(local.type + " " + local.name + (local.initial.empty() ? "" : " = " + local.initial) + ";");
    for (const auto& statement : step.preparation) line(statement);
    call_text(step);
    for (const Check& check : step.checks) check_text(step, check);
    for (const auto& statement : step.afterwards)
      if (is_needed(statement.substr(0, statement.find(' ')))) line(statement);
    if (!step.goes_on_if.empty()) lines(frame_.stop(step));
    if (is_block) indent_ -= 4, line("}");
  }

  void call_text(const Step& step) {
    std::string statement = step.statement;
    const bool keeps_result = !statement.starts_with("ret = ") || uses(step, "ret");
    if (!keeps_result) statement = statement.substr(6);
    if (statement.starts_with("number = ")) statement = statement.substr(9);
    const bool keeps_error = uses(step, "error");
    line("SetLastError(0xdeadbeef);");
    line(statement);
    if (keeps_error) line("error = GetLastError();");
  }

  void check_text(const Step& step, const Check& check) {
    if (!check.needs_heap) return lines(frame_.check(step, check));
    if (!frame_.asks_heap()) return comment("Not asked, for no call tells: " + check.expectation + ".");
    lines({"#ifdef _WIN32"});
    lines(frame_.check(step, check));
    lines({"#endif"});
  }

  const CProgram& program_;
  const Frame& frame_;
  std::size_t indent_;
  std::string text_;
};

// Whether the heap holds a block at this address, without touching the object.
constexpr const char* is_allocated_text = R"(#ifdef _WIN32
/* Is the object's memory still allocated? Asks the heaps and never touches it. */
static int is_allocated(const void *object)
{
    HANDLE heaps[64];
    DWORD i, count = GetProcessHeaps(64, heaps);

    for (i = 0; i < count && i < 64; i++)
    {
        PROCESS_HEAP_ENTRY entry;

        memset(&entry, 0, sizeof entry);
        while (HeapWalk(heaps[i], &entry))
        {
            const char *start = (const char *)entry.lpData;

            if ((entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) && (const char *)object >= start && (const char *)object < start + entry.cbData)
                return 1;
        }
    }
    return 0;
}
#endif

)";

// The elements of a serialized store, in whatever order; its properties are not looked at.
constexpr const char* file_holds_text = R"(#ifndef CERTLIFE_FILE_HOLDS
#define CERTLIFE_FILE_HOLDS
/* A number of the file, lowest byte first. */
static DWORD number_at(const BYTE *bytes)
{
    return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (DWORD)bytes[3] << 24;
}

/* Does the serialized store in this file hold just these elements, in whatever order? An empty file holds none, and a file may
 * be one element alone. */
static int file_holds(const char *path, const BYTE *const *elements, const DWORD *sizes, DWORD count)
{
    static BYTE bytes[1 << 20];
    int found[64] = { 0 };
    DWORD size, i, at = 8, left = count;
    FILE *file = fopen(path, "rb");

    if (!file) return 0;
    size = (DWORD)fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (count == 1 && size == sizes[0] && !memcmp(bytes, elements[0], size)) return 1;
    while (at + 12 <= size)
    {
        DWORD id = number_at(bytes + at), length = number_at(bytes + at + 8);

        if (!id || length > size - at - 12) break;
        if (id >= 32 && id <= 34)
        {
            for (i = 0; i < count && i < 64; i++)
                if (!found[i] && sizes[i] == length && !memcmp(elements[i], bytes + at + 12, length)) break;
            if (i == count || i == 64) return 0;
            found[i] = 1;
            left--;
        }
        at += 12 + length;
    }
    return left == 0;
}
#endif

)";

constexpr const char* file_exists_text = R"(#ifndef CERTLIFE_FILE_EXISTS
#define CERTLIFE_FILE_EXISTS
static int file_exists(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (file) fclose(file);
    return file != NULL;
}
#endif

)";

}  // namespace

std::string body_of(const CProgram& program, const Frame& frame, std::size_t indent) { return Body(program, frame, indent).text(); }

std::string expectation_text(const Step& step, const Check& check) {
  std::string name = step.call.substr(0, step.call.find('('));
  if (const auto equals = name.rfind("= "); equals != std::string::npos) name = name.substr(equals + 2);
  return "call " + std::to_string(step.number) + ", " + name + ": expected that " + check.expectation;
}

std::string heading_of(const CProgram& program, const std::vector<std::string>& usage) {
  std::string text = "/* SPDX-License-Identifier: CC0-1.0\n *\n";
  const auto paragraph = [&](const std::string& sentence) {
    for (const auto& part : wrapped(comment_text(sentence), page_width)) text += " * " + without_end_blanks(part) + "\n";
  };
  paragraph(program.title);
  if (!program.about.empty()) text += " *\n";
  for (const auto& sentence : program.about) paragraph(sentence);
  text += " *\n";
  for (const auto& sentence : usage) text += " * " + sentence + "\n";
  return text + " */\n";
}

std::string helpers_of(const CProgram& program, bool asks_heap) {
  std::string text;
  if (program.uses(ProgramHelper::is_allocated) && asks_heap) text += is_allocated_text;
  if (program.uses(ProgramHelper::file_holds)) text += file_holds_text;
  if (program.uses(ProgramHelper::file_exists)) text += file_exists_text;
  return text;
}

}  // namespace certlife::conformance
