#pragma once
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/export/work_seals.h"
#include "core/gate/gate.h"

namespace mien {

/// Judges a film's frames on a thread of its own while the next ones are rendered and coded, and notes each frame's
/// scores in a file beside the segments, so that an export that goes on knows what was measured before.
/// Thread: one, the export's.
class FilmJudge {
 public:
  using NumberOf = std::function<std::int64_t(std::int64_t n)>;

  /// `gate` has taken the faces, and judges nothing else until finish(). `notes` may be of a former run. Errors: Disk.
  /// What is noted counts under its seal alone. `numberOf` says which frame of the recorded timeline's film the n-th
  /// one is that is judged: findings name it.
  static Result<std::unique_ptr<FilmJudge>> begin(const Gate& gate, const std::filesystem::path& notes,
                                                  WorkSeals::Sealer sealer, NumberOf numberOf);
  ~FilmJudge();
  FilmJudge(const FilmJudge&) = delete;
  FilmJudge& operator=(const FilmJudge&) = delete;

  /// How many frames from the first on a former run has judged.
  std::int64_t known() const { return static_cast<std::int64_t>(former_.size()); }
  /// The film goes on with this frame, 0..known(): what was noted of it and of later ones no longer counts.
  Result<void> goOnAt(std::int64_t frame);
  /// The next frame. Waits while a few are still to be judged. Errors: those of a frame before; Disk.
  Result<void> add(const Frame& frame);
  /// A frame so far is blocked by the policy: no use in going on, unless somebody has allowed it.
  bool blocked() const;
  /// The worst of all frames, once all are judged. Errors: as add.
  Result<Scores> finish();

 private:
  FilmJudge(const Gate& gate, std::filesystem::path notes, WorkSeals::Sealer sealer, NumberOf numberOf);
  void run();
  Result<void> judge(const Frame& frame);
  std::string lineOf(std::int64_t frame, const Scores& scores) const;
  std::deque<Scores> readFormer() const;

  const Gate& gate_;
  const std::filesystem::path notesFile_;
  const WorkSeals::Sealer sealer_;
  const NumberOf numberOf_;
  std::deque<Scores> former_;
  std::ofstream notes_;
  std::int64_t next_ = 0;  ///< how many were judged

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Frame> waiting_;
  bool busy_ = false;
  bool ending_ = false;
  bool blocked_ = false;
  std::optional<Error> error_;
  Scores worst_;
  std::thread thread_;
};

}  // namespace mien
