#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QImage>
#include <vector>

#include "app/model/output_details.h"

namespace mien {

/// Whom an output is like: the faces that went in, with their pictures out of the record, then the nearest in each list
/// that was searched when it was judged. No pictures are kept of those. Thread: the window's.
class NearestFaces : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("a part of the review")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role {
    PictureRole = Qt::UserRole,  ///< null: none is kept
    GlyphRole,                   ///< in place of a picture
    NameRole,
    AboutRole,
    DistanceRole,  ///< empty: not measured
    ActionRole     ///< what the rule about it led to, the order of mien::Action; −1: it did not speak
  };

  explicit NearestFaces(QObject* parent = nullptr) : QAbstractListModel(parent) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return rowCount(); }

  /// Null: nothing.
  void show(const OutputDetails* details);

 Q_SIGNALS:
  void countChanged();

 private:
  struct Row {
    QImage picture;
    QString glyph, name, about, distance;
    int action = -1;
    friend bool operator==(const Row&, const Row&) = default;
  };
  static Row rowOfParent(const OutputDetails& details, std::size_t parent);
  static Row rowOfProtected(const OutputDetails& details);
  static Row rowOfTraining(const OutputDetails& details);

  std::vector<Row> rows_;
};

}  // namespace mien
