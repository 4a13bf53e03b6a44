#pragma once
#include <QImage>
#include <vector>

#include "core/gate/approve.h"
#include "core/guard/verdict.h"

namespace mien {

/// All that the review page shows of one output. Value.
struct OutputDetails {
  Output output;
  std::vector<Decision> decisions;
  std::vector<bool> fileThere;  ///< for each export
  std::optional<Verdict> verdict;
  Result<ApprovalNeeds> needs;
  QImage picture;             ///< its thumbnail
  std::vector<QImage> faces;  ///< thumbnails, in the order of the output's faces
  QString protectedPerson;    ///< the nearest one's name, as long as the list has it
};

/// On the record's thread.
Result<OutputDetails> readDetails(const Record& record, std::int64_t output);

/// The picture itself, out of a file that it was exported to and that is still as it was written; null when there is
/// none, and of films. On the record's thread.
QImage readExported(const Output& output);

}  // namespace mien
