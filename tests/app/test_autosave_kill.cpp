// Fifty times: a process that edits is killed at a random moment; what it leaves is whole and at most 2 seconds old.
#include <signal.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include "core/project/autosave_folder.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"

using namespace mien;

namespace {

constexpr int kEditors = 50;
constexpr int kAtOnce = 8;
constexpr int kLongest = 4000;         // ms, in which its edits are kept several times
constexpr long long kMostLost = 2000;  // ms

long long now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

struct Editor {
  QProcess process;
  long long killAfter = 0;  ///< of its first edit
  long long began = 0;      ///< when it told that
  long long killed = 0;
  qint64 pid = 0;
  QByteArray told;

  /// When each edit was made, by its number.
  std::map<int, long long> edits() const {
    std::map<int, long long> out;
    for (const QByteArray& line : told.split('\n')) {
      const QList<QByteArray> words = line.split(' ');
      if (words.size() == 2) out[words[0].toInt()] = words[1].toLongLong();
    }
    return out;
  }
};

}  // namespace

class TestAutosaveKill : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::filesystem::path folder_;
  std::mt19937 random_{std::random_device{}()};
  int offered_ = 0;
  long long oldest_ = 0;

  void start(Editor& editor) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("MIEN_STATE"), dir_.path());
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), dir_.path());
    editor.process.setProcessEnvironment(environment);
    editor.killAfter = std::uniform_int_distribution<int>(0, kLongest)(random_);
    editor.process.start(QStringLiteral(MIEN_EDITOR), {});
    QVERIFY(editor.process.waitForStarted());
    editor.pid = editor.process.processId();
  }

  /// Kills it when its time has come.
  static bool watch(Editor& editor) {
    editor.told += editor.process.readAllStandardOutput();
    if (editor.began == 0) {
      const auto edits = editor.edits();
      if (edits.empty()) return false;
      editor.began = edits.begin()->second;
    }
    if (now() < editor.began + editor.killAfter) return false;
    editor.killed = now();
    ::kill(static_cast<pid_t>(editor.pid), SIGKILL);
    editor.process.waitForFinished();
    editor.told += editor.process.readAllStandardOutput();
    return true;
  }

  void check(const Editor& editor, const std::vector<std::filesystem::path>& left) {
    const auto edits = editor.edits();
    const std::string owner = std::to_string(editor.pid) + "-";
    const auto file = std::find_if(left.begin(), left.end(),
                                   [&](const auto& path) { return path.filename().string().starts_with(owner); });
    if (file == left.end()) {
      // The faces were there before the first edit that it told; nothing kept is right only just after.
      QVERIFY2(editor.killed - edits.begin()->second < kMostLost, "nothing was kept");
      return;
    }
    const auto kept = readAutosave(*file);
    QVERIFY2(kept.has_value(), kept ? "" : kept.error().message.c_str());
    for (const auto& face : kept->project.faces) QVERIFY(face && face->aligned && unpackFace(*face->aligned));
    const double mix = kept->project.values.at("mix");
    const int edit = mix == 0.5 ? 0 : static_cast<int>(std::lround(mix * 1e6));
    QVERIFY2(edit == 0 || edits.contains(edit) || edit == edits.rbegin()->first + 1, "no such state ever was");
    // A state lasts until the next edit.
    const auto next = edits.upper_bound(edit);
    const long long age = next == edits.end() ? 0 : editor.killed - next->second;
    oldest_ = std::max(oldest_, age);
    QVERIFY2(age <= kMostLost, qPrintable(QStringLiteral("%1 ms were lost").arg(age)));
    ++offered_;
  }

 private Q_SLOTS:
  void whateverIsKilledIsOfferedWhole() {
    folder_ = std::filesystem::path(dir_.path().toStdString()) / "autosave";
    std::vector<std::unique_ptr<Editor>> running;  // as one goes, another comes
    const QDeadlineTimer end(180'000);
    for (int started = 0; started < kEditors || !running.empty();) {
      QVERIFY(!end.hasExpired());
      for (; started < kEditors && running.size() < kAtOnce; ++started) {
        running.push_back(std::make_unique<Editor>());
        start(*running.back());
        if (QTest::currentTestFailed()) return;
      }
      QTest::qWait(10);
      for (auto& editor : running) {
        if (!watch(*editor)) continue;
        const auto left = abandonedAutosaves(folder_);
        check(*editor, left);
        if (QTest::currentTestFailed()) return;
        QCOMPARE(left.size(), static_cast<std::size_t>(offered_));  // of those before it too, and of none that lives
        editor.reset();
      }
      std::erase(running, nullptr);
    }
    qInfo("%d of %d left a state, the oldest was %lld ms old", offered_, kEditors, oldest_);
    QVERIFY(offered_ > kEditors / 2);
  }
};

QTEST_GUILESS_MAIN(TestAutosaveKill)
#include "test_autosave_kill.moc"
