#include "core/project/autosave_folder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace mien;
namespace fs = std::filesystem;

class AutosaveFolderTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  fs::path folder_;

  void put(const fs::path& file) { std::ofstream(file) << "x"; }
  /// The name that a process which has ended gave its autosave.
  fs::path nameOfTheDead() {
    int ends[2];
    if (pipe(ends) != 0) return {};
    const pid_t child = fork();
    if (child == 0) {
      const std::string name = ownAutosave(folder_).string();
      _exit(write(ends[1], name.data(), name.size()) < 0 ? 1 : 0);
    }
    waitpid(child, nullptr, 0);
    std::string name(4096, '\0');
    name.resize(static_cast<std::size_t>(std::max<ssize_t>(0, read(ends[0], name.data(), name.size()))));
    close(ends[0]);
    close(ends[1]);
    return name;
  }

 private Q_SLOTS:
  void init() {
    folder_ = fs::path(dir_.path().toStdString()) / QTest::currentTestFunction();
    fs::create_directories(folder_);
  }

  void theLivingAreLeftAlone() {
    put(ownAutosave(folder_));
    QVERIFY(abandonedAutosaves(folder_).empty());
  }

  void theDeadAreOfferedNewestFirst() {
    const fs::path older = nameOfTheDead();
    const fs::path newer = nameOfTheDead();
    QVERIFY(older != newer && !older.empty());
    put(older);
    put(newer);
    fs::last_write_time(older, fs::file_time_type::clock::now() - std::chrono::hours(5));
    put(folder_ / "notes.mien");
    put(folder_ / "1-2-3.txt");
    QCOMPARE(abandonedAutosaves(folder_), (std::vector<fs::path>{newer, older}));
  }

  /// Killed, it stays in the list of processes until its parent has looked.
  void whoseParentHasNotLookedYetIsDead() {
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      const std::string name = ownAutosave(folder_).string();
      _exit(write(ends[1], name.data(), name.size()) < 0 ? 1 : 0);
    }
    siginfo_t ended{};
    QCOMPARE(waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
    std::string name(4096, '\0');
    name.resize(static_cast<std::size_t>(std::max<ssize_t>(0, read(ends[0], name.data(), name.size()))));
    put(name);
    QCOMPARE(abandonedAutosaves(folder_), std::vector<fs::path>{name});
    waitpid(child, nullptr, 0);
    close(ends[0]);
    close(ends[1]);
  }

  /// Process numbers come again: another start time is another process, and so is another boot.
  void aNumberThatCameAgainIsNotTheOwner() {
    const std::string pid = std::to_string(getpid());
    const std::string own = ownAutosave(folder_).stem().string();
    put(folder_ / (pid + "-1-" + own.substr(own.rfind('-') + 1) + ".mien"));
    put(folder_ / (own.substr(0, own.rfind('-')) + "-deadbeef.mien"));
    QCOMPARE(abandonedAutosaves(folder_).size(), std::size_t{2});
  }

  void onlyOneCanClaim() {
    const fs::path dead = nameOfTheDead();
    put(dead);
    const auto claimed = claimAutosave(dead);
    QVERIFY(claimed.has_value() && fs::exists(*claimed) && !fs::exists(dead));
    QVERIFY(*claimed != ownAutosave(folder_));
    QVERIFY(abandonedAutosaves(folder_).empty());
    QVERIFY(claimAutosave(dead).error().kind == ErrorKind::Disk);
    const fs::path later = fs::path(*claimed).replace_filename("1-1-00000000-was-" + dead.stem().string() + ".mien");
    fs::rename(*claimed, later);
    QCOMPARE(abandonedAutosaves(folder_), std::vector<fs::path>{later});
  }

  void cutOffWritesAreCleared() {
    put(folder_ / ".mien-aaaaaaaaaa.part");
    put(folder_ / ".mien-bbbbbbbbbb.part");
    fs::last_write_time(folder_ / ".mien-aaaaaaaaaa.part", fs::file_time_type::clock::now() - std::chrono::hours(2));
    abandonedAutosaves(folder_);
    QVERIFY(!fs::exists(folder_ / ".mien-aaaaaaaaaa.part") && fs::exists(folder_ / ".mien-bbbbbbbbbb.part"));
    QVERIFY(abandonedAutosaves(folder_ / "nowhere").empty());
  }

  void theFolderFollowsTheEnvironment() {
    qputenv("MIEN_STATE", "/tmp/own");
    QCOMPARE(autosaveFolder(), fs::path("/tmp/own/autosave"));
    qunsetenv("MIEN_STATE");
    qputenv("XDG_STATE_HOME", "/tmp/state");
    QCOMPARE(autosaveFolder(), fs::path("/tmp/state/mien/autosave"));
    qputenv("XDG_STATE_HOME", "relative");
    qputenv("HOME", "/home/ada");
    QCOMPARE(autosaveFolder(), fs::path("/home/ada/.local/state/mien/autosave"));
  }
};

QTEST_APPLESS_MAIN(AutosaveFolderTest)
#include "autosave_folder_test.moc"
