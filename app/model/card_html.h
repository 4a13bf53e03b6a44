#pragma once
#include <QString>

namespace mien {

/// A pack's card for showing: Markdown with air around its headings and between the cells of its tables, which Qt would
/// set tight and in frames.
QString cardHtml(const QString& markdown);

}  // namespace mien
