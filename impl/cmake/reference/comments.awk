# awk -f comments.awk HEADER: the header with its comments as doxygen takes them. The headers' own words are the reference, and stay as they are:
# what stands indented in a comment, as parameters and conventions do, keeps its columns.
function escaped(text) {
  gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
  gsub(/[\\@#%]/, "\\\\&", text)
  return text
}
# A line of a comment; blank ones end what is indented only if what follows is not.
function say(text) {
  if (text ~ /^ *$/) { blanks += said; return }
  indented = text ~ /^ /; said = 1
  if (kept && !indented) { print "</pre>"; kept = 0 }
  for (; blanks > 0; --blanks) print ""
  if (!kept && indented) { print "<pre>"; kept = 1 }
  print escaped(text)
}
function begin(text) { inside = 1; kept = blanks = said = 0; print FNR == 1 ? "/** @file" : "/**"; say(text) }
function end() { if (kept) print "</pre>"; blanks = kept = inside = 0; print "*/" }

inside && /^\/\// { sub(/^\/\/ ?/, ""); say($0); next }
inside == 2 { end() }
inside && /\*\// { sub(/ *\*\/.*$/, ""); sub(/^ *\* ?/, ""); say($0); end(); next }
inside { sub(/^ *\* ?/, ""); say($0); next }
# Lines that only rule off a part of the header.
/^ *\/\* ?---/ { print ""; next }
/^ *\/\*.*\*\/ *$/ { text = $0; sub(/^ *\/\* */, "", text); sub(/ *\*\/ *$/, "", text); begin(text); end(); next }
/^ *\/\*/ { text = $0; sub(/^ *\/\* */, "", text); begin(text); next }
/[^ ].*\/\*.*\*\/ *$/ {
  at = index($0, "/*"); text = substr($0, at + 2); sub(/ *\*\/ *$/, "", text)
  print substr($0, 1, at - 1) "/**<" escaped(text) " */"; next
}
/^\/\// { text = $0; sub(/^\/\/ ?/, "", text); begin(text); inside = 2; next }
/^ +\/\/ / { text = $0; sub(/^ +\/\/ ?/, "", text); print "/// " escaped(text); next }
/[;,{] +\/\/ / { at = match($0, / \/\/ /); print substr($0, 1, at) "///< " escaped(substr($0, at + 4)); next }
{ print }
