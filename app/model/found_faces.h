#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <vector>

#include "app/model/photo_views.h"

namespace mien {

/// The faces found in one photo, for the chooser. Thread: the window's.
class FoundFaces : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by a face slot")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { BoxRole = Qt::UserRole, ThumbnailRole };

  explicit FoundFaces(QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return static_cast<int>(list_.size()); }
  /// Whom a photograph is most likely of.
  Q_INVOKABLE int largest() const;

  void show(std::vector<FoundView> found);
  void clear();

 Q_SIGNALS:
  void countChanged();

 private:
  std::vector<FoundView> list_;
};

}  // namespace mien
