#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QVariantList>
#include <filesystem>
#include <vector>

#include "app/model/side_work.h"
#include "core/model/installed_packs.h"

namespace mien {

class Notices;

/// The packs that are installed, with their cards, and of those that mix faces how they compare and which is in use.
/// Thread: the window's; it reads and measures on another.
class ModelsModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool ready READ ready NOTIFY changed)
  Q_PROPERTY(bool measuring READ measuring NOTIFY changed)
  Q_PROPERTY(QStringList mixers READ mixers NOTIFY changed)
  Q_PROPERTY(int used READ used NOTIFY changed)
  Q_PROPERTY(QVariantList comparison READ comparison NOTIFY changed)

 public:
  enum Role { NameRole = Qt::UserRole, TitleRole, VersionRole, LicenceRole, SizeRole, CardRole, FolderRole };

  ModelsModel(Studio& studio, Notices& notices, QObject* parent = nullptr);

  /// Where the packs lie; else there are none.
  void setFolder(std::filesystem::path folder) { folder_ = std::move(folder); }
  void setEngine(const EngineInfo& engine);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  bool ready() const { return ready_; }
  bool measuring() const { return measuring_; }
  /// Titles of those that mix faces, in order.
  QStringList mixers() const;
  /// Which of mixers() is in use; −1: another.
  int used() const;
  /// For people, side by side: lists of what it is and what it is for each of mixers().
  QVariantList comparison() const;

  /// Reads the folder anew.
  Q_INVOKABLE void read();
  /// Renders a few mixes by each of mixers(), and so learns how long a picture takes here.
  Q_INVOKABLE void measure();
  /// Mixes with this one of mixers() from now on, and in runs to come.
  Q_INVOKABLE void use(int mixer);
  /// A card as it is shown.
  Q_INVOKABLE QString htmlOf(const QString& card) const;

 Q_SIGNALS:
  void changed();
  /// A model was opened and is to be used.
  void chosen(const mien::EngineInfo& engine);

 private:
  struct Entry {
    InstalledPack pack;
    QString card;                                      ///< Markdown
    std::vector<std::pair<QString, QString>> figures;  ///< of figures.json
    double bytes = 0;
    std::string modelHash;    ///< of the engine with it; empty: it mixes no faces
    double milliseconds = 0;  ///< a picture of 256² here; 0: not known
  };
  static std::vector<Entry> readEntries(const std::filesystem::path& folder);
  std::vector<const Entry*> mixing() const;
  void received(std::vector<Entry> entries);

  Studio& studio_;
  Notices& notices_;
  std::filesystem::path folder_;
  std::string engineHash_;
  std::vector<Entry> entries_;
  bool ready_ = false;
  bool measuring_ = false;
  JobThreads threads_{1};
  SideWork work_;  ///< last: ends before what it tells
};

}  // namespace mien
