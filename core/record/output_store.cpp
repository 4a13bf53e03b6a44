#include "core/record/output_store.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/record/change.h"
#include "core/record/cost_rows.h"
#include "core/record/face_key.h"
#include "core/record/output_rows.h"
#include "core/record/sql.h"

namespace mien {
namespace {

tl::unexpected<Error> unknown(std::int64_t id) {
  return fail(ErrorKind::Usage, "There is no output " + std::to_string(id) + ": look it up with mien history search.");
}

Result<void> checkCost(const std::optional<Cost>& cost) {
  const auto sound = [](double value) { return std::isfinite(value) && value >= 0; };
  if (!cost || (sound(cost->wallSeconds) && sound(cost->cpuSeconds) && sound(cost->gpuSeconds) &&
                sound(cost->joules.value_or(0)) && sound(cost->money.value_or(0))))
    return {};
  return fail(ErrorKind::Usage, "A cost is a number of 0 or more: leave out what is not known.");
}

Result<void> checkFaces(const std::vector<InputFace>& faces) {
  for (const InputFace& face : faces) {
    if (face.key.empty() || isDrawnKey(face.key) != face.photoDigest.empty())
      return fail(ErrorKind::Usage, "A face of a photograph has the photograph's digest, and a drawn face has none.");
  }
  return {};
}

void insert(Change& change, std::int64_t output, std::optional<std::int64_t> written, const std::optional<Cost>& cost) {
  if (cost) change.logRow("cost", "cost", insertCost(change.db(), output, written, *cost, change.now()));
}

}  // namespace

OutputStore::OutputStore(Record record) : record_(std::move(record)) {}

Result<std::int64_t> OutputStore::add(const NewOutput& output) {
  if (auto sound = checkCost(output.cost); !sound) return tl::unexpected(sound.error());
  if (auto sound = checkFaces(output.faces); !sound) return tl::unexpected(sound.error());
  return changeRecord(record_, [&](Change& change) -> Result<std::int64_t> {
    SQLite::Database& db = change.db();
    const std::int64_t id = insertOutput(db, output, change.now());
    std::int64_t position = 0;
    for (const InputFace& face : output.faces) {
      const auto [input, isNew] = inputFor(db, face, change.now());
      if (isNew) change.logRow("input", "input", input);
      sql::run(db, "INSERT INTO output_faces VALUES (?, ?, ?)", id, position++, input);
    }
    change.logRow("output", "output", id);
    insert(change, id, {}, output.cost);
    return id;
  });
}

Result<void> OutputStore::addCost(std::int64_t output, const Cost& cost) {
  if (auto sound = checkCost(cost); !sound) return sound;
  return changeRecord(record_, [&](Change& change) -> Result<void> {
    if (!readSummary(change.db(), output)) return unknown(output);
    insert(change, output, {}, cost);
    return {};
  });
}

Result<std::int64_t> OutputStore::addExport(std::int64_t output, const std::filesystem::path& file,
                                            const std::string& digest, const std::optional<Cost>& cost) {
  if (auto sound = checkCost(cost); !sound) return tl::unexpected(sound.error());
  return changeRecord(record_, [&](Change& change) -> Result<std::int64_t> {
    if (!readSummary(change.db(), output)) return unknown(output);
    const std::string where = std::filesystem::absolute(file).string();
    const std::int64_t id = insertExport(change.db(), output, where, digest, change.now());
    change.logRow("export", "export", id);
    insert(change, output, id, cost);
    return id;
  });
}

Result<Output> OutputStore::get(std::int64_t id) const {
  return guarded(record_.file(), [&]() -> Result<Output> {
    SQLite::Transaction oneMoment(record_.database());
    auto output = readOutput(record_.database(), id);
    if (!output) return unknown(id);
    return *std::move(output);
  });
}

Result<std::vector<std::uint8_t>> OutputStore::thumbnail(std::int64_t id) const {
  return guarded(record_.file(), [&]() -> Result<std::vector<std::uint8_t>> {
    SQLite::Statement row = sql::query(record_.database(), "SELECT thumbnail FROM output_details WHERE output = ?", id);
    if (!row.executeStep()) return unknown(id);
    return sql::bytesOf(row.getColumn(0));
  });
}

template <class Work>
Result<void> OutputStore::change(std::int64_t id, Work work) {
  return changeRecord(record_, [&](Change& change) -> Result<void> {
    if (!readSummary(change.db(), id)) return unknown(id);
    work(change.db());
    change.logRow("mark", "output", id);
    return {};
  });
}

Result<void> OutputStore::setRating(std::int64_t id, int rating) {
  constexpr int kMost = 5;
  if (rating < 0 || rating > kMost) return fail(ErrorKind::Usage, "A rating is 0 (none) to 5.");
  return change(id,
                [&](SQLite::Database& db) { sql::run(db, "UPDATE outputs SET rating = ? WHERE id = ?", rating, id); });
}

Result<void> OutputStore::setLabel(std::int64_t id, const std::string& label) {
  if (std::find(std::begin(kLabels), std::end(kLabels), label) == std::end(kLabels))
    return fail(ErrorKind::Usage, "\"" + label + "\" is no label: red, orange, yellow, green, blue, purple, or none.");
  return change(id,
                [&](SQLite::Database& db) { sql::run(db, "UPDATE outputs SET label = ? WHERE id = ?", label, id); });
}

}  // namespace mien
