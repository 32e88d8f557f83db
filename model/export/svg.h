// A trace as a sequence chart: caller and implementation, the calls between them, and beside each call the state of stores,
// contexts and CSP handles as the model sees it. A call that is not allowed is highlighted, with what is.
//
// The picture stands alone: no fonts, scripts or files from elsewhere, no ids, so that any number of them can stand in one
// HTML page. It follows the reader's light or dark scheme; a page with a scheme of its own sets the custom properties
// --cl-ink, --cl-soft, --cl-line, --cl-panel, --cl-bad and --cl-bad-back on an element around it. Text can be selected.
#pragma once

#include <string>
#include <vector>

#include "model/trace/line.h"

namespace certlife::conformance {

struct SvgOptions {
  std::string reading = "windows";
  std::string title;            // Above the chart, and its name for screen readers; empty: none.
  bool is_inline = false;       // For an HTML page: no XML declaration and no licence comment.
  bool has_style = true;        // False where the page has svg_style() once for all its charts.
};

// Never throws for what a trace may hold; a line that the oracle cannot take ends the chart with the complaint.
std::string svg_of(const std::vector<trace::Line>& lines, const SvgOptions& options);

// The style sheet of the charts, without <style>.
std::string svg_style();

}  // namespace certlife::conformance
