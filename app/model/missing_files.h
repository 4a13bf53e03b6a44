#pragma once
#include <QObject>
#include <QSet>
#include <QStringList>
#include <memory>

namespace mien {

/// Which files and folders are not there. A thread that nobody waits for looks, because a disk of the network that has
/// gone away holds whoever asks; until it has answered, all are taken for being there. Thread: the window's.
class MissingFiles : public QObject {
  Q_OBJECT

 public:
  explicit MissingFiles(QObject* parent = nullptr);
  ~MissingFiles() override;

  bool has(const QString& path) const { return missing_.contains(path); }
  /// Looks for these and no others any more; changed() follows if the answer differs. Nothing while a look is on its
  /// way.
  void look(const QStringList& paths);
  /// It was used just now.
  void isThere(const QString& path);

 Q_SIGNALS:
  void changed();

 private:
  struct Asker;

  void take(QSet<QString> missing);

  std::shared_ptr<Asker> me_;
  QSet<QString> missing_;
  QSet<QString> used_;  ///< since the look began
  bool looking_ = false;
};

}  // namespace mien
