#pragma once
#include <QtQml/qqmlregistration.h>

#include <QSortFilterProxyModel>

#include "app/document/parameter_list.h"

namespace mien {

/// The rows of a ParameterList that one part of the window shows; ParameterList::ParameterRole says which each is
/// there. Thread: the window's.
class ParameterPart : public QSortFilterProxyModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(mien::ParameterList* list READ list WRITE setList NOTIFY askedChanged)
  Q_PROPERTY(Part part READ part WRITE setPart NOTIFY askedChanged)
  Q_PROPERTY(int face READ face WRITE setFace NOTIFY askedChanged)
  Q_PROPERTY(QString region READ region WRITE setRegion NOTIFY askedChanged)

 public:
  enum Part {
    Shares,      ///< of `face` in the whole
    Picture,     ///< what is of no face: detail, surroundings, what is kept
    Directions,  ///< of the model
    InRegion     ///< shares of `face` in `region`
  };
  Q_ENUM(Part)

  using QSortFilterProxyModel::QSortFilterProxyModel;

  ParameterList* list() const { return qobject_cast<ParameterList*>(sourceModel()); }
  void setList(ParameterList* list);
  Part part() const { return part_; }
  void setPart(Part part) { ask(part_, part); }
  int face() const { return face_; }  ///< as Parameter::face
  void setFace(int face) { ask(face_, face); }
  QString region() const { return region_; }
  void setRegion(const QString& region) { ask(region_, region); }

 Q_SIGNALS:
  void askedChanged();

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  template <class T>
  void ask(T& kept, const T& value) {
    if (kept == value) return;
    kept = value;
    invalidateRowsFilter();
    Q_EMIT askedChanged();
  }

  Part part_ = Shares;
  int face_ = 0;
  QString region_;
};

}  // namespace mien
