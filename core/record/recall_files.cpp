#include "core/record/recall_files.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "core/base/atomic_file.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrefix = "recall-";

fs::path with(fs::path file, const char* ending) {
  return file += ending;
}

Result<void> writeText(const fs::path& file, const std::string& text) {
  return writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Result<void> write(const RecallReport& report, const fs::path& file) {
  auto json = writeText(with(file, ".json"), report.json);
  return json ? writeText(with(file, ".html"), report.html) : json;
}

/// A name that no report has yet.
fs::path besideTheRecord(const Record& record) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::localtime_r(&now, &parts);
  std::array<char, 32> time{};
  const std::string name(time.data(), std::strftime(time.data(), time.size(), "%Y-%m-%d-%H%M%S", &parts));
  const fs::path file = record.file().parent_path() / (kPrefix + name);
  std::error_code none;
  fs::path free = file;
  for (int n = 2; fs::exists(with(free, ".json"), none); ++n) free = with(file, ("-" + std::to_string(n)).c_str());
  return free;
}

/// Where it was wanted, else beside the record.
RecallFiles written(const Record& record, RecallReport report, const fs::path& file) {
  RecallFiles done{std::move(report), file, {}};
  if (!file.empty()) {
    const auto written = write(done.report, file);
    if (written) return done;
    done.elsewhere = written.error();
  }
  done.file = besideTheRecord(record);
  if (const auto kept = write(done.report, done.file); !kept) {
    done.elsewhere = kept.error();
    done.file.clear();
  }
  return done;
}

bool holds(const fs::path& file, const std::vector<std::string>& words) {
  const auto bytes = readFile(file);
  if (!bytes) return false;
  const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string_view::npos; });
}

}  // namespace

Result<RecallFiles> recallAndReport(const Record& record, const RecallChoice& choice, const std::string& reason,
                                    const fs::path& file, const UnlockedReviewer* by) {
  return recall(record, choice, reason, by).map([&](RecallReport report) {
    return written(record, std::move(report), file);
  });
}

Result<RecallFiles> reportAgain(const Record& record, std::int64_t entry, const fs::path& file) {
  return recallReportAgain(record, entry).map([&](RecallReport report) {
    return written(record, std::move(report), file);
  });
}

Result<int> eraseReports(const Record& record, const std::vector<std::string>& words) {
  std::vector<fs::path> reports;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(record.file().parent_path(), none)) {
    const fs::path& file = entry.path();
    if (file.filename().string().starts_with(kPrefix) && file.extension() == ".json" && holds(file, words))
      reports.push_back(file);
  }
  std::optional<Error> fault;
  for (const fs::path& report : reports) {
    for (const char* ending : {".html", ".json"}) {
      std::error_code failed;
      const fs::path file = fs::path(report).replace_extension(ending);
      if (fs::remove(file, failed); failed)
        fault = Error{ErrorKind::Disk,
                      file.string() + " can't be deleted: check that you may write there, or delete it yourself."};
    }
  }
  if (fault) return tl::unexpected(*fault);
  return static_cast<int>(reports.size());
}

}  // namespace mien
