#include "core/export/film_judge.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/strict_json.h"
#include "core/guard/scores_json.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWaiting = 4;
constexpr char kBeforeSeal = '\t';  // no JSON that is written in one line holds one

tl::unexpected<Error> unwritable(const fs::path& notes) {
  return fail(ErrorKind::Disk, notes.string() + " can't be written: free some space there or check its permissions.");
}

}  // namespace

Result<std::unique_ptr<FilmJudge>> FilmJudge::begin(const Gate& gate, const fs::path& notes, WorkSeals::Sealer sealer,
                                                    NumberOf numberOf) {
  return std::unique_ptr<FilmJudge>(new FilmJudge(gate, notes, std::move(sealer), std::move(numberOf)));
}

FilmJudge::FilmJudge(const Gate& gate, fs::path notes, WorkSeals::Sealer sealer, NumberOf numberOf)
    : gate_(gate),
      notesFile_(std::move(notes)),
      sealer_(std::move(sealer)),
      numberOf_(std::move(numberOf)),
      former_(readFormer()) {}

/// The scores as JSON, and a seal of them and of whose they are.
std::string FilmJudge::lineOf(std::int64_t frame, const Scores& scores) const {
  const std::string text = scoresToField(scores).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return text + kBeforeSeal + sealer_(std::to_string(frame) + " " + text) + "\n";
}

/// Up to the first line that is not whole, for a killed run may have left half a one, or that was not written here.
std::deque<Scores> FilmJudge::readFormer() const {
  std::deque<Scores> all;
  std::ifstream in(notesFile_);
  std::string line;
  while (std::getline(in, line) && !in.eof()) {
    const std::size_t end = line.rfind(kBeforeSeal);
    if (end == std::string::npos) break;
    const std::string text = line.substr(0, end);
    const std::string seal = sealer_(std::to_string(all.size()) + " " + text);
    if (seal.empty() || seal != line.substr(end + 1)) break;
    try {
      const auto json = parseStrictJson(text);
      if (!json) break;
      all.push_back(scoresFromField(JsonField(*json)));
    } catch (const JsonRefused&) {
      break;
    }
  }
  return all;
}

FilmJudge::~FilmJudge() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void> FilmJudge::goOnAt(std::int64_t frame) {
  former_.resize(static_cast<std::size_t>(frame));
  std::string text;
  for (const Scores& scores : former_) {
    text += lineOf(next_, scores);
    keepWorse(worst_, scores, numberOf_(next_++));
  }
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  if (auto written = writeFileAtomically(notesFile_, bytes); !written) return written;
  notes_.open(notesFile_, std::ios::app);
  if (!notes_) return unwritable(notesFile_);
  thread_ = std::thread([this] { run(); });
  return {};
}

Result<void> FilmJudge::judge(const Frame& frame) {
  const auto scores = gate_.scoresOf(frame);
  if (!scores) return tl::unexpected(scores.error());
  // In the file before the frame counts as done.
  notes_ << lineOf(next_, *scores) << std::flush;
  if (!notes_) return unwritable(notesFile_);
  keepWorse(worst_, *scores, numberOf_(next_++));
  const auto verdict = gate_.verdictOf(worst_);
  if (!verdict) return tl::unexpected(verdict.error());
  const std::lock_guard lock(mutex_);
  blocked_ = verdict->outcome == Outcome::Block;
  return {};
}

void FilmJudge::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const Frame frame = std::move(waiting_.front());
    waiting_.pop_front();
    busy_ = true;
    lock.unlock();
    const auto judged = judge(frame);
    lock.lock();
    busy_ = false;
    if (!judged) {
      error_ = judged.error();
      waiting_.clear();
      ending_ = true;
    }
    changed_.notify_all();
  }
}

Result<void> FilmJudge::add(const Frame& frame) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.size() < kWaiting || error_; });
    if (error_) return tl::unexpected(*error_);
    waiting_.push_back(frame);
  }
  changed_.notify_all();
  return {};
}

bool FilmJudge::blocked() const {
  const std::lock_guard lock(mutex_);
  return blocked_;
}

Result<Scores> FilmJudge::finish() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return (waiting_.empty() && !busy_) || error_; });
  if (error_) return tl::unexpected(*error_);
  return worst_;
}

}  // namespace mien
