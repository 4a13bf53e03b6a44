#pragma once
// What tests of the history share: a record in a folder of its own, and how to look at its history and cut it.
#include <QtTest>

#include "core/base/atomic_file.h"
#include "core/record/history.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"

inline std::string told(const std::vector<mien::Finding>& findings) {
  std::string all;
  for (const mien::Finding& finding : findings)
    all += std::to_string(finding.seq) + " " + finding.subject + " " + finding.what + "\n";
  return all;
}

inline bool names(const std::vector<mien::Finding>& findings, std::int64_t seq, const std::string& word) {
  return std::any_of(findings.begin(), findings.end(), [&](const mien::Finding& finding) {
    return finding.seq == seq && finding.what.find(word) != std::string::npos;
  });
}

class HistoryCase : public QObject {
  Q_OBJECT

 protected:
  std::unique_ptr<QTemporaryDir> folder_;
  std::filesystem::path path_, file_, key_, anchor_;
  std::optional<mien::UnlockedReviewer> ada_;

  mien::Record open() { return mien::Record::open(file_).value(); }
  mien::Verification verified() { return mien::verifyHistory(open()).value(); }
  /// Of a record that fillRecord() has filled.
  const mien::UnlockedReviewer* ada(const mien::Record& record) {
    ada_ = mien::ReviewerStore(record).unlock("Ada", kPassphrase).value();
    return &*ada_;
  }
  /// Adds one entry.
  mien::Result<void> add() { return mien::noteProtection(open(), 1, true); }
  void cutAfter(std::int64_t seq) {
    executeUnguarded(file_, "DELETE FROM log WHERE seq > " + std::to_string(seq) +
                                "; DELETE FROM payloads WHERE seq > " + std::to_string(seq));
  }
  void soundWith(std::int64_t entries) {
    const mien::Verification history = verified();
    QVERIFY2(history.sound(), told(history.damages).c_str());
    QCOMPARE(history.entries, entries);
  }

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    path_ = folder_->path().toStdString();
    file_ = path_ / "record.db";
    key_ = path_ / "record.key";
    anchor_ = path_ / "record.anchor";
  }
};
